using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>GET /api/commitments/{number}/indicators: how a commitment of the caller's regency stands.</summary>
internal static class ListIndicators
{
    /// <summary>Adds the endpoint. The public reads released figures only, so it isn't among the roles.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments/{number:int}/indicators", HandleAsync)
        .WithName("ListIndicators")
        .AllowRoles(CommitmentRoles.Readers)
        .WithSummary("A commitment's indicators with baseline, targets at the checkpoints, actual value and status, and the rule of the status; as known on a day (knownOn) or at an event (knownAt). What a revision changed is shown with what stood before and until when.")
        .Produces<IndicatorList>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(int number, [AsParameters] PlanQuery query, Language language, CancellationToken ct)
    {
        var (plan, at, problem) = await query.ReadAsync(ct);
        if (plan is null) return problem!;
        if (plan.Find(number) is null) return CommitmentProblems.Unknown.Result(("number", number), ("plan", plan.Code));
        var standing = await query.Reader.StandingAsync(query.Caller.Regency!, plan, at, ct, number);
        return Results.Ok(IndicatorList.Of(standing, standing.Commitments[0], language));
    }
}
