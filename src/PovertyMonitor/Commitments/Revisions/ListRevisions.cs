using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>GET /api/plans/{plan}/commitments/{number}/revisions: what was proposed, agreed, refused and taken back.</summary>
internal static class ListRevisions
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/commitments/{number:int}/revisions", HandleAsync)
        .AllowRoles(CommitmentRoles.Readers)
        .WithName("ListRevisions")
        .WithSummary("The revisions of a commitment's indicators, the oldest first: what stood, what was proposed and why, who assented when, and since when it is in force.")
        .Produces<IReadOnlyList<RevisionView>>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string plan, int number, Caller caller, PlanReader reader, Language language, HttpResponse response, CancellationToken ct)
    {
        var plans = await reader.PlansAsync(caller.Regency!, null, ct);
        if (plans.Find(plan) is not { } found) return CommitmentProblems.UnknownPlan.Result(("plan", plan), ("known", string.Join(", ", plans.All.Keys)));
        if (found.Find(number) is not { } commitment) return CommitmentProblems.Unknown.Result(("number", number), ("plan", plan));
        response.StateVersion(commitment.Version);
        return Results.Ok(commitment.Revisions.Values.Select(r => RevisionView.Of(r, commitment.Find(r.Proposed.Definition.Code), language)));
    }
}
