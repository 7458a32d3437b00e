using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>Villages or districts in order of M0, with bounds; those whose bounds overlap have the same ranks open to them.</summary>
internal sealed class RankedReport(AreaLevel level, FigureReader figures, KnownRounds known, ReportPoints points, SampledAreas samples) : IReportKind
{
    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Area, ReportColumns.Name, ReportColumns.District, ReportColumns.Households, ReportColumns.Persons, ReportColumns.Expected, ReportColumns.Coverage,
        ReportColumns.H, ReportColumns.A, ReportColumns.M0,
        ReportColumns.Number("m0Low", "M0 terendah", "M0 low", "M0 bila tak seorang pun yang belum tercakup miskin; dari contoh: batas bawah selang 95 persen.", "M0 if nobody who is not covered were poor; of a sample: the lower end of the 95 percent interval."),
        ReportColumns.Number("m0High", "M0 tertinggi", "M0 high", "M0 bila semua yang belum tercakup miskin dengan skor 1; dari contoh: batas atas selang itu.", "M0 if all who are not covered were poor with a score of 1; of a sample: the upper end of that interval."),
        ReportColumns.Whole("rankFrom", "Peringkat dari", "Rank from", "1 + banyaknya wilayah yang pasti lebih miskin; 1 yang termiskin.", "1 + the number of areas that are poorer for certain; 1 is the poorest."),
        ReportColumns.Whole("rankTo", "Peringkat sampai", "Rank to", "Banyaknya wilayah dikurangi yang pasti kurang miskin.", "The number of areas less those that are less poor for certain."),
    ];

    private static readonly Text[] Rules =
    [
        new("Sensus tidak punya galat contoh, tetapi batas: angka bila semua atau tidak seorang pun dari yang belum tercakup miskin. Wilayah yang batasnya bertumpang tindih tidak diurutkan satu sama lain.",
            "A census has no sampling error but bounds: the figure if all or none of those not covered were poor. Areas whose bounds overlap are not ranked apart."),
        new("Belum tercakup: rumah tangga yang diharapkan tetapi belum diwawancarai, sebesar rata-rata desanya (dibulatkan ke atas), dan yang jawabannya kurang. Tanpa harapan yang dinyatakan: yang ditemukan tetapi belum diwawancarai.",
            "Not covered: households expected and not interviewed, each of their village's mean size (rounded up), and those that lack an answer. Where nothing is stated as expected: those found and not interviewed."),
        new("Putaran contoh punya taksiran dan selang kepercayaan 95 persen menurut rancangannya; tanpa selang seluruh peringkat terbuka.",
            "A round that is a sample has estimates and 95 percent intervals by its design; without an interval every rank is open."),
    ];

    public string Name => level == AreaLevel.Village ? "villages" : "districts";

    public Text Title => level == AreaLevel.Village ? new("Desa menurut kemiskinan multidimensi", "Villages by multidimensional poverty") : new("Kecamatan menurut kemiskinan multidimensi", "Districts by multidimensional poverty");

    public IReadOnlyList<string> Breakdowns => [];

    public bool NeedsRound => false;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        var round = question.Request.Round is { } code ? await points.RoundAsync(question.Tenant, code, question.Request.KnownAt, ct) : Round.Unknown;
        List<Area> wanted = [.. question.AreasAt(level)];
        var areas = round.Design?.Kind == RoundKind.Sample ? await samples.ReadAsync(question, wanted, ct) : await CensusAsync(question, wanted, ct);
        await progress(1);
        return new(question.Head(Title, isOfMeasure: true, Rules), Columns, [.. RankedArea.Rank(areas).Select(Row)]);
    }

    private async Task<IReadOnlyList<RankedArea>> CensusAsync(ReportQuestion question, IReadOnlyList<Area> areas, CancellationToken ct)
    {
        var counted = (await figures.HistogramsAsync(question.Tenant, question.Figures, question.Request.Area, ct)).ByVillage;
        var visits = question.Request.Round is { } round ? await known.VisitsAsync(question.Tenant, question.Figures.Measure.Id, round, question.Request.KnownAt, ct) : null;
        return [.. areas.Select(area => Of(area, question, counted, visits))];
    }

    private static RankedArea Of(Area area, ReportQuestion question, IReadOnlyDictionary<string, MaskHistogram> counted, IReadOnlyDictionary<string, VillageVisits>? visits)
    {
        bool IsIn(string village) => area.Code.Contains(AreaCode.Parse(village));
        var index = question.Figures.IndexOf(MaskHistogram.Merge(counted.Where(v => IsIn(v.Key)).Select(v => v.Value)));
        var ofArea = visits?.Where(v => IsIn(v.Key)).ToDictionary();
        var stated = ofArea?.Values.Where(v => v.Expected is not null).ToList();
        var bounds = area.Code.Level == AreaLevel.Village
            ? CoverageBounds.Of(question.Figures, counted, ofArea ?? [], area.Code.ToString())
            : CoverageBounds.Of(question.Figures, counted.Where(v => IsIn(v.Key)).ToDictionary(), ofArea ?? []);
        return new(area, index.Households, index.Persons, stated is { Count: > 0 } ? stated.Sum(v => v.Expected) : null, index.H, index.A, index.M0, bounds?.LowerM0, bounds?.UpperM0);
    }

    private static IReadOnlyList<object?> Row((RankedArea Area, long? From, long? To) ranked)
    {
        var area = ranked.Area;
        var code = area.Area.Code;
        return
        [
            code.ToString(), area.Area.Name, code.Level == AreaLevel.Village ? code.AtLevel(AreaLevel.District).ToString() : null, area.Households, area.Persons, area.Expected,
            area.Expected is > 0 ? (double)area.Households / area.Expected : null, area.H, area.A, area.M0, area.Low, area.High, ranked.From, ranked.To,
        ];
    }
}

/// <summary>An area with its figures, and where M0 can lie.</summary>
/// <param name="Area">The area.</param>
/// <param name="Households">Households interviewed.</param>
/// <param name="Persons">Persons in them.</param>
/// <param name="Expected">Households expected; absent where that was not stated, or in a sample.</param>
/// <param name="H">Headcount ratio.</param>
/// <param name="A">Intensity.</param>
/// <param name="M0">Adjusted headcount ratio.</param>
/// <param name="Low">The least that M0 can be; absent where nothing is known of that.</param>
/// <param name="High">The most.</param>
internal sealed record RankedArea(Area Area, long Households, long Persons, long? Expected, double? H, double? A, double? M0, double? Low, double? High)
{
    /// <summary>An area of which nothing is known.</summary>
    public static RankedArea Unknown(Area area) => new(area, 0, 0, null, null, null, null, null, null);

    /// <summary>The areas, the poorest first, and the ranks open to each; those without a figure come last and have none.</summary>
    public static IReadOnlyList<(RankedArea Area, long? From, long? To)> Rank(IReadOnlyList<RankedArea> areas)
    {
        var known = areas.Where(a => a.M0 is not null).ToList();
        return [.. areas.OrderBy(a => a.M0 is null).ThenByDescending(a => a.M0).ThenBy(a => a.Area.Code).Select(a => a.M0 is null ? (a, (long?)null, (long?)null)
            : (a, (long?)(1 + known.LongCount(o => Least(o) > Most(a))), (long?)(known.Count - known.LongCount(o => Most(o) < Least(a)))))];
    }

    private static double Least(RankedArea area) => area.Low ?? 0;

    private static double Most(RankedArea area) => area.High ?? 1;
}
