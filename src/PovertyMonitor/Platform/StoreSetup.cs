using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx.CodeGeneration;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Npgsql;
using Weasel.Core;
using Wolverine;
using Wolverine.Marten;

namespace PovertyMonitor.Platform;

/// <summary>The event store and the message bus over one PostgreSQL database.</summary>
internal static class StoreSetup
{
    // A cut connection leaves a gap in the event sequence, and every projection waits at each gap in turn. What tells a lost
    // number from a late one is not this time but that no transaction older than the gap is left.
    private static readonly TimeSpan GapPatience = TimeSpan.FromMilliseconds(500);

    private const int PreparedStatements = 64;

    private const int BytesSentAtOnce = 64 << 10;

    /// <summary>Adds both.</summary>
    /// <param name="builder">The application's.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="alone">Whether no other node can work on the database; then nothing is elected, and a killed node is back at once.</param>
    /// <param name="subscribe">Adds the subscriptions of the slices.</param>
    public static void AddStore(
        this WebApplicationBuilder builder, string connectionString, bool alone, Action<MartenServiceCollectionExtensions.MartenConfigurationExpression> subscribe)
    {
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.AddSingleton(_ => OpenDataSource(connectionString));
        builder.Services.AddSingleton(_ => new BriefConnections(OpenDataSource(connectionString, resetting: false)));
        builder.Services.AddSingleton<StreamDecision>().AddSingleton<EventAppend>().AddSingleton<EventCopy>().AddHostedService<PausedProjections>();
        var marten = builder.Services.AddMarten(ConfigureMarten)
            .UseLightweightSessions()
            .IntegrateWithWolverine(wolverine => wolverine.UseWolverineManagedEventSubscriptionDistribution = true);
        subscribe(marten);
        builder.Host.UseWolverine(options => ConfigureWolverine(options, alone, builder.Environment.IsProduction()));
    }

    private static NpgsqlDataSource OpenDataSource(string connectionString, bool resetting = true)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timezone = "UTC", NoResetOnClose = !resetting };
        // The intake's few statements are long: planned anew each time they cost more than they do. A pooler in between may not allow it.
        if (!connectionString.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase)) settings.MaxAutoPrepare = PreparedStatements;
        // What is copied goes to the server in pieces of this size; of the ordinary 8 KiB most of the time is the sending.
        if (!connectionString.Contains("Write Buffer Size", StringComparison.OrdinalIgnoreCase)) settings.WriteBufferSize = BytesSentAtOnce;
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        source.UseNodaTime();
        return source.Build();
    }

    private static StoreOptions ConfigureMarten(IServiceProvider services)
    {
        var options = new StoreOptions { DisableNpgsqlLogging = true };
        options.Connection(services.GetRequiredService<NpgsqlDataSource>());
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, ConfigureJson);
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.UseTenantPartitionedEvents = true;
        // Plain quick appends would stamp the session's local time.
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.UseExclusiveLockOnConcurrentAppends = true;
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Projections.StaleSequenceThreshold = GapPatience;
        options.Projections.UseTransactionEvidenceForGapSkipping = true;
        // A projection that steps over an event is wrong for ever: it quarantines it itself, the same on rebuild, or stops.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.RebuildErrors.SkipApplyErrors = false;
        return options;
    }

    /// <summary>How events are written; an old event must always load.</summary>
    public static void ConfigureJson(JsonSerializerOptions json)
    {
        json.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        json.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
    }

    private static void ConfigureWolverine(WolverineOptions options, bool alone, bool production)
    {
        options.ApplicationAssembly = typeof(StoreSetup).Assembly;
        options.Policies.UseDurableLocalQueues();
        options.Durability.Mode = alone ? DurabilityMode.Solo : DurabilityMode.Balanced;
        options.CodeGeneration.TypeLoadMode = production ? TypeLoadMode.Static : TypeLoadMode.Dynamic;
    }
}
