using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Commitments;

/// <summary>GET /api/commitments: the action plan. It is an open-government plan, so everybody may read it.</summary>
internal static class ListCommitments
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments", HandleAsync)
        .WithName("ListCommitments")
        .AllowPublicly()
        .WithSummary("The action plan in force with its proposals, commitments and meetings, of the regency given or of the token's; plan=2018-2020 for another. Its ETag is what If-Match of a change names.")
        .Produces<ActionPlanView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string? regency, string? plan, Caller caller, PlanReader reader, Language language, HttpResponse response, CancellationToken ct)
    {
        if ((regency ?? caller.Regency) is not { } tenant)
            return CommitmentProblems.NoRegency.Result();
        var plans = await reader.PlansAsync(tenant, null, ct);
        if (plans.All.IsEmpty)
            return CommitmentProblems.NoPlan.Result();
        if (plans.Find(plan, reader.Today) is not { } found)
            return CommitmentProblems.UnknownPlan.Result(("plan", plan), ("known", string.Join(", ", plans.All.Keys)));
        response.StateVersion(found.Version);
        return Results.Ok(ActionPlanView.Of(found, language));
    }
}
