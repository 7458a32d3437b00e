using Npgsql;

namespace PovertyMonitor.Villages.Building;

/// <summary>Fills in adopted measures as long as there is something to fill in; what is noted in the database is what is left to do.</summary>
internal sealed partial class MeasureFilling(NpgsqlDataSource database, MeasureFill fill, ILogger<MeasureFilling> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await Tenants.WithAsync(database, $"select distinct tenant_id from {PovertyTables.Own.Fills} where not ready order by 1", stoppingToken))
                    while (await fill.NextAsync(tenant, stoppingToken)) { }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The database may be away; the next turn begins where this one stood.
                LogFailed(e.GetType().Name, e is NpgsqlException or TimeoutException or IOException ? null : e.StackTrace);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Filling in a measure stopped: {Failure} {Where}")]
    private partial void LogFailed(string failure, string? where);
}
