using System.Numerics;
using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// A measure and a cutoff as tables over all masks, to sum a group's table of counts in vectors: -1 (all bits) where
/// the mask is poor, vulnerable or severe, else 0.
/// </summary>
internal sealed class DenseMeasure
{
    private readonly MeasureStructure _measure;
    private readonly long[] _poor;
    private readonly long[] _vulnerable;
    private readonly long[] _severe;
    private readonly long[] _poorSquares;

    private DenseMeasure(MeasureStructure measure, Fraction cutoff, int masks)
    {
        _measure = measure;
        _poor = Where(measure.Threshold(cutoff), long.MaxValue);
        _vulnerable = Where(measure.Threshold(PovertyIndex.VulnerableFrom), measure.Threshold(PovertyIndex.VulnerableBelow));
        _severe = Where(measure.Threshold(PovertyIndex.SevereFrom), long.MaxValue);
        _poorSquares = [.. _poor.Select((poor, mask) => poor & (measure.Score((uint)mask) * measure.Score((uint)mask)))];

        long[] Where(long from, long below) =>
            [.. Enumerable.Range(0, masks).Select(mask => measure.Score((uint)mask) is var score && score >= from && score < below ? -1L : 0)];
    }

    /// <summary>The tables; null where there is no table of masks, or where a sum of squares might not fit 64 bits.</summary>
    internal static DenseMeasure? TryCreate(MeasureStructure measure, Fraction cutoff, int masks, Int128 persons) =>
        masks > 0 && measure.Denominator < int.MaxValue && persons <= long.MaxValue / (measure.Denominator * measure.Denominator)
            ? new DenseMeasure(measure, cutoff, masks)
            : null;

    /// <summary>The sums of one group; its table of persons is used up.</summary>
    internal DenseTotals Sum(ReadOnlySpan<long> households, Span<long> persons)
    {
        var vulnerablePersons = SumWhere(persons, _vulnerable);
        var severePersons = SumWhere(persons, _severe);
        var squares = SumOfProducts(persons, _poorSquares);
        Span<long> poorPersons = stackalloc long[persons.Length];
        for (var mask = 0; mask < persons.Length; mask++) poorPersons[mask] = persons[mask] & _poor[mask];
        var poorDeprived = Marginals(poorPersons, out var poor);
        var deprived = Marginals(persons, out var all);
        Int128 scores = 0;
        for (var j = 0; j < poorDeprived.Length; j++) scores += (Int128)poorDeprived[j] * _measure.IntegerWeights[j];
        return new DenseTotals(
            new Counts(SumOf(households), all),
            new Counts(SumWhere(households, _poor), poor),
            new Counts(SumWhere(households, _vulnerable), vulnerablePersons),
            new Counts(SumWhere(households, _severe), severePersons),
            scores,
            squares,
            deprived,
            poorDeprived);
    }

    /// <summary>
    /// For each bit the sum of the cells that have it, by folding the table's upper half onto its lower one bit after
    /// bit; the table is used up, and its last cell is the sum of all.
    /// </summary>
    private long[] Marginals(Span<long> cells, out long all)
    {
        var marginals = new long[_measure.Indicators.Length];
        for (var j = marginals.Length - 1; j >= 0; j--)
        {
            var half = 1 << j;
            var (lower, upper) = (0, 0L);
            if (half >= Vector<long>.Count)
            {
                var lowerVectors = MemoryMarshal.Cast<long, Vector<long>>(cells[..half]);
                var upperVectors = MemoryMarshal.Cast<long, Vector<long>>(cells.Slice(half, half));
                var sum = Vector<long>.Zero;
                for (var i = 0; i < upperVectors.Length; i++)
                {
                    sum += upperVectors[i];
                    lowerVectors[i] += upperVectors[i];
                }

                upper = Vector.Sum(sum);
                lower = half;
            }

            for (; lower < half; lower++)
            {
                upper += cells[half + lower];
                cells[lower] += cells[half + lower];
            }

            marginals[j] = upper;
        }

        all = cells[0];
        return marginals;
    }

    private static long SumOf(ReadOnlySpan<long> cells)
    {
        var sum = 0L;
        foreach (var cell in cells) sum += cell;
        return sum;
    }

    private static long SumWhere(ReadOnlySpan<long> cells, long[] where)
    {
        if (cells.Length < Vector<long>.Count)
        {
            var small = 0L;
            for (var i = 0; i < cells.Length; i++) small += cells[i] & where[i];
            return small;
        }

        var vectors = MemoryMarshal.Cast<long, Vector<long>>(cells);
        var masks = MemoryMarshal.Cast<long, Vector<long>>(where);
        var sum = Vector<long>.Zero;
        for (var i = 0; i < vectors.Length; i++) sum += vectors[i] & masks[i];
        return Vector.Sum(sum);
    }

    private static long SumOfProducts(ReadOnlySpan<long> cells, long[] factors)
    {
        var sum = 0L;
        for (var i = 0; i < cells.Length; i++) sum += cells[i] * factors[i];
        return sum;
    }
}
