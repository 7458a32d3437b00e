using Marten;
using Wolverine.Marten;

namespace PovertyMonitor.Alerts;

/// <summary>Alerts about households: found in the log, kept, and brought to the agencies.</summary>
internal static class AlertsSlice
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.Add(AlertTable.In(options.DatabaseSchemaName)));
        services.AddHttpClient(nameof(DeliverAlert), client => client.Timeout = Patience);
        return services.AddSingleton(AlertAddresses.From(configuration)).AddSingleton<AlertReader>();
    }

    /// <summary>Adds the subscription to the log.</summary>
    public static void Subscribe(MartenServiceCollectionExtensions.MartenConfigurationExpression marten) =>
        marten.SubscribeToEvents(new AlertSubscription());

    public static void MapAlerts(this IEndpointRouteBuilder api) => ListAlerts.Map(api);
}
