namespace PovertyMonitor.Surveys.Bulk;

/// <summary>The intake of a first census.</summary>
internal static class BulkSetup
{
    public static IServiceCollection AddBulkIntake(this IServiceCollection services) => services.AddSingleton<BulkTransaction>().AddSingleton<BulkIntake>();
}
