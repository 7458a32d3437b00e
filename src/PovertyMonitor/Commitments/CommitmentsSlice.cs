using PovertyMonitor.Platform;

namespace PovertyMonitor.Commitments;

/// <summary>The action plan, its commitments and how their indicators stand.</summary>
internal static class CommitmentsSlice
{
    /// <summary>Adds the plan's store, its figures and its seed.</summary>
    public static IServiceCollection AddCommitments(this IServiceCollection services) => services
        .AddSingleton<ActionPlanStore>()
        .AddSingleton<RoundFiguresReader>()
        .AddSingleton<ISeed, ActionPlanSeed>();

    /// <summary>Maps the endpoints below <c>/api</c>.</summary>
    public static void MapCommitments(this IEndpointRouteBuilder api)
    {
        ListCommitments.Map(api);
        GetCommitment.Map(api);
        ListIndicators.Map(api);
    }
}
