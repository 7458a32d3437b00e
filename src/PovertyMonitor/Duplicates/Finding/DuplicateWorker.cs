using System.Data;
using Npgsql;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>
/// Follows the log, runs the searches asked for and compares what has something new. It can be stopped at any moment:
/// what is noted in the database is what is left to do, and doing it twice changes nothing.
/// </summary>
internal sealed partial class DuplicateWorker(
    NpgsqlDataSource database, LogFollower log, Searches searches, CompareHouseholds compare, ILogger<DuplicateWorker> logger) : BackgroundService
{
    private const int VillagesATurn = 8;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var tenant in await TenantsAsync(stoppingToken)) await TurnAsync(tenant, stoppingToken);
                await beat.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // The database may be away; the next turn begins where this one stood.
                LogFailed(e.GetType().Name, e is NpgsqlException or TimeoutException or IOException ? null : e.StackTrace);
                await beat.WaitForNextTickAsync(CancellationToken.None);
            }
        }
    }

    private async Task TurnAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await LockAsync(connection, "pg_try_advisory_lock", tenant, ct)) return;
        try
        {
            while (await log.FollowAsync(tenant, ct)) { }
            var isAskedFor = await searches.AdvanceAsync(tenant, ct);
            // Somebody waits for a search; what comes in of itself has time.
            for (var done = 0; (isAskedFor || done < VillagesATurn) && await compare.NextAsync(tenant, ct); done++) { }
            if (isAskedFor) await searches.AdvanceAsync(tenant, ct);
        }
        finally
        {
            if (connection.State == ConnectionState.Open) await LockAsync(connection, "pg_advisory_unlock", tenant, CancellationToken.None);
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

    private static async Task<bool> LockAsync(NpgsqlConnection connection, string function, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {function}(hashtextextended('duplicate-worker/' || $1, 0))", connection);
        command.Parameters.Add(new() { Value = tenant });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    // The message of an exception may hold what a household answered.
    [LoggerMessage(LogLevel.Warning, "The comparison of households stands still ({Kind}) {Trace}")]
    private partial void LogFailed(string kind, string? trace);
}
