using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Disclosure;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>
/// The tables of a release after disclosure control. Counts are of households and are shown cell by cell; rates are of persons, are
/// rounded to three places and are shown only where all the counts of households behind them are, and persons are never counted, so
/// that no sum leads from a rate back to a hidden count. An indicator's rate is shown where all of its area's indicators are. Pure.
/// </summary>
internal static class ReleaseTables
{
    private const int Places = 3;

    private static readonly ReportColumn Level = ReportColumns.Text("level", "Tingkat", "Level", "regency, district atau village.", "regency, district or village.");
    private static readonly ReportColumn Group = ReportColumns.Text("group", "Jenis rumah tangga", "Kind of household", "femaleHead: dikepalai perempuan; children: ada anak; elderly: ada lansia; disability: ada difabel; dengan ! di depan: yang lain.", "femaleHead: headed by a woman; children: with somebody under 18; elderly: with somebody of 60 or older; disability: with a person with disability; with ! in front: the others.");
    private static readonly ReportColumn Indicator = ReportColumns.Text("indicator", "Indikator", "Indicator", "Kode indikator.", "The indicator's code.");
    private static readonly ReportColumn PoorDeprived = ReportColumns.Whole("poorDeprivedHouseholds", "Rumah tangga miskin yang kekurangan", "Poor households deprived in it", "Rumah tangga miskin yang kekurangan di dalamnya.", "Poor households that are deprived in it.");
    private static readonly ReportColumn Censored = ReportColumns.Share("censored", "Miskin dan kekurangan", "Poor and deprived", "Bagian penduduk yang miskin dan kekurangan.", "Share of persons who are poor and deprived in it.");
    private static readonly ReportColumn Contribution = ReportColumns.Number("contribution", "Sumbangan", "Contribution", "Bobot kali bagian itu.", "The weight times that share.");

    /// <summary>The cells that must not be shown.</summary>
    public static Suppression Hidden(IReadOnlyList<ReleaseArea> areas, IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier, int threshold) =>
        CellSuppression.Of([.. areas.Select(a => a.Counts)], earlier, threshold);

    /// <summary>Areas by the names of their tables.</summary>
    public static IReadOnlyList<(string Name, Report Table)> Of(ReportQuestion question, IReadOnlyList<ReleaseArea> areas, IReadOnlySet<CellKey> hidden)
    {
        Report Table(string kind, Text title, IReadOnlyList<ReportColumn> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
            new(question.Head(title, isOfMeasure: true, Rules) with { Kind = kind }, columns, [.. rows]);
        var told = areas.Where(a => a.Kinds.Count > 0).ToList();
        return
        [
            ("figures", Table("figures", new("Kemiskinan multidimensi menurut wilayah", "Multidimensional poverty by area"),
                [ReportColumns.Area, ReportColumns.Name, Level, ReportColumns.Households, ReportColumns.Poor, ReportColumns.Coverage, ReportColumns.H, ReportColumns.A, ReportColumns.M0],
                areas.Select(a => Figures(a, hidden)))),
            ("groups", Table("groups", new("Menurut jenis rumah tangga", "By kind of household"),
                [ReportColumns.Area, ReportColumns.Name, Group, ReportColumns.Households, ReportColumns.Poor, ReportColumns.H], told.SelectMany(a => Kinds(a, hidden)))),
            ("indicators", Table("indicators", new("Menurut indikator", "By indicator"),
                [ReportColumns.Area, ReportColumns.Name, Indicator, PoorDeprived, Censored, Contribution], told.SelectMany(a => Indicators(a, hidden)))),
        ];
    }

    private static Text[] Rules =>
    [
        new("Bilangan adalah rumah tangga; H, A, M0 dan bagian lain dihitung atas penduduk dan dibulatkan tiga angka.", "Counts are of households; H, A, M0 and other shares are of persons and rounded to three places."),
        new("Wilayah dikosongkan bila tidak ada wawancara yang dapat dipakai ukuran ini: tidak ada, atau belum cukup jawabannya.", "An area is left empty where the measure could use no interview: there is none, or they lack answers."),
    ];

    private static IReadOnlyList<object?> Figures(ReleaseArea area, IReadOnlySet<CellKey> hidden)
    {
        var index = area.Index;
        var shownBase = Shown(area, CellKey.Households, index.HouseholdsUsed, hidden);
        var covered = area.Expected is > 0 and { } expected && index.HouseholdsUsed > 0 ? Math.Round((double)index.HouseholdsUsed / expected, 2) : (double?)null;
        var coverage = shownBase is Suppressed ? shownBase : covered;
        var isTold = !((string[])[CellKey.Households, CellKey.Poor, CellKey.NotPoor]).Any(c => hidden.Contains(new(area.Code, c)));
        return
        [
            area.Code, area.Area.Name, area.Area.Code.Level.ToString().ToLowerInvariant(), shownBase, Shown(area, CellKey.Poor, index.PoorHouseholds, hidden), coverage,
            Rate(index.H, isTold), Rate(index.A, isTold), Rate(index.M0, isTold),
        ];
    }

    private static IEnumerable<IReadOnlyList<object?>> Kinds(ReleaseArea area, IReadOnlySet<CellKey> hidden) => area.Kinds.SelectMany(k =>
    {
        var (all, of) = (area.Index, k.Value);
        var isTold = !hidden.Contains(new(area.Code, k.Key));
        var (persons, poor) = (all.PersonsUsed - of.PersonsUsed, all.PoorPersons - of.PoorPersons);
        IReadOnlyList<object?> Row(string kind, long households, long poorHouseholds, double? h) =>
            [area.Code, area.Area.Name, kind, Count(area, households, isTold), Count(area, poorHouseholds, isTold), Rate(h, isTold)];
        return new[]
        {
            Row(k.Key, of.HouseholdsUsed, of.PoorHouseholds, of.H),
            Row(CellKey.Others(k.Key), all.HouseholdsUsed - of.HouseholdsUsed, all.PoorHouseholds - of.PoorHouseholds, persons == 0 ? null : (double)poor / persons),
        };
    });

    private static IEnumerable<IReadOnlyList<object?>> Indicators(ReleaseArea area, IReadOnlySet<CellKey> hidden)
    {
        var allTold = !area.Deprived.Keys.Any(d => hidden.Contains(new(area.Code, ReleaseArea.CellOf(d))));
        return area.Index.Indicators.Select(i => (IReadOnlyList<object?>)
            [area.Code, area.Area.Name, i.Code, Count(area, area.Deprived[i.Code], !hidden.Contains(new(area.Code, ReleaseArea.CellOf(i.Code)))), Rate(i.Censored, allTold), Rate(i.Contribution, allTold)]);
    }

    private static object? Shown(ReleaseArea area, string cell, long value, IReadOnlySet<CellKey> hidden) => Count(area, value, !hidden.Contains(new(area.Code, cell)));

    // Of whom no answers can be used nothing is known, which is not zero.
    private static object? Count(ReleaseArea area, long value, bool isShown) => !isShown ? Suppressed.Value : area.Index.HouseholdsUsed == 0 ? null : value;

    private static object? Rate(double? value, bool isShown) => !isShown ? Suppressed.Value : value is { } number ? Math.Round(number, Places) : null;
}
