using Microsoft.Extensions.Options;
using Npgsql;
using Wolverine;
using Wolverine.Runtime;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Orders a look at the rules about areas every so often. Two nodes may both do it: the second finds nothing new.</summary>
internal sealed partial class AreaClock(IWolverineRuntime runtime, NpgsqlDataSource database, IOptions<AlertOptions> options, ILogger<AreaClock> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.AreaCheckSeconds));
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await TenantsAsync(stoppingToken))
                    await new MessageBus(runtime).PublishAsync(new CheckAreas(tenant), new DeliveryOptions { TenantId = tenant });
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be away; the next beat tries again.
                LogMissed(e.GetType().Name);
            }
        }
    }

    private async Task<List<string>> TenantsAsync(CancellationToken ct)
    {
        var tenants = new List<string>();
        await using var command = database.CreateCommand("select partition_value from mt_tenant_partitions order by 1");
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) tenants.Add(rows.GetString(0));
        return tenants;
    }

    [LoggerMessage(LogLevel.Warning, "The rules about areas were not looked at ({Failure})")]
    private partial void LogMissed(string failure);
}
