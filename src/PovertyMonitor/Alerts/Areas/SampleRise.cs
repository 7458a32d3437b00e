using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>A household of a round's sample.</summary>
/// <param name="Stratum">Its stratum.</param>
/// <param name="Psu">Its primary sampling unit.</param>
/// <param name="Weight">How many households it stands for.</param>
/// <param name="Stayed">How it stood in both rounds; <see langword="null"/> where it was not interviewed in both in one village.</param>
internal sealed record SampledStayer(string Stratum, string Psu, double Weight, Stayers? Stayed);

/// <summary>The rise of a village's figure between two rounds of which one visits a sample, with the errors of its design. Pure.</summary>
/// <remarks>
/// Both rounds are estimated from the same households with the same weights, so that what their units have in common comes off the
/// error of the change. The design is that of all units with an interview, as for villages' figures, and a stratum with a single
/// unit is centred at the sample's mean as there. Where a village is no more than one unit, its error is that of the second stage:
/// the households drawn in it. (Units' totals about the village's own ratio are zero then, and so would be their variance.)
/// </remarks>
internal static class SampleRise
{
    // The normal distribution's 97.5 % point, as the library takes it for changes.
    private const double Quantile = 1.9599639845400545;

    /// <summary>The rise in each village.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="indicator">The indicator whose censored headcount is meant; <see langword="null"/> for M0.</param>
    /// <param name="households">All of the sample that were interviewed.</param>
    public static IReadOnlyList<VillageRise> Of(CompiledMeasure measure, string? indicator, IEnumerable<SampledStayer> households)
    {
        if (measure.MissingRule == MissingRule.DropIndicator) return [];
        var design = new SampleDesign();
        var placed = households.Select(h => (Psu: design.Psu(h.Stratum, h.Psu), h.Weight, h.Stayed)).ToList();
        // Who can't be judged in one round is compared in none.
        var stayed = placed.Where(h => h.Stayed is { } s && (measure.MissingRule != MissingRule.DropHousehold || (s.First.Missing | s.Second.Missing) == 0))
            .Select(h => (h.Psu, h.Weight, Stayed: h.Stayed!));
        var statistic = indicator is null ? new Statistic(StatisticKind.M0, measure.Cutoff) : new(StatisticKind.Censored, measure.Cutoff, measure.Structure.IndexOf(indicator));
        return [.. stayed.GroupBy(h => h.Stayed.Village).OrderBy(v => v.Key, StringComparer.Ordinal).Select(village =>
        {
            var change = village.DistinctBy(h => h.Psu).Count() > 1 ? Change(measure, statistic, design, village) : Change(measure, statistic, village);
            return change.Value is { } rise ? new VillageRise(village.Key, village.Count(), rise, village.Count() > 1 ? Quantile * change.StandardError : null) : null;
        }).OfType<VillageRise>()];
    }

    private static Estimate Change(CompiledMeasure measure, Statistic statistic, IEnumerable<(int Psu, double Weight, Stayers Stayed)> households)
    {
        var design = new SampleDesign();
        return Change(measure, statistic, design, [.. households.Select(h => h with { Psu = design.NewPsu("") })]);
    }

    private static Estimate Change(CompiledMeasure measure, Statistic statistic, SampleDesign design, IEnumerable<(int Psu, double Weight, Stayers Stayed)> households)
    {
        var (first, second) = (new SampleDomain(design, measure.MissingRule), new SampleDomain(design, measure.MissingRule));
        foreach (var (psu, weight, s) in households)
        {
            first.Add(psu, weight * s.Persons, s.First.Deprived, s.First.Missing);
            second.Add(psu, weight * s.Persons, s.Second.Deprived, s.Second.Missing);
        }
        return new SampleEstimator(measure.Structure, design, LonelyPsu.Adjust).Change(first, second, statistic, ChangeKind.Absolute, 1);
    }
}
