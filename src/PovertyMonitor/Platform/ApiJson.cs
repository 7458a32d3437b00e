namespace PovertyMonitor.Platform;

/// <summary>How the API writes JSON: times as ISO 8601, choices by name, what is absent left out.</summary>
internal static class ApiJson
{
    /// <summary>Registers it: the same as events are written.</summary>
    public static IServiceCollection AddApiJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options => StoreSetup.ConfigureJson(options.SerializerOptions));
}
