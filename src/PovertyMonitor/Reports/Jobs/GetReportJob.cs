using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Reports.Jobs;

/// <summary>GET /api/reports/jobs/{id} and /file: how far a report is that takes long, and the report.</summary>
internal static class GetReportJob
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reports/jobs/{id:guid}", async (Guid id, Caller caller, ReportQuestions questions, ReportJobs jobs, CancellationToken ct) =>
                await FindAsync(id, caller, questions, jobs, ct) is { } job ? Results.Ok(ReportJobView.Of(job)) : ReportProblems.UnknownJob.Result(("job", id)))
            .AllowRoles(GetReport.Readers)
            .WithName("GetReportJob")
            .WithSummary("How far a report is that takes long; when it is ready, where it can be fetched. It is kept for seven days.")
            .Produces<ReportJobView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/reports/jobs/{id:guid}/file", async (Guid id, Caller caller, ReportQuestions questions, ReportJobs jobs, HttpResponse response, CancellationToken ct) =>
            {
                if (await FindAsync(id, caller, questions, jobs, ct) is not { } job) return ReportProblems.UnknownJob.Result(("job", id));
                return job.State == ReportJobState.Ready && await jobs.ContentAsync(job, ct) is { } content
                    ? ReportFile.Of(content, job.Request, response)
                    : ReportProblems.JobNotReady.Result(("job", id), ("state", Question.CodeOf(job.State)), ("address", ReportJobView.AddressOf(id)));
            })
            .AllowRoles(GetReport.Readers)
            .WithName("GetReportJobFile")
            .WithSummary("A report that took long.")
            .Produces(StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    // A job's id follows from its request: whoever may not ask for the report may not fetch it either.
    private static async Task<ReportJob?> FindAsync(Guid id, Caller caller, ReportQuestions questions, ReportJobs jobs, CancellationToken ct) =>
        await jobs.FindAsync(caller.Regency!, id, ct) is { } job && caller.MayRead(job.Request.Area)
            && (job.Request.Threshold is not null || !questions.Kinds.First(k => k.Name == job.Request.Kind).IsSuppressedFor(caller.Role))
            ? job : null;
}

/// <summary>How far a report is that takes long.</summary>
/// <param name="Id">The job's id: the same for the same request.</param>
/// <param name="State"><c>making</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="Done">How much of it is done, 0 to 1.</param>
/// <param name="Report">Its kind.</param>
/// <param name="KnownAt">The last event that counts.</param>
/// <param name="File">Where it can be fetched; absent until it is ready.</param>
internal sealed record ReportJobView(Guid Id, string State, double Done, string Report, long KnownAt, string? File)
{
    public static string AddressOf(Guid id) => $"/api/reports/jobs/{id}";

    public static ReportJobView Of(ReportJob job) => new(
        job.Id, Question.CodeOf(job.State), job.State == ReportJobState.Ready ? 1 : Math.Round(Math.Min(1, (double)job.Done / Math.Max(1, job.Steps)), 3), job.Request.Kind, job.Request.KnownAt,
        job.State == ReportJobState.Ready ? $"{AddressOf(job.Id)}/file" : null);
}
