using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>What makes up poverty: each indicator's headcounts and its contribution to M0, of an area and its parts.</summary>
internal sealed class ContributionsReport(PartReader figures) : IReportKind
{
    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Area, ReportColumns.Name, ReportColumns.Households,
        ReportColumns.Text("dimension", "Dimensi", "Dimension", "Kode dimensi.", "The dimension's code."),
        ReportColumns.Text("indicator", "Indikator", "Indicator", "Kode indikator.", "The indicator's code."),
        ReportColumns.Text("weight", "Bobot", "Weight", "Bobot indikator; semuanya berjumlah 1.", "The indicator's weight; all add up to 1."),
        ReportColumns.Share("uncensored", "Kekurangan", "Deprived", "Bagian penduduk yang kekurangan, 0 sampai 1.", "Share of persons deprived in it, 0 to 1."),
        ReportColumns.Share("censored", "Miskin dan kekurangan", "Poor and deprived", "Bagian penduduk yang miskin dan kekurangan (tersensor).", "Censored headcount: share of persons poor and deprived in it."),
        ReportColumns.Number("contribution", "Sumbangan", "Contribution", "Bobot kali bagian tersensor; jumlahnya M0.", "Weight times the censored headcount; they add up to M0."),
        ReportColumns.Share("contributionShare", "Bagian sumbangan", "Share of M0", "Sumbangan dibagi M0; kosong bila M0 nol.", "The contribution's share of M0; empty where M0 is 0."),
    ];

    public string Name => "contributions";

    public Text Title => new("Sumbangan indikator", "Contributions of the indicators");

    public IReadOnlyList<string> Breakdowns => [];

    public bool NeedsRound => false;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var of = await figures.ReadAsync(question, question.Figures, ct);
        await progress(1);
        return new(question.Head(Title, isOfMeasure: true, new Text("Semua bagian dihitung atas penduduk; sumbangan berjumlah M0.", "All shares are of persons; the contributions add up to M0."), ReportColumns.Sampled), Columns,
            [.. question.AreaAndParts.SelectMany(area =>
            {
                var part = of(area);
                return part.Indicators.Zip(question.Figures.Measure.Structure.Indicators, (i, definition) => (IReadOnlyList<object?>)
                    [area.Code.ToString(), area.Name, part.Households, definition.Dimension, definition.Code, definition.Weight.ToString(), i.Uncensored, i.Censored, i.Contribution, i.Share]);
            })]);
    }
}
