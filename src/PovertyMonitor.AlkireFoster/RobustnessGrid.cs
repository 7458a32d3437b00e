using System.Collections.Immutable;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// The choices under which a comparison is repeated: every weighting with every cutoff. Source: Alkire et al. 2015,
/// chapter 8.
/// </summary>
public sealed class RobustnessGrid
{
    /// <summary>Creates a grid.</summary>
    /// <param name="weightings">Measures with the same indicators in the same bit order and different weights.</param>
    /// <param name="cutoffs">The cutoffs, each above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">The grid is empty, or the weightings' indicators differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cutoff is not above 0 and at most 1.</exception>
    public RobustnessGrid(IEnumerable<MeasureStructure> weightings, IEnumerable<Fraction> cutoffs)
    {
        Weightings = [.. weightings];
        Cutoffs = [.. cutoffs.Distinct().Order()];
        if (Weightings.IsEmpty || Cutoffs.IsEmpty) throw new ArgumentException("A grid needs at least one weighting and one cutoff.");
        var codes = Weightings[0].Indicators.Select(i => i.Code).ToList();
        if (Weightings.Any(w => !w.Indicators.Select(i => i.Code).SequenceEqual(codes)))
            throw new ArgumentException("The weightings have different indicators.", nameof(weightings));
        foreach (var cutoff in Cutoffs) Weightings[0].Threshold(cutoff);
    }

    /// <summary>The weightings in the order given.</summary>
    public ImmutableArray<MeasureStructure> Weightings { get; }

    /// <summary>The cutoffs in ascending order.</summary>
    public ImmutableArray<Fraction> Cutoffs { get; }

    /// <summary>Number of choices: weightings times cutoffs.</summary>
    public int Count => Weightings.Length * Cutoffs.Length;

    /// <summary>The position of a choice in the grid.</summary>
    /// <exception cref="ArgumentException">The cutoff is not in the grid.</exception>
    public int IndexOf(int weighting, Fraction cutoff)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weighting);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weighting, Weightings.Length);
        var k = Cutoffs.IndexOf(cutoff);
        return k >= 0 ? (weighting * Cutoffs.Length) + k : throw new ArgumentException($"The cutoff {cutoff} is not in the grid.", nameof(cutoff));
    }
}
