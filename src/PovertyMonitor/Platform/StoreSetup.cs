using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.MultiTenancy;
using Marten;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using Npgsql;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Postgresql;

namespace PovertyMonitor.Platform;

/// <summary>The event store and the message bus over one PostgreSQL database.</summary>
internal static class StoreSetup
{
    public const string ConnectionStringName = "PovertyMonitor";

    public static void AddStore(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString(ConnectionStringName)
            ?? throw new SettingException($"ConnectionStrings:{ConnectionStringName}", "is not set");
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.AddSingleton(_ => OpenDataSource(connectionString));
        builder.Services.AddMarten(ConfigureMarten)
            .UseLightweightSessions()
            .UseNpgsqlDataSource()
            .IntegrateWithWolverine(wolverine => wolverine.UseWolverineManagedEventSubscriptionDistribution = true);
        builder.Host.UseWolverine(options => ConfigureWolverine(options, builder));
    }

    private static NpgsqlDataSource OpenDataSource(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Timezone = "UTC" };
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        source.UseNodaTime();
        return source.Build();
    }

    private static StoreOptions ConfigureMarten(IServiceProvider services)
    {
        var options = new StoreOptions { DisableNpgsqlLogging = true };
        options.Connection(services.GetRequiredService<NpgsqlDataSource>());
        options.UseSystemTextJsonForSerialization(configure: json =>
        {
            json.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
            json.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
        });
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.UseTenantPartitionedEvents = true;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.UseExclusiveLockOnConcurrentAppends = true;
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.RebuildErrors.SkipApplyErrors = false;
        return options;
    }

    private static void ConfigureWolverine(WolverineOptions options, WebApplicationBuilder builder)
    {
        options.ApplicationAssembly = typeof(StoreSetup).Assembly;
        options.Policies.UseDurableLocalQueues();
        options.Policies.AutoApplyTransactions();
        // One process on a server of its own needs no election, and is back at once after a kill.
        if (builder.Configuration.GetValue("PovertyMonitor:SingleNode", false))
            options.Durability.Mode = DurabilityMode.Solo;
        options.CodeGeneration.TypeLoadMode = builder.Environment.IsProduction()
            ? JasperFx.CodeGeneration.TypeLoadMode.Static
            : JasperFx.CodeGeneration.TypeLoadMode.Dynamic;
    }
}
