namespace PovertyMonitor.Dashboard;

/// <summary>The plain web page.</summary>
internal static class DashboardSlice
{
    /// <summary>Adds what the page reads with.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services.AddSingleton<DashboardReader>();

    /// <summary>Maps the page at the root.</summary>
    public static void MapDashboard(this WebApplication app) => ShowDashboard.Map(app, app.Environment.IsDevelopment());
}
