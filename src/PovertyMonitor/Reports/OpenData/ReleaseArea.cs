using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>An area of a release: its figures before anything is hidden.</summary>
/// <param name="Area">The area.</param>
/// <param name="Index">Its figures.</param>
/// <param name="Expected">Households expected in it; absent where that was not stated.</param>
/// <param name="Kinds">The figures of each kind of household; empty for villages.</param>
/// <param name="Deprived">Poor households deprived in each indicator; empty for villages.</param>
internal sealed record ReleaseArea(
    Area Area, PovertyIndex Index, long? Expected, IReadOnlyDictionary<string, PovertyIndex> Kinds, IReadOnlyDictionary<string, long> Deprived)
{
    /// <summary>How an indicator's cell is named, so that it can't be taken for a kind's.</summary>
    public static string CellOf(string indicator) => $"deprived:{indicator}";

    /// <summary>Its code.</summary>
    public string Code => Area.Code.ToString();

    /// <summary>What disclosure control is about.</summary>
    public AreaCounts Counts => new(
        Code, Area.Code.Level == AreaLevel.Regency ? null : Area.Code.Parent.ToString(), CountsOf(Index),
        Kinds.ToDictionary(k => k.Key, k => CountsOf(k.Value)), Deprived.ToDictionary(d => CellOf(d.Key), d => d.Value));

    private static HouseholdCounts CountsOf(PovertyIndex index) => new(index.HouseholdsUsed, index.PoorHouseholds);
}
