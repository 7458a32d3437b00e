using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Files;

/// <summary>Checks and imports the files that are under way: work of up to hours that knows its own position, where a message would be begun anew and timed out.</summary>
internal sealed class FileWorker(NpgsqlDataSource database, FileJobs jobs, FileCheck check, FileImport import, ILogger<FileWorker> logger)
    : JobWorker<CensusJob>(database, "census-file", "census file", "Census files", logger)
{
    /// <inheritdoc/>
    protected override Task<List<CensusJob>> WaitingAsync(CancellationToken ct) => jobs.UnderWayAsync(ct);

    /// <inheritdoc/>
    protected override async Task<CensusJob?> FindAsync(CensusJob job, CancellationToken ct) =>
        await jobs.FindAsync(job.Tenant, job.Id, ct) is { State: FileState.Checking or FileState.Importing } now ? now : null;

    /// <inheritdoc/>
    protected override Task DoAsync(CensusJob job, CancellationToken ct) => job.State == FileState.Checking ? check.RunAsync(job, ct) : import.RunAsync(job, ct);

    /// <inheritdoc/>
    protected override async Task FailAsync(CensusJob job, CancellationToken ct)
    {
        await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Checking], FileState.Unreadable, ct);
        await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Importing], FileState.Paused, ct);
    }
}
