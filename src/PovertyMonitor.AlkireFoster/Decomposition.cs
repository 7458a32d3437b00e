using System.Collections.Immutable;
using System.Numerics;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// M0 and H of a population as the sums of its subgroups', each times its population share:
/// <c>M0 = sum_l (n_l / n) M0_l</c> (Alkire &amp; Foster 2011, decomposability; Alkire et al. 2015, section 5.5.2).
/// </summary>
/// <param name="Whole">The whole population's figures.</param>
/// <param name="Groups">The subgroups in the order given.</param>
/// <param name="UnclassifiedPersons">Measured persons of the whole in no subgroup, such as those of unknown age.</param>
/// <param name="UnclassifiedContributionToM0">Their share of M0, 0 to 1; null where nobody is poor.</param>
public sealed record Decomposition(
    PovertyIndex Whole, ImmutableArray<SubgroupFigures> Groups, long UnclassifiedPersons, double? UnclassifiedContributionToM0)
{
    /// <summary>Decomposes a population.</summary>
    /// <param name="measure">The measure in whose bit order the masks are.</param>
    /// <param name="cutoff">The poverty cutoff k, above 0 and at most 1.</param>
    /// <param name="missingRule">What a missing answer does.</param>
    /// <param name="whole">Everybody.</param>
    /// <param name="groups">Subgroups of the whole that do not overlap; they need not cover it.</param>
    /// <exception cref="ArgumentException">The subgroups hold more persons than the whole: they overlap.</exception>
    public static Decomposition Of(
        MeasureStructure measure, Fraction cutoff, MissingRule missingRule, MaskHistogram whole, IEnumerable<Subgroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var all = PovertyIndex.Of(measure, cutoff, whole, missingRule);
        var parts = groups.Select(g => (g.Name, Index: PovertyIndex.Of(measure, cutoff, g.People, missingRule))).ToList();
        var units = parts.Aggregate(all.ScoreUnits, (sum, p) => sum / BigInteger.GreatestCommonDivisor(sum, p.Index.ScoreUnits) * p.Index.ScoreUnits);
        var unclassifiedScores = parts.Aggregate(InUnits(all, units), (sum, p) => sum - InUnits(p.Index, units));
        var unclassified = all.PersonsUsed - parts.Sum(p => p.Index.PersonsUsed);
        if (unclassified < 0 || unclassifiedScores < 0 || parts.Sum(p => p.Index.PoorPersons) > all.PoorPersons)
            throw new ArgumentException("The subgroups hold more persons than the whole; they overlap.", nameof(groups));
        var figures = parts.Select(p => new SubgroupFigures(
            p.Name,
            p.Index,
            PovertyIndex.Ratio(p.Index.PersonsUsed, all.PersonsUsed),
            PovertyIndex.Ratio(p.Index.PoorPersons, all.PoorPersons),
            PovertyIndex.Ratio(InUnits(p.Index, units), InUnits(all, units))));
        return new Decomposition(all, [.. figures], unclassified, PovertyIndex.Ratio(unclassifiedScores, InUnits(all, units)));
    }

    private static BigInteger InUnits(PovertyIndex index, BigInteger units) => index.PoorScoreSum * (units / index.ScoreUnits);
}
