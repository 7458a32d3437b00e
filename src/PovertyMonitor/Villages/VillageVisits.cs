using System.Collections.Immutable;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Villages;

/// <summary>A round's visits in one village: households by the outcome of their last visit, and how many were expected.</summary>
internal sealed record VillageVisits(ImmutableDictionary<string, long> ByOutcome, long? Expected)
{
    public static readonly VillageVisits None = new(ImmutableDictionary<string, long>.Empty, null);

    private static readonly VisitOutcome[] NotAHousehold = [VisitOutcome.Moved, VisitOutcome.Vacant, VisitOutcome.Duplicate];

    /// <summary>Of a sample round, households visited that are not in the sample; <see langword="null"/> in a census.</summary>
    public long? OutsideSample { get; private init; }

    public long Completed => ByOutcome.GetValueOrDefault(Question.CodeOf(VisitOutcome.Completed));

    /// <summary>Households found: visits that met no household don't count.</summary>
    public long Found => ByOutcome.Values.Sum() - NotAHousehold.Sum(o => ByOutcome.GetValueOrDefault(Question.CodeOf(o)));

    /// <summary>The same with more households visited beside a sample: what such a village expects is its sample, be it none.</summary>
    public VillageVisits BesideSample(long households) => this with { OutsideSample = (OutsideSample ?? 0) + households, Expected = Expected ?? 0 };
}

/// <summary>How much of a round is done.</summary>
/// <param name="Completed">Households with a completed interview.</param>
/// <param name="Expected">Households expected; where a village states none, those found there count. Of a sample round those of the sample.</param>
/// <param name="Ratio">Completed / expected, 0 to 1 and above where more were found; absent where none is expected.</param>
/// <param name="Basis"><c>expected</c>, <c>found</c> where at least one village states no expectation, or <c>sample</c>.</param>
/// <param name="ByOutcome">Households by the outcome of their last visit in the round; of a sample round those of the sample.</param>
/// <param name="OutsideSample">Of a sample round, households visited that are not in its sample: no other number counts them.</param>
internal sealed record Coverage(long Completed, long Expected, double? Ratio, string Basis, IReadOnlyDictionary<string, long> ByOutcome, long? OutsideSample)
{
    public static Coverage Of(IReadOnlyCollection<VillageVisits> villages)
    {
        var completed = villages.Sum(v => v.Completed);
        var expected = villages.Sum(v => v.Expected ?? v.Found);
        var outcomes = villages.SelectMany(v => v.ByOutcome).Where(o => o.Value != 0).GroupBy(o => o.Key).OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(o => o.Value));
        var isSample = villages.Any(v => v.OutsideSample is not null);
        return new(completed, expected, expected == 0 ? null : (double)completed / expected,
            isSample ? "sample" : villages.All(v => v.Expected is not null) ? "expected" : "found", outcomes, isSample ? villages.Sum(v => v.OutsideSample ?? 0) : null);
    }
}
