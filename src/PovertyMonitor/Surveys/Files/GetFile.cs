using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files;

/// <summary>GET /api/files and /api/files/{id}: which files there are, and how far one is.</summary>
internal static class GetFile
{
    private const int FirstProblems = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/files", async (Caller caller, FileJobs jobs, CancellationToken ct) =>
                Results.Ok((await jobs.ListAsync(caller.Regency!, ct)).Select(job => FileView.Of(job))))
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("ListFiles")
            .WithSummary("The regency's latest 100 census files.")
            .Produces<IReadOnlyList<FileView>>();
        api.MapGet("/files/{id:guid}", HandleAsync)
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("GetFile")
            .WithSummary("How far a census file is, what was counted, and the first 100 problems by row.")
            .Produces<FileView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> HandleAsync(Guid id, Caller caller, Language language, FileJobs jobs, NotedProblems noted, CancellationToken ct)
    {
        if (await jobs.FindAsync(caller.Regency!, id, ct) is not { } job) return FileRequestProblems.Unknown.Result();
        var problems = new List<ProblemLine>();
        await foreach (var problem in noted.ReadAsync(job.Tenant, id, null, FirstProblems, ct)) problems.Add(ProblemLine.Of(problem, language));
        return Results.Ok(FileView.Of(job, problems));
    }
}
