using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>Reads what a release is made of: the regency, its districts and villages, as known at an event.</summary>
internal sealed class ReleaseFigures(FigureReader figures, ReportPoints points)
{
    private static readonly (string Code, HouseholdFlags Kind)[] Kinds =
        [("femaleHead", HouseholdFlags.FemaleHead), ("children", HouseholdFlags.Children), ("elderly", HouseholdFlags.Elderly), ("disability", HouseholdFlags.Disability)];

    /// <summary>The areas, every one after the one it is in.</summary>
    public async Task<IReadOnlyList<ReleaseArea>> ReadAsync(ReportQuestion question, CancellationToken ct)
    {
        async Task<IReadOnlyDictionary<string, MaskHistogram>> HistogramsAsync(HouseholdFlags kind) => (await figures.HistogramsAsync(
            question.Tenant, question.Figures with { Slice = question.Figures.Slice with { Households = kind } }, question.Tenant, ct)).ByVillage;

        var all = await HistogramsAsync(HouseholdFlags.None);
        var kinds = new List<(string Code, IReadOnlyDictionary<string, MaskHistogram> Villages)>();
        foreach (var (code, kind) in Kinds) kinds.Add((code, await HistogramsAsync(kind)));
        var round = question.Request.Round is { } name ? await points.RoundAsync(question.Tenant, name, question.Request.KnownAt, ct) : Round.Unknown;

        ReleaseArea Of(Area area)
        {
            var inside = Within(all, area);
            var expected = question.Register.VillagesIn(area.Code).Select(v => round.Villages.TryGetValue(v.Code.ToString(), out var n) ? n : (long?)null).Where(n => n is not null).ToList();
            var isTold = area.Code.Level != AreaLevel.Village;
            return new(area, question.Figures.IndexOf(inside), expected.Count == 0 ? null : expected.Sum(),
                isTold ? kinds.ToDictionary(k => k.Code, k => question.Figures.IndexOf(Within(k.Villages, area))) : new Dictionary<string, PovertyIndex>(),
                isTold ? Deprived(question, inside) : new Dictionary<string, long>());
        }

        return [Of(question.Area), .. question.Register.Districts.SelectMany(d => question.Register.VillagesIn(d.Code).Prepend(d)).Select(Of)];
    }

    private static MaskHistogram Within(IReadOnlyDictionary<string, MaskHistogram> villages, Area area) =>
        MaskHistogram.Merge(villages.Where(v => area.Code.Contains(AreaCode.Parse(v.Key))).OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Value));

    // Poor households among those deprived in an indicator alone.
    private static Dictionary<string, long> Deprived(ReportQuestion question, MaskHistogram inside) => question.Figures.Measure.Structure.Indicators
        .Select((i, j) => (i.Code, Poor: question.Figures.IndexOf(MaskHistogram.Of(inside.Cells.Where(c => (c.Mask >> j & 1) == 1))).PoorHouseholds))
        .ToDictionary(i => i.Code, i => i.Poor);
}
