using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>How the index went, of an area and its parts: round after round, or as it was true at the end of every month.</summary>
internal sealed class TrendReport(PartReader figures, TrendReader trends, ReportPoints points) : IReportKind
{
    /// <summary>The choice of months instead of rounds.</summary>
    public const string ByMonth = "month";

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Area, ReportColumns.Name, ReportColumns.Period, ReportColumns.Households, ReportColumns.Persons, ReportColumns.H, ReportColumns.A, ReportColumns.M0,
        ReportColumns.Number("change", "Perubahan M0", "Change of M0", "M0 dikurangi M0 waktu sebelumnya; kosong bila salah satunya kosong.", "M0 less that of the period before; empty where one of them is."),
        ReportColumns.Number("m0StandardError", "Galat baku M0", "Standard error of M0", "Dari putaran contoh; kosong untuk sensus dan bulan.", "Of a round that visits a sample; empty for a census and a month."),
    ];

    public string Name => "trends";

    public Text Title => new("Perkembangan kemiskinan multidimensi", "Trends of multidimensional poverty");

    public IReadOnlyList<string> Breakdowns => ["round", ByMonth];

    public bool NeedsRound => false;

    public int Steps(ReportQuestion question) => question.Request.By == ByMonth ? question.AreaAndParts.Count() * Months(question.Request).Count : 1;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var rows = new List<IReadOnlyList<object?>>();
        if (question.Request.By == ByMonth)
        {
            var months = Months(question.Request);
            var ends = months.Select(m => Zone.AtStartOfDay(m.PlusMonths(1).OnDayOfMonth(1)).ToInstant()).ToArray();
            foreach (var area in question.AreaAndParts)
            {
                var histograms = await trends.AtAsync(question.Tenant, question.Figures with { Round = null }, area.Code.ToString(), ends, ct);
                rows.AddRange(Series(area, [.. months.Zip(histograms, (m, h) => (YearMonthPattern.Iso.Format(m), PartFigures.Of(question.Figures.IndexOf(h))))]));
                await progress(months.Count);
            }
        }
        else
        {
            var read = new List<(string Round, Func<Area, PartFigures> Figures)>();
            foreach (var round in await points.RoundsAsync(question.Tenant, question.Request.KnownAt, ct))
                read.Add((round, await figures.ReadAsync(question, question.Figures with { Round = round }, ct)));
            foreach (var area in question.AreaAndParts) rows.AddRange(Series(area, [.. read.Select(r => (r.Round, r.Figures(area)))]));
            await progress(1);
        }
        return new(question.Head(Title, isOfMeasure: true,
            new Text("Putaran menghitung rumah tangga di tempat wawancaranya; bulan menghitung yang benar pada akhirnya. Keduanya tidak dicampur.",
                "A round counts households where they lived at the interview; a month counts what was true at its end. The two are never mixed."), ReportColumns.Sampled), Columns, rows);
    }

    /// <summary>The months from the first to the last.</summary>
    public static IReadOnlyList<YearMonth> Months(ReportRequest request)
    {
        var (from, to) = (YearMonthPattern.Iso.Parse(request.From!).Value, YearMonthPattern.Iso.Parse(request.To!).Value);
        return [.. Enumerable.Range(0, Math.Max(0, ((to.Year - from.Year) * 12) + to.Month - from.Month + 1)).Select(i => from.PlusMonths(i))];
    }

    private static IEnumerable<IReadOnlyList<object?>> Series(Area area, IReadOnlyList<(string Period, PartFigures Figures)> points)
    {
        double? before = null;
        foreach (var (period, of) in points)
        {
            yield return [area.Code.ToString(), area.Name, period, of.Households, of.Persons, of.H, of.A, of.M0, of.M0 - before, of.M0Error];
            before = of.M0;
        }
    }
}
