using PovertyMonitor.Access;

namespace PovertyMonitor.Alerts;

/// <summary>GET /api/alerts: the alerts raised, latest first. The health agency reads its own.</summary>
internal static class ListAlerts
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/alerts", async (string? village, long? before, Caller caller, AlertReader alerts, CancellationToken ct) =>
            Results.Ok(await alerts.LatestAsync(
                caller.Regency!, caller.Role == Role.Dinsos ? null : caller.Role.Name(), village, before, PageSize, ct)))
        .AllowRoles(Role.Dinsos, Role.Dinkes)
        .WithName("ListAlerts")
        .WithSummary("Alerts, latest first, 100 at a time; before = the last one's sequence.")
        .Produces<IReadOnlyList<RaisedAlert>>();
}
