using System.Data;
using Npgsql;

namespace PovertyMonitor.Reports.Jobs;

/// <summary>
/// Makes the reports that take long, one at a time on a node, and begins anew with them after a restart. A background service and not a
/// message, as for census files: the row is the queue, and a lock of the database keeps two nodes from one report.
/// </summary>
internal sealed partial class ReportWorker(NpgsqlDataSource database, ReportJobs jobs, ReportMaker maker, ILogger<ReportWorker> logger) : BackgroundService
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
                foreach (var job in await jobs.WaitingAsync(stoppingToken)) await RunAsync(job, stoppingToken);
                await _wake.WaitAsync(Beat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                LogAway(e.GetType().Name);
                await _wake.WaitAsync(Beat, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync(ReportJob job, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await LockAsync(connection, "pg_try_advisory_lock", job.Id, ct)) return;
        try
        {
            // Another node may have made it while this one read the list.
            if (await jobs.FindAsync(job.Tenant, job.Id, ct) is { State: ReportJobState.Making }) await MakeAsync(job, ct);
        }
        finally
        {
            // A connection that goes back to the pool keeps its locks until it is used again.
            if (connection.State == ConnectionState.Open) await LockAsync(connection, "pg_advisory_unlock", job.Id, CancellationToken.None);
        }
    }

    private async Task MakeAsync(ReportJob job, CancellationToken ct)
    {
        try
        {
            var done = 0;
            var content = await maker.MakeAsync(job.Tenant, job.Request, steps => jobs.ChangeAsync(job, ReportJobState.Making, done += steps, null, ct), ct);
            await jobs.ChangeAsync(job, ReportJobState.Ready, job.Steps, content, ct);
        }
        catch (Exception e) when (e is not (NpgsqlException or IOException or TimeoutException or OperationCanceledException))
        {
            // Not again and again; whoever asked can ask again when the cause is mended.
            LogFailed(job.Id, e.GetType().Name, e.StackTrace);
            await jobs.ChangeAsync(job, ReportJobState.Failed, 0, null, ct);
        }
    }

    private static async Task<bool> LockAsync(NpgsqlConnection connection, string function, Guid job, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select {function}(hashtextextended('report/' || $1::text, 0))", connection);
        command.Parameters.Add(new() { Value = job });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    [LoggerMessage(LogLevel.Warning, "Reports wait: the database does not answer ({Kind}).")]
    private partial void LogAway(string kind);

    [LoggerMessage(LogLevel.Error, "The report {Job} failed ({Kind}) {Trace}")]
    private partial void LogFailed(Guid job, string kind, string? trace);
}

/// <summary>Makes a report's bytes.</summary>
internal sealed class ReportMaker(ReportQuestions questions)
{
    /// <summary>The bytes of a settled request: the same whenever it is made.</summary>
    public async Task<byte[]> MakeAsync(string tenant, ReportRequest request, Func<int, Task> progress, CancellationToken ct)
    {
        var (kind, question) = await questions.LoadAsync(tenant, request, ct);
        return await Formats.ReportFormat.Find(request.Format)!.WriteAsync(await kind.MakeAsync(question, progress, ct), request.In);
    }
}
