using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Villages.Figures;

/// <summary>What those whom a census did not measure could make of its figures: the least where none of them is poor, the most where all are.</summary>
/// <param name="UncoveredHouseholds">Households expected or found in the round without a completed interview.</param>
/// <param name="UncoveredPersons">Persons in them, by the mean size of the village's interviewed households (of the area's, where it has none), and those whom the rule for missing answers left out.</param>
/// <param name="LowerH">H if none of them is poor.</param>
/// <param name="UpperH">H if all of them are poor.</param>
/// <param name="LowerM0">M0 if none of them is poor.</param>
/// <param name="UpperM0">M0 if all of them are poor and deprived in everything.</param>
internal sealed record CoverageBounds(long UncoveredHouseholds, long UncoveredPersons, double? LowerH, double? UpperH, double? LowerM0, double? UpperM0)
{
    /// <summary>The bounds of an area, or of one village of it; <see langword="null"/> where nobody was interviewed, so that there is no telling how many persons are missing.</summary>
    /// <param name="question">The question.</param>
    /// <param name="counted">Those measured in the area, by village.</param>
    /// <param name="visits">The visits of the villages that are asked for.</param>
    /// <param name="village">The village, where it is one of the area.</param>
    public static CoverageBounds? Of(
        FigureQuestion question, IReadOnlyDictionary<string, MaskHistogram> counted, IReadOnlyDictionary<string, VillageVisits> visits, string? village = null)
    {
        var all = MaskHistogram.Merge(counted.Values);
        if (all.Households == 0) return null;
        var (households, persons) = (0L, 0L);
        foreach (var (code, v) in visits)
        {
            var uncovered = Math.Max(0, (v.Expected ?? v.Found) - v.Completed);
            var like = counted.GetValueOrDefault(code) is { Households: > 0 } own ? own : all;
            households += uncovered;
            // Rounded up: a bound must not be too narrow.
            persons += ((uncovered * like.Persons) + like.Households - 1) / like.Households;
        }
        var bounds = CensusBounds.Of(question.IndexOf(village is null ? all : counted.GetValueOrDefault(village, MaskHistogram.Empty)), persons);
        return new(households, bounds.UncoveredPersons, bounds.LowerH, bounds.UpperH, bounds.LowerM0, bounds.UpperM0);
    }
}
