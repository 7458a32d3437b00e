using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys.Files;

/// <summary>POST /api/files/{id}/import and /pause, DELETE /api/files/{id}: what becomes of a checked file.</summary>
internal static class ImportFile
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/files/{id:guid}/import", ImportAsync)
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("ImportFile")
            .WithSummary("Takes the households of a checked file in the background; those with problems are left out, or nothing is taken if onlyIfClean. A paused import goes on.")
            .Produces<FileView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/files/{id:guid}/pause", PauseAsync)
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("PauseFile")
            .WithSummary("Stops an import after the households it is taking; it can go on.")
            .Produces<FileView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/files/{id:guid}", DeleteAsync)
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("DeleteFile")
            .WithSummary("Deletes a file and its list of problems, and says how far it was; what was imported of it stays.")
            .Produces<FileView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ImportAsync(
        Guid id, bool? onlyIfClean, Caller caller, FileJobs jobs, RoundRegister rounds, FileWorker worker, CancellationToken ct)
    {
        if (await jobs.FindAsync(caller.Regency!, id, ct) is not { } job) return FileRequestProblems.Unknown.Result();
        if (job.State is FileState.Checked or FileState.Paused)
        {
            if ((await rounds.ReasonsAsync(job.Tenant, ct))(job.Round) is not null) return FileRequestProblems.NoRound.Result();
            if (onlyIfClean == true && job.Counts.Problems > 0) return FileRequestProblems.NotClean.Result(("count", job.Counts.Problems));
            if (job.State == FileState.Checked && job.Counts.Problems + job.Counts.Warnings > NotedProblems.Most)
                return FileRequestProblems.TooManyProblems.Result(("count", job.Counts.Problems + job.Counts.Warnings), ("limit", NotedProblems.Most));
            await jobs.ChangeAsync(job.Tenant, id, [FileState.Checked, FileState.Paused], FileState.Importing, ct);
            worker.Wake();
        }
        var now = await jobs.FindAsync(caller.Regency!, id, ct) ?? job;
        return now.State is FileState.Importing or FileState.Imported
            ? Results.Accepted($"/api/files/{id}", FileView.Of(now))
            : Wrong(now, FileState.Checked);
    }

    private static async Task<IResult> PauseAsync(Guid id, Caller caller, FileJobs jobs, CancellationToken ct)
    {
        await jobs.ChangeAsync(caller.Regency!, id, [FileState.Importing], FileState.Paused, ct);
        if (await jobs.FindAsync(caller.Regency!, id, ct) is not { } job) return FileRequestProblems.Unknown.Result();
        return job.State is FileState.Paused or FileState.Imported ? Results.Ok(FileView.Of(job)) : Wrong(job, FileState.Importing);
    }

    private static async Task<IResult> DeleteAsync(Guid id, Caller caller, FileJobs jobs, CancellationToken ct) =>
        await jobs.DeleteAsync(caller.Regency!, id, ct) is { } job ? Results.Ok(FileView.Of(job)) : FileRequestProblems.Unknown.Result();

    private static Platform.Problems.ProblemResult Wrong(CensusJob job, FileState expected) =>
        FileRequestProblems.WrongState.Result(("state", Question.CodeOf(job.State)), ("expected", Question.CodeOf(expected)));
}
