using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.Kinds;

/// <summary>Gaps of gender and inclusion: kinds of household against the others, and groups of persons against everybody else, of an area and its parts.</summary>
internal sealed class GapsReport(FigureReader figures) : IReportKind
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

    public int Steps(ReportQuestion question) => 1 + Kinds.Length + Groups.Length;

    public async Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct)
    {
        async Task<IReadOnlyDictionary<string, MaskHistogram>> ReadAsync(Func<FigureSlice, FigureSlice> part)
        {
            var asked = question.Figures with { Slice = part(question.Figures.Slice) };
            var read = (await figures.HistogramsAsync(question.Tenant, asked, question.Request.Area, ct)).ByVillage;
            await progress(1);
            return read;
        }

        var all = await ReadAsync(s => s);
        var parts = new List<(string Of, string Code, IReadOnlyDictionary<string, MaskHistogram> Villages)>();
        foreach (var (code, kind) in Kinds) parts.Add(("households", code, await ReadAsync(s => s with { Households = kind })));
        foreach (var (code, group) in Groups) parts.Add(("persons", code, await ReadAsync(s => s with { Persons = group })));
        return new(question.Head(Title, isOfMeasure: true,
                new Text("Setiap orang dinilai menurut hasil rumah tangganya; kesenjangan bukan sebab.", "Every person is judged by the household's result; a gap is not a cause.")), Columns,
            [.. question.AreaAndParts.SelectMany(area => parts.Select(p => Row(area.Code.ToString(), area.Name, p.Of, p.Code, IndexIn(question, p.Villages, area.Code.ToString()), IndexIn(question, all, area.Code.ToString()))))]);
    }

    private static PovertyIndex IndexIn(ReportQuestion question, IReadOnlyDictionary<string, MaskHistogram> villages, string area) =>
        question.Figures.IndexOf(MaskHistogram.Merge(villages.Where(v => v.Key == area || v.Key.StartsWith($"{area}.", StringComparison.Ordinal)).Select(v => v.Value)));

    private static IReadOnlyList<object?> Row(string area, string name, string of, string code, PovertyIndex group, PovertyIndex all)
    {
        var others = all.PersonsUsed - group.PersonsUsed;
        var othersH = others == 0 ? (double?)null : (double)(all.PoorPersons - group.PoorPersons) / others;
        var othersM0 = others == 0 ? (double?)null : ((all.M0 ?? 0) * all.PersonsUsed - (group.M0 ?? 0) * group.PersonsUsed) / others;
        return [area, name, of, code, group.PersonsUsed, group.H, group.M0, othersH, othersM0, group.H - othersH, group.M0 - othersM0];
    }
}
