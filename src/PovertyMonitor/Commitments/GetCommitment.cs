using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Commitments;

/// <summary>GET /api/commitments/{number}: one commitment of the action plan.</summary>
internal static class GetCommitment
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments/{number:int}", HandleAsync)
        .WithName("GetCommitment")
        .AllowPublicly()
        .WithSummary("One commitment of the action plan, of the regency given or of the token's. Its ETag is what If-Match of a change names.")
        .Produces<CommitmentView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        int number, string? regency, string? plan, Caller caller, PlanReader reader, Language language, HttpResponse response, CancellationToken ct)
    {
        if ((regency ?? caller.Regency) is not { } tenant)
            return CommitmentProblems.NoRegency.Result();
        var plans = await reader.PlansAsync(tenant, null, ct);
        if (plans.All.IsEmpty)
            return CommitmentProblems.NoPlan.Result();
        if (plans.Find(plan, reader.Today) is not { } found)
            return CommitmentProblems.UnknownPlan.Result(("plan", plan), ("known", string.Join(", ", plans.All.Keys)));
        if (found.Find(number) is not { } commitment)
            return CommitmentProblems.Unknown.Result(("number", number), ("plan", found.Code));
        response.StateVersion(commitment.Version);
        return Results.Ok(CommitmentView.Of(commitment, language));
    }
}
