using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>GET /api/commitments: the action plan. It is an open-government plan, so everybody may read it.</summary>
internal static class ListCommitments
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments", HandleAsync)
        .WithName("ListCommitments")
        .AllowPublicly()
        .WithSummary("The action plan with its commitments, of the regency given or of the token's.")
        .Produces<ActionPlanView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string? regency, Caller caller, ActionPlanStore plans, Language language, CancellationToken ct)
    {
        if ((regency ?? caller.Regency) is not { } tenant)
            return CommitmentProblems.NoRegency.Result();
        return (await plans.ReadAsync(tenant, ct)).Agreement is { } agreement
            ? Results.Ok(ActionPlanView.Of(agreement, language))
            : CommitmentProblems.NoPlan.Result();
    }
}
