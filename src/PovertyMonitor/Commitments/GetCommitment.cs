using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>GET /api/commitments/{number}: one commitment of the action plan.</summary>
internal static class GetCommitment
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments/{number:int}", HandleAsync)
        .WithName("GetCommitment")
        .AllowPublicly()
        .WithSummary("One commitment of the action plan, of the regency given or of the token's.")
        .Produces<CommitmentView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        int number, string? regency, Caller caller, ActionPlanStore plans, Language language, CancellationToken ct)
    {
        if ((regency ?? caller.Regency) is not { } tenant)
            return CommitmentProblems.NoRegency.Result();
        var plan = await plans.ReadAsync(tenant, ct);
        if (plan.Agreement is null)
            return CommitmentProblems.NoPlan.Result();
        return plan.Find(number) is { } commitment
            ? Results.Ok(CommitmentView.Of(commitment, language))
            : CommitmentProblems.Unknown.Result(("number", number));
    }
}
