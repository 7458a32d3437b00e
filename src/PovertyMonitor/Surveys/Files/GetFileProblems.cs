using System.Globalization;
using System.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Surveys.Files;

/// <summary>GET /api/files/{id}/problems.csv and .xlsx: every problem of a file, in a file that its sender can open.</summary>
internal static class GetFileProblems
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Text[] Titles =
    [
        new("Baris", "Row"), new("Kolom", "Column"), new("Judul kolom", "Title"), new("Isian", "Field"), new("Kode", "Code"),
        new("Tingkat", "Severity"), new("Masalah", "Problem"), new("Saran", "Advice"),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/files/{id:guid}/problems.csv", CsvAsync)
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("GetFileProblemsCsv")
            .WithSummary("Every problem of a census file by row and column, as CSV.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/files/{id:guid}/problems.xlsx", XlsxAsync)
            .AllowRoles(Role.Operator, Role.Planner)
            .WithName("GetFileProblemsXlsx")
            .WithSummary("Every problem of a census file by row and column, as a workbook.")
            .Produces(StatusCodes.Status200OK, contentType: XlsxType)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CsvAsync(Guid id, Caller caller, Language language, FileJobs jobs, NotedProblems noted, CancellationToken ct)
    {
        if (await jobs.FindAsync(caller.Regency!, id, ct) is not { } job) return FileRequestProblems.Unknown.Result();
        var separator = CsvTemplate.SeparatorOf(language);
        return Results.Stream(async body =>
        {
            await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await text.WriteAsync(CsvTemplate.Line(Titles.Select(t => t.In(language)), separator));
            await foreach (var problem in noted.ReadAsync(job.Tenant, id, null, NotedProblems.Most, ct))
                await text.WriteAsync(CsvTemplate.Line(CellsOf(ProblemLine.Of(problem, language)), separator));
        }, "text/csv; charset=utf-8", $"{id}.csv");
    }

    private static async Task<IResult> XlsxAsync(Guid id, Caller caller, Language language, FileJobs jobs, NotedProblems noted, CancellationToken ct)
    {
        if (await jobs.FindAsync(caller.Regency!, id, ct) is not { } job) return FileRequestProblems.Unknown.Result();
        var file = new MemoryStream();
        using (var book = new XlsxWriter(file))
            book.Add("Masalah", noted.ReadAsync(job.Tenant, id, null, NotedProblems.Most, ct).ToBlockingEnumerable(ct)
                .Select(problem => CellsOf(ProblemLine.Of(problem, language))).Prepend([.. Titles.Select(t => t.In(language))]));
        file.Position = 0;
        return Results.Stream(file, XlsxType, $"{id}.xlsx");
    }

    private static string[] CellsOf(ProblemLine line) =>
    [
        line.Row.ToString(CultureInfo.InvariantCulture), line.Column ?? "", line.Title ?? "", line.Field ?? "", line.Code, line.Severity, line.Message, line.Advice,
    ];
}
