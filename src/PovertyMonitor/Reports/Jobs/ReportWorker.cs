using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Reports.Jobs;

/// <summary>Makes the reports that take long.</summary>
internal sealed class ReportWorker(NpgsqlDataSource database, ReportJobs jobs, ReportMaker maker, ILogger<ReportWorker> logger)
    : JobWorker<ReportJob>(database, "report", "report", "Reports", logger)
{
    /// <inheritdoc/>
    protected override Task<List<ReportJob>> WaitingAsync(CancellationToken ct) => jobs.WaitingAsync(ct);

    /// <inheritdoc/>
    protected override async Task<ReportJob?> FindAsync(ReportJob job, CancellationToken ct) =>
        await jobs.FindAsync(job.Tenant, job.Id, ct) is { State: ReportJobState.Making } now ? now : null;

    /// <inheritdoc/>
    protected override async Task DoAsync(ReportJob job, CancellationToken ct)
    {
        var done = 0;
        var content = await maker.MakeAsync(job.Tenant, job.Request, steps => jobs.ChangeAsync(job, ReportJobState.Making, done += steps, null, ct), ct);
        await jobs.ChangeAsync(job, ReportJobState.Ready, job.Steps, content, ct);
    }

    /// <inheritdoc/>
    protected override Task FailAsync(ReportJob job, CancellationToken ct) => jobs.ChangeAsync(job, ReportJobState.Failed, 0, null, ct);
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
