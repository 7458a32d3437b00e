using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>The rise of a village's figure between two rounds that visit every household: there is no sampling error. Pure.</summary>
internal static class CensusRise
{
    /// <summary>The rise in each village.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="indicator">The indicator whose censored headcount is meant; <see langword="null"/> for M0.</param>
    /// <param name="stayers">Who was interviewed in both.</param>
    public static IEnumerable<VillageRise> Of(CompiledMeasure measure, string? indicator, IEnumerable<Stayers> stayers) =>
        from ofVillage in stayers.GroupBy(s => s.Village)
        let used = ofVillage.Select(s => (s.Households, s.Persons, Change: Figure(measure, indicator, s.Second) - Figure(measure, indicator, s.First))).Where(s => s.Change is not null).ToList()
        let persons = used.Sum(s => s.Persons)
        where persons > 0
        select new VillageRise(ofVillage.Key, used.Sum(s => s.Households), used.Sum(s => s.Persons * s.Change!.Value) / persons, 0);

    private static double? Figure(CompiledMeasure measure, string? indicator, Masked household)
    {
        var index = PovertyIndex.Of(measure.Structure, measure.Cutoff, MaskHistogram.Of([new MaskCell(household.Deprived, household.Missing, 1, 1)]), measure.MissingRule);
        if (index.HouseholdsUsed == 0) return null;
        return indicator is null ? index.M0 : index.PoorHouseholds == 1 && (household.Deprived >> measure.Structure.IndexOf(indicator) & 1) != 0 ? 1 : 0;
    }
}
