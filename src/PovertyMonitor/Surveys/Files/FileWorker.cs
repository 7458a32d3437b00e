using System.Data;
using Npgsql;

namespace PovertyMonitor.Surveys.Files;

/// <summary>
/// Checks and imports the files that are under way, one at a time on a node, and goes on with them after a restart. A background
/// service and not a message: the work takes up to hours and knows its own position, while a message is begun anew and
/// timed out; the file's row is the queue, and a lock of the database keeps two nodes from one file and ends with its holder.
/// </summary>
internal sealed partial class FileWorker(
    NpgsqlDataSource database, FileJobs jobs, FileCheck check, FileImport import, ILogger<FileWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _wake.Release();

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var job in await jobs.UnderWayAsync(stoppingToken)) await RunAsync(job, stoppingToken);
                await _wake.WaitAsync(Beat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                // The database is away; the file stands where it was noted.
                LogAway(e.GetType().Name);
                await _wake.WaitAsync(Beat, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync(CensusJob job, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await LockAsync(connection, "pg_try_advisory_lock", job.Id, ct)) return;
        try
        {
            await RunLockedAsync(job, ct);
        }
        finally
        {
            // A connection that goes back to the pool keeps its locks until it is used again.
            if (connection.State == ConnectionState.Open) await LockAsync(connection, "pg_advisory_unlock", job.Id, CancellationToken.None);
        }
    }

    private async Task RunLockedAsync(CensusJob job, CancellationToken ct)
    {
        // Another node may have done it while this one read the list.
        if (await jobs.FindAsync(job.Tenant, job.Id, ct) is not { State: FileState.Checking or FileState.Importing } now) return;
        try
        {
            await (now.State == FileState.Checking ? check.RunAsync(now, ct) : import.RunAsync(now, ct));
        }
        catch (Exception e) when (e is not (NpgsqlException or IOException or TimeoutException or OperationCanceledException))
        {
            // Not again and again; whoever sent it can have it go on when the cause is mended.
            LogFailed(job.Id, e.GetType().Name, e.StackTrace);
            await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Checking], FileState.Unreadable, ct);
            await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Importing], FileState.Paused, ct);
        }
    }

    private static async Task<bool> LockAsync(NpgsqlConnection connection, string function, Guid file, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {function}(hashtextextended('census-file/' || $1::text, 0))", connection);
        command.Parameters.Add(new() { Value = file });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    [LoggerMessage(LogLevel.Warning, "Census files wait: the database does not answer ({Kind}).")]
    private partial void LogAway(string kind);

    // The message of an exception may hold what a cell says.
    [LoggerMessage(LogLevel.Error, "The census file {File} failed ({Kind}) {Trace}")]
    private partial void LogFailed(Guid file, string kind, string? trace);
}
