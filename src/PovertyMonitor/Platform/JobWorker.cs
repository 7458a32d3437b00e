using System.Data;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>A job of a regency: a row of a table that says whether it waits.</summary>
internal interface IJob
{
    /// <summary>Its id.</summary>
    Guid Id { get; }
}

/// <summary>
/// Does the jobs that wait in a table, one at a time on a node, and goes on with them after a restart. A background service and not a
/// message: the row is the queue, and a lock of the database keeps two nodes from one job and ends with its holder.
/// </summary>
/// <typeparam name="TJob">A job.</typeparam>
/// <param name="database">The pool.</param>
/// <param name="lockName">What the locks of its jobs begin with.</param>
/// <param name="one">What a job is called in the log.</param>
/// <param name="many">What jobs are called in the log, at the beginning of a sentence.</param>
/// <param name="logger">The log.</param>
internal abstract partial class JobWorker<TJob>(NpgsqlDataSource database, string lockName, string one, string many, ILogger logger) : BackgroundService
    where TJob : class, IJob
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Says that there is something to do.</summary>
    public void Wake() => _wake.Release();

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
    }

    /// <summary>The jobs that wait, of all regencies, the oldest first.</summary>
    protected abstract Task<List<TJob>> WaitingAsync(CancellationToken ct);

    /// <summary>A job as it stands; <see langword="null"/> where it waits no more.</summary>
    protected abstract Task<TJob?> FindAsync(TJob job, CancellationToken ct);

    /// <summary>Does a job, under its lock.</summary>
    protected abstract Task DoAsync(TJob job, CancellationToken ct);

    /// <summary>Notes that a job failed for another reason than the database, so that it waits no more.</summary>
    protected abstract Task FailAsync(TJob job, CancellationToken ct);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var job in await WaitingAsync(stoppingToken)) await RunAsync(job, stoppingToken);
                await _wake.WaitAsync(Beat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e) when (IsAway(e))
            {
                // Every job stands where it was noted.
                LogAway(logger, many, e.GetType().Name);
                await _wake.WaitAsync(Beat, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync(TJob job, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await LockAsync(connection, "pg_try_advisory_lock", job, ct)) return;
        try
        {
            // Another node may have done it while this one read the list.
            if (await FindAsync(job, ct) is { } now) await TryAsync(now, ct);
        }
        finally
        {
            // A connection that goes back to the pool keeps its locks until it is used again.
            if (connection.State == ConnectionState.Open) await LockAsync(connection, "pg_advisory_unlock", job, CancellationToken.None);
        }
    }

    private async Task TryAsync(TJob job, CancellationToken ct)
    {
        try
        {
            await DoAsync(job, ct);
        }
        catch (Exception e) when (!IsAway(e) && e is not OperationCanceledException)
        {
            // Not again and again; whoever asked for it can ask again when the cause is mended.
            LogFailed(logger, one, job.Id, e.GetType().Name, e.StackTrace);
            await FailAsync(job, ct);
        }
    }

    private async Task<bool> LockAsync(NpgsqlConnection connection, string function, TJob job, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {function}(hashtextextended($1 || '/' || $2::text, 0))", connection);
        command.Parameters.Add(new() { Value = lockName });
        command.Parameters.Add(new() { Value = job.Id });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static bool IsAway(Exception e) => e is NpgsqlException or IOException or TimeoutException;

    [LoggerMessage(LogLevel.Warning, "{Jobs} wait: the database does not answer ({Kind}).")]
    private static partial void LogAway(ILogger logger, string jobs, string kind);

    // The message of an exception may hold what a cell or a household says.
    [LoggerMessage(LogLevel.Error, "The {What} {Job} failed ({Kind}) {Trace}")]
    private static partial void LogFailed(ILogger logger, string what, Guid job, string kind, string? trace);
}
