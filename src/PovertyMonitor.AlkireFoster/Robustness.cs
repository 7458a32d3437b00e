using System.Numerics;
using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// H and M0 of many populations (villages, or one village's rounds) under every choice of a grid, from histograms
/// alone, and how far their order depends on the choice. Source: Alkire et al. 2015, sections 8.1-8.2 (dominance,
/// share of robust pairwise comparisons). A pair is compared where both are measured.
/// </summary>
public sealed class Robustness
{
    private readonly double[][] _h;
    private readonly double[][] _m0;

    private Robustness(RobustnessGrid grid, int populations)
    {
        (Grid, Populations) = (grid, populations);
        _h = NewFigures();
        _m0 = NewFigures();

        double[][] NewFigures() => [.. Enumerable.Range(0, grid.Count).Select(_ => new double[populations])];
    }

    /// <summary>The choices.</summary>
    public RobustnessGrid Grid { get; }

    /// <summary>Number of populations.</summary>
    public int Populations { get; }

    /// <summary>Computes every figure.</summary>
    /// <param name="grid">The choices.</param>
    /// <param name="populations">The populations' histograms.</param>
    /// <param name="missingRule"><see cref="MissingRule.DropHousehold"/> or <see cref="MissingRule.NotDeprived"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rule is another one.</exception>
    /// <exception cref="OverflowException">A population's persons times the weights' denominator do not fit 64 bits.</exception>
    public static Robustness Of(RobustnessGrid grid, IReadOnlyList<MaskHistogram> populations, MissingRule missingRule)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(populations);
        if (missingRule == MissingRule.DropIndicator)
            throw new ArgumentOutOfRangeException(nameof(missingRule), "Robustness drops the household or treats it as not deprived.");
        var robustness = new Robustness(grid, populations.Count);
        var masks = new Dictionary<uint, int>();
        var cells = populations.Select(p => p.Cells.Where(c => c.Missing == 0 || missingRule == MissingRule.NotDeprived)
            .Select(c => (Mask: Number(c.Mask), c.Persons)).ToArray()).ToArray();
        for (var w = 0; w < grid.Weightings.Length; w++) robustness.Fill(w, [.. masks.Keys], cells);
        return robustness;

        int Number(uint mask)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(masks, mask, out var known);
            if (!known) number = masks.Count - 1;
            return number;
        }
    }

    /// <summary>The headcount ratio of a population under a choice; null where nobody is measured.</summary>
    public double? H(int population, int choice) => OrNull(_h[choice][population]);

    /// <summary>The adjusted headcount ratio of a population under a choice; null where nobody is measured.</summary>
    public double? M0(int population, int choice) => OrNull(_m0[choice][population]);

    /// <summary>Compares two populations' M0 under every choice.</summary>
    public PairComparison CompareM0(int first, int second) => Compare(_m0, first, second);

    /// <summary>Compares two populations' H under every choice; dominance over all cutoffs is first-order.</summary>
    public PairComparison CompareH(int first, int second) => Compare(_h, first, second);

    /// <summary>
    /// Share of all comparisons (pairs of populations that differ under the baseline, times the other choices) in
    /// which M0 orders the pair as under the baseline, 0 to 1; null where there is no such comparison.
    /// </summary>
    /// <param name="baseline">The choice compared with (<see cref="RobustnessGrid.IndexOf"/>).</param>
    public double? AgreeingShareM0(int baseline)
    {
        long agreeing = 0, pairs = 0;
        var basis = _m0[baseline];
        for (var first = 0; first < Populations; first++)
        {
            var rest = basis.AsSpan(first + 1);
            pairs += Count(basis[first], rest, basis[first], rest);
            for (var choice = 0; choice < _m0.Length; choice++)
            {
                if (choice == baseline) continue;
                agreeing += Count(basis[first], rest, _m0[choice][first], _m0[choice].AsSpan(first + 1));
            }
        }

        var comparisons = pairs * (Grid.Count - 1);
        return comparisons == 0 ? null : agreeing / (double)comparisons;
    }

    private static double? OrNull(double figure) => double.IsNaN(figure) ? null : figure;

    private static PairComparison Compare(double[][] figures, int first, int second)
    {
        int more = 0, less = 0, equal = 0;
        foreach (var choice in figures)
        {
            if (choice[first] > choice[second]) more++;
            else if (choice[first] < choice[second]) less++;
            else if (choice[first] == choice[second]) equal++;
        }

        return new PairComparison(more, less, equal);
    }

    /// <summary>How many of the rest stand on the same side of a value under both choices, strictly.</summary>
    private static long Count(double basis, ReadOnlySpan<double> basisRest, double value, ReadOnlySpan<double> rest)
    {
        var (a, b) = (new Vector<double>(basis), new Vector<double>(value));
        var basisVectors = MemoryMarshal.Cast<double, Vector<double>>(basisRest);
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(rest);
        var same = Vector<long>.Zero;
        for (var i = 0; i < vectors.Length; i++)
        {
            same -= (Vector.GreaterThan(a, basisVectors[i]) & Vector.GreaterThan(b, vectors[i]))
                | (Vector.LessThan(a, basisVectors[i]) & Vector.LessThan(b, vectors[i]));
        }

        var count = Vector.Sum(same);
        for (var i = vectors.Length * Vector<double>.Count; i < rest.Length; i++)
        {
            if ((basis > basisRest[i] && value > rest[i]) || (basis < basisRest[i] && value < rest[i])) count++;
        }

        return count;
    }

    private void Fill(int weighting, uint[] masks, (int Mask, long Persons)[][] cells)
    {
        var measure = Grid.Weightings[weighting];
        var thresholds = Grid.Cutoffs.Select(measure.Threshold).ToArray();
        var scores = masks.Select(measure.Score).ToArray();
        var reached = scores.Select(score => thresholds.Count(t => score >= t)).ToArray();
        var poor = new long[thresholds.Length + 2];
        var sums = new long[thresholds.Length + 2];
        for (var p = 0; p < cells.Length; p++)
        {
            Array.Clear(poor);
            Array.Clear(sums);
            foreach (var (mask, persons) in cells[p])
            {
                poor[reached[mask]] += persons;
                sums[reached[mask]] = checked(sums[reached[mask]] + (scores[mask] * persons));
            }

            for (var k = thresholds.Length; k >= 0; k--)
            {
                poor[k] += poor[k + 1];
                sums[k] = checked(sums[k] + sums[k + 1]);
            }

            for (var k = 0; k < thresholds.Length; k++)
            {
                var choice = (weighting * thresholds.Length) + k;
                _h[choice][p] = poor[k + 1] / (double)poor[0];
                _m0[choice][p] = sums[k + 1] / ((double)poor[0] * measure.Denominator);
            }
        }
    }
}
