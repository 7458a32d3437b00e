using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Commitments;

/// <summary>What a survey round says of the regency under one measure.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="LastInterview">The day of its latest interview, in the regency.</param>
/// <param name="M0">The adjusted headcount ratio, 0 to 1; null where nobody is measured.</param>
/// <param name="H">The headcount ratio, 0 to 1; null where nobody is measured.</param>
/// <param name="VillageHeadcounts">H of each village that has one.</param>
/// <param name="Coverage">The completed share of the households expected, 0 to 1; null where none is expected.</param>
/// <param name="CoverageBasis"><c>expected</c>, or <c>found</c> where a village states no expectation.</param>
internal sealed record RoundFigures(
    string Round,
    string Measure,
    LocalDate LastInterview,
    double? M0,
    double? H,
    ImmutableArray<double> VillageHeadcounts,
    double? Coverage,
    string CoverageBasis)
{
    /// <summary>The value an indicator takes in this round, in its unit; null where the round has none.</summary>
    public decimal? ValueOf(AgreedIndicator indicator) => indicator.Figure switch
    {
        Figure.AdjustedHeadcount => (decimal?)M0,
        Figure.Headcount => (decimal?)H,
        Figure.Coverage => (decimal?)Coverage,
        Figure.VillagesAboveThreshold when VillageHeadcounts.IsEmpty => null,
        // As doubles: 0.2 is the double nearest to 1/5, so a village on the threshold isn't above it.
        Figure.VillagesAboveThreshold => VillageHeadcounts.Count(h => h > (double)indicator.Threshold!.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(indicator), indicator.Figure, "A figure no round has."),
    };
}
