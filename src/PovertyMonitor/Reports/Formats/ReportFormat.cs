using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>A way to write a report. The same report in the same language gives the same bytes.</summary>
/// <param name="Name">Its name in addresses; also the file's ending.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="WriteAsync">Writes a report.</param>
internal sealed record ReportFormat(string Name, string MediaType, Func<Report, Language, Task<byte[]>> WriteAsync)
{
    /// <summary>A page to print.</summary>
    public static readonly ReportFormat Html = new("html", "text/html; charset=utf-8", (report, language) => Task.FromResult(ReportPage.Render(report, language)));

    /// <summary>Every format.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new("json", "application/json", (report, language) => Task.FromResult(ReportJson.Write(report, language))),
        new("csv", "text/csv; charset=utf-8", (report, _) => Task.FromResult(ReportCsv.Write(report))),
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (report, language) => Task.FromResult(ReportXlsx.Write(report, language))),
        new("parquet", "application/vnd.apache.parquet", (report, language) => ReportParquet.WriteAsync(report, language)),
        Html,
    ];

    /// <summary>The format of a name, or null.</summary>
    public static ReportFormat? Find(string name) => All.FirstOrDefault(f => f.Name == name);
}
