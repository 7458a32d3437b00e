using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>Gaps of gender and inclusion: kinds of household against the others, and groups of persons against everybody else, of an area and its parts.</summary>
internal sealed class GapsReport(PartReader figures) : IReportKind
{
    private static readonly (string Code, HouseholdFlags Kind)[] Kinds =
        [("femaleHead", HouseholdFlags.FemaleHead), ("children", HouseholdFlags.Children), ("elderly", HouseholdFlags.Elderly), ("disability", HouseholdFlags.Disability)];

    private static readonly (string Code, PersonGroup Group)[] Groups =
        [("women", PersonGroup.Female), ("under18", PersonGroup.Children), ("from60", PersonGroup.Elderly), ("disabled", PersonGroup.Disabled)];

    private static readonly ReportColumn[] Columns =
    [
        ReportColumns.Area, ReportColumns.Name,
        ReportColumns.Text("of", "Satuan", "Of", "households: rumah tangga menurut jenisnya; persons: orang di semua rumah tangga.", "households: households of a kind; persons: persons of all households."),
        ReportColumns.Text("group", "Kelompok", "Group", "femaleHead, children, elderly, disability; women, under18, from60, disabled.", "femaleHead, children, elderly, disability; women, under18, from60, disabled."),
        ReportColumns.Persons,
        ReportColumns.H, ReportColumns.M0,
        ReportColumns.Share("othersH", "H lainnya", "H of the others", "H semua yang lain.", "H of everybody else."),
        ReportColumns.Number("othersM0", "M0 lainnya", "M0 of the others", "M0 semua yang lain.", "M0 of everybody else."),
        ReportColumns.Share("gapH", "Selisih H", "Gap in H", "H kelompok dikurangi H lainnya, -1 sampai 1.", "H of the group less H of the others, -1 to 1."),
        ReportColumns.Number("gapM0", "Selisih M0", "Gap in M0", "M0 kelompok dikurangi M0 lainnya, -1 sampai 1.", "M0 of the group less M0 of the others, -1 to 1."),
    ];

    public string Name => "gaps";

    public Text Title => new("Kesenjangan gender dan inklusi", "Gaps of gender and inclusion");

    public IReadOnlyList<string> Breakdowns => [];

    public bool NeedsRound => false;

    /// <inheritdoc />
    /// <remarks>Who is not of the regency's offices sees kinds of household and groups of persons of districts and the regency: in a village they may be a handful.</remarks>
    public bool IsSuppressedFor(Role role) => role == Role.Ngo;

    public int Steps(ReportQuestion question) => 1 + Kinds.Length + Groups.Length;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        async Task<Func<Area, PartFigures>> ReadAsync(Func<FigureSlice, FigureSlice> part)
        {
            var read = await figures.ReadAsync(question, question.Figures with { Slice = part(question.Figures.Slice) }, ct);
            await progress(1);
            return read;
        }

        var all = await ReadAsync(s => s);
        var parts = new List<(string Of, string Code, Func<Area, PartFigures> Figures)>();
        foreach (var (code, kind) in Kinds) parts.Add(("households", code, await ReadAsync(s => s with { Households = kind })));
        foreach (var (code, group) in Groups) parts.Add(("persons", code, await ReadAsync(s => s with { Persons = group })));
        return new(question.Head(Title, isOfMeasure: true,
                new Text("Setiap orang dinilai menurut hasil rumah tangganya; kesenjangan bukan sebab.", "Every person is judged by the household's result; a gap is not a cause."), ReportColumns.Sampled), Columns,
            [.. question.AreaAndParts.SelectMany(area => parts.Select(p =>
                area.Code.Level == AreaLevel.Village && question.Request.Threshold is not null ? Hidden(area, p.Of, p.Code) : Row(area, p.Of, p.Code, p.Figures(area), all(area))))]);
    }

    // All of them, small or not, so that nothing can be worked out from the district's.
    private static IReadOnlyList<object?> Hidden(Area area, string of, string code) =>
        [area.Code.ToString(), area.Name, of, code, .. Enumerable.Repeat(Suppressed.Value, Columns.Length - 4)];

    private static IReadOnlyList<object?> Row(Area area, string of, string code, PartFigures group, PartFigures all)
    {
        var others = all.Stands - group.Stands;
        double? Others(double? ofAll, double? ofGroup) => all.Persons == group.Persons ? null : ((ofAll * all.Stands) - ((ofGroup ?? 0) * group.Stands)) / others;
        var (othersH, othersM0) = (Others(all.H, group.H), Others(all.M0, group.M0));
        return [area.Code.ToString(), area.Name, of, code, group.Persons, group.H, group.M0, othersH, othersM0, group.H - othersH, group.M0 - othersM0];
    }
}
