using Marten;
using Microsoft.Extensions.Options;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Inbox;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Platform;
using Wolverine;
using Wolverine.Marten;

namespace PovertyMonitor.Alerts;

/// <summary>Alerts: found in the log by rules, told to the agencies they concern, and followed until they are settled.</summary>
internal static class AlertsSlice
{
    /// <summary>The events of alerts, rules and audiences.</summary>
    public static IReadOnlyList<Type> EventTypes { get; } =
    [
        typeof(AlertRaised), typeof(AlertDelivered), typeof(AlertAcknowledged), typeof(AlertVerified), typeof(AlertTakenUp), typeof(AlertResolved), typeof(AlertCauseGone), typeof(AlertCauseBack),
        typeof(AlertWithdrawn), typeof(AlertEscalated), typeof(AlertReopened), typeof(AlertRuleStated), typeof(AlertRuleSwitched), typeof(AlertBaselineSet),
        typeof(AlertAudienceStated), typeof(AlertReceiverStated), typeof(AlertReceiverRemoved),
    ];

    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertOptions>().Bind(configuration.GetSection(AlertOptions.Section)).ValidateOnStart();
        services.AddOptions<SmallCounts>().Bind(configuration.GetSection("PovertyMonitor").GetSection("Reports"));
        services.ConfigureMarten(options =>
        {
            var schema = options.DatabaseSchemaName;
            options.Events.AddEventTypes(EventTypes);
            options.Storage.ExtendedSchemaObjects.AddRange([.. AlertTable.In(schema), .. ReceiverTables.In(schema), DeliveryTable.In(schema), AreaMemory.In(schema)]);
        });
        return services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>().AddSingleton<ISeed, AlertSeed>()
            .AddSingleton<SettingsVersion>().AddSingleton<RuleRegister>().AddSingleton<ReceiverSecrets>().AddSingleton<AudienceRegister>().AddSingleton<AlertReader>().AddSingleton<AlertDoor>().AddSingleton<AlertLinks>().AddSingleton<AlertContents>()
            .AddSingleton<AddressGuard>().AddSingleton<ReceiverRest>().AddSingleton<WebhookSender>().AddSingleton<MailSender>().AddSingleton<DeliveryReader>().AddSingleton<DeliveryStore>().AddSingleton<DeadLetters>().AddSingleton<DeliveryRetries>().AddSingleton<DeliveryWriter>().AddSingleton<NewsOfEnd>().AddSingleton<DeliveryAttempt>()
            .AddSingleton<IAlertAcknowledgements, Acknowledgements>().AddSingleton<IAlertDesk, AlertDesk>().AddSingleton<IWolverineExtension, AlertQueues>()
            .AddSingleton<StayersReader>().AddSingleton<VillageRises>().AddSingleton<CoverageGaps>().AddSingleton<ClusterReader>().AddSingleton<SilentDevices>().AddSingleton<OffTrackIndicators>()
            .AddSingleton<AreaMemory>().AddSingleton<AreaConditions>().AddSingleton<IAreaWatch, AreaWatch>().AddHostedService<AreaClock>();
    }

    /// <summary>Adds the subscription to the log.</summary>
    public static void Subscribe(MartenServiceCollectionExtensions.MartenConfigurationExpression marten) =>
        marten.SubscribeToEvents(new AlertSubscription());

    /// <summary>Maps the agencies' page.</summary>
    public static void MapInbox(this IEndpointRouteBuilder routes) => ShowInbox.Map(routes);

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        ListAlerts.Map(api);
        HandleAlert.Map(api);
        TakeUpAlert.Map(api);
        StateRule.Map(api);
        TryRule.Map(api);
        SetBaseline.Map(api);
        StateAudience.Map(api);
        StateReceiver.Map(api);
        ListDeliveries.Map(api);
    }
}
