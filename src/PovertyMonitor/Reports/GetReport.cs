using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Jobs;

namespace PovertyMonitor.Reports;

/// <summary>GET /api/reports/{kind}: a report as it was known at any date, in any format; one that takes long is made in the background.</summary>
internal static class GetReport
{
    /// <summary>Who reads reports.</summary>
    public static readonly Role[] Readers = [Role.Dinsos, Role.Dinkes, Role.Planner, Role.Ngo, Role.Operator];

    private const int LongFrom = 60;
    private const int Most = 3000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reports", (Language language, ReportQuestions questions) => Results.Ok(questions.Kinds.Select(k => new ReportKindView(
                k.Name, k.Title.In(language), $"/api/reports/{k.Name}", k.Breakdowns, k.NeedsRound, k.Level?.ToString().ToLowerInvariant(), [.. Formats.ReportFormat.All.Select(f => f.Name)]))))
            .AllowRoles(Readers)
            .WithName("ListReports")
            .WithSummary("The kinds of reports, what each can be broken down by, and the formats.")
            .Produces<IReadOnlyList<ReportKindView>>();
        api.MapGet("/reports/{kind}", HandleAsync)
            .AllowRoles(Readers)
            .WithName("GetReport")
            .WithSummary("A report of an area (area; the regency if absent), of a round or current, as known at the end of a day that is over (knownOn) or at an event (knownAt), as format=json, csv, xlsx, parquet or html (to print); commitments of the plan in force then or of plan=2018-2020. The same request for the same event gives the same bytes. With Prefer: respond-async, or where it takes long, 202 with a job. Dasa Wisma groups (kind groups) are shown to others than Dinas Sosial with small cells suppressed, of a round and as known when it was closed; kinds of household in a village (kind gaps) are not shown to NGO partners.")
            .Produces(StatusCodes.Status200OK)
            .Produces<ReportJobView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> HandleAsync(
        string kind, [AsParameters] ReportQuery query, Caller caller, Language language, ReportQuestions questions, ReportMaker maker, ReportJobs jobs, ReportWorker worker,
        HttpContext http, CancellationToken ct)
    {
        var (request, problem) = await questions.SettleAsync(kind, query, caller, language, ct);
        if (request is null) return problem!;
        var (made, question) = await questions.LoadAsync(caller.Regency!, request, ct);
        var steps = made.Steps(question);
        if (steps > Most) return ReportProblems.TooLarge.Result(("steps", steps), ("most", Most));
        http.Response.Headers.Append("Vary", "Accept-Language, Prefer");
        if (steps < LongFrom && !http.Request.Headers["Prefer"].ToString().Contains("respond-async", StringComparison.OrdinalIgnoreCase))
            return ReportFile.Of(await maker.MakeAsync(caller.Regency!, request, _ => Task.CompletedTask, ct), request, http.Response);
        var job = await jobs.AskAsync(caller.Regency!, request, steps, ct);
        worker.Wake();
        return Results.Accepted(ReportJobView.AddressOf(job.Id), ReportJobView.Of(job));
    }
}

/// <summary>A kind of report.</summary>
/// <param name="Kind">Its name in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="Address">Where it is.</param>
/// <param name="By">What its rows can be of; the first where none is named.</param>
/// <param name="NeedsRound">Whether it is of a round only.</param>
/// <param name="AreaLevel">The level of the area it is of; absent for any.</param>
/// <param name="Formats">The formats.</param>
internal sealed record ReportKindView(string Kind, string Title, string Address, IReadOnlyList<string> By, bool NeedsRound, string? AreaLevel, IReadOnlyList<string> Formats);
