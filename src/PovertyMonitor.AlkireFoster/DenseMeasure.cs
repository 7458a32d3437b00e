using System.Numerics;
using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// A measure and a cutoff as tables over all masks, to sum a group's table of counts in vectors: all bits where the
/// mask is poor, vulnerable or severe, else 0. A count is households + persons * 2^32, and so is every sum of counts:
/// a tally's households and persons each fit 32 bits.
/// </summary>
internal sealed class DenseMeasure
{
    private readonly MeasureStructure _measure;
    private readonly ulong[] _poor;
    private readonly ulong[] _vulnerable;
    private readonly ulong[] _severe;
    private readonly ulong[] _poorSquares;

    private DenseMeasure(MeasureStructure measure, Fraction cutoff, int masks)
    {
        _measure = measure;
        _poor = Where(measure.Threshold(cutoff), long.MaxValue);
        _vulnerable = Where(measure.Threshold(PovertyIndex.VulnerableFrom), measure.Threshold(PovertyIndex.VulnerableBelow));
        _severe = Where(measure.Threshold(PovertyIndex.SevereFrom), long.MaxValue);
        _poorSquares = [.. _poor.Select((poor, mask) => poor & (ulong)(measure.Score((uint)mask) * measure.Score((uint)mask)))];

        ulong[] Where(long from, long below) =>
            [.. Enumerable.Range(0, masks).Select(mask => measure.Score((uint)mask) is var score && score >= from && score < below ? ulong.MaxValue : 0)];
    }

    /// <summary>The tables; null where there is no table of masks, or where a sum of squares might not fit 64 bits.</summary>
    internal static DenseMeasure? TryCreate(MeasureStructure measure, Fraction cutoff, int masks, ulong persons) =>
        masks > 0 && measure.Denominator < int.MaxValue && persons <= (ulong)(long.MaxValue / (measure.Denominator * measure.Denominator))
            ? new DenseMeasure(measure, cutoff, masks)
            : null;

    /// <summary>The sums of one group.</summary>
    /// <param name="cells">The group's counts by mask.</param>
    /// <param name="scratch">Room for twice as many counts, to be overwritten.</param>
    internal DenseTotals Sum(ReadOnlySpan<ulong> cells, Span<ulong> scratch)
    {
        var all = scratch[..cells.Length];
        var poor = scratch.Slice(cells.Length, cells.Length);
        cells.CopyTo(all);
        var (vulnerable, severe, squares) = Select(cells, poor);
        var deprived = Marginals(all);
        var poorDeprived = Marginals(poor);
        Int128 scores = 0;
        for (var j = 0; j < poorDeprived.Length; j++) scores += (Int128)poorDeprived[j] * _measure.IntegerWeights[j];
        return new DenseTotals(Split(all[0]), Split(poor[0]), Split(vulnerable), Split(severe), scores, squares, deprived, poorDeprived);
    }

    private static Counts Split(ulong sum) => new((uint)sum, (long)(sum >> 32));

    /// <summary>Leaves the counts of the poor, and returns the other sums.</summary>
    private (ulong Vulnerable, ulong Severe, long PoorSquares) Select(ReadOnlySpan<ulong> cells, Span<ulong> poor)
    {
        var cellVectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(cells);
        var poorVectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(poor);
        var wherePoor = MemoryMarshal.Cast<ulong, Vector<ulong>>(_poor);
        var whereVulnerable = MemoryMarshal.Cast<ulong, Vector<ulong>>(_vulnerable);
        var whereSevere = MemoryMarshal.Cast<ulong, Vector<ulong>>(_severe);
        var squareVectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(_poorSquares);
        var (vulnerableSums, severeSums, squareSums) = (Vector<ulong>.Zero, Vector<ulong>.Zero, Vector<ulong>.Zero);
        for (var i = 0; i < cellVectors.Length; i++)
        {
            poorVectors[i] = cellVectors[i] & wherePoor[i];
            vulnerableSums += cellVectors[i] & whereVulnerable[i];
            severeSums += cellVectors[i] & whereSevere[i];
            squareSums += (cellVectors[i] >> 32) * squareVectors[i];
        }

        var (vulnerable, severe, squares) = (Vector.Sum(vulnerableSums), Vector.Sum(severeSums), Vector.Sum(squareSums));
        for (var mask = cellVectors.Length * Vector<ulong>.Count; mask < cells.Length; mask++)
        {
            poor[mask] = cells[mask] & _poor[mask];
            vulnerable += cells[mask] & _vulnerable[mask];
            severe += cells[mask] & _severe[mask];
            squares += (cells[mask] >> 32) * _poorSquares[mask];
        }

        return (vulnerable, severe, (long)squares);
    }

    /// <summary>
    /// For each bit the persons of the cells that have it, by folding the table's upper half onto its lower one bit
    /// after bit; the table is used up, and its first cell is the sum of all.
    /// </summary>
    private long[] Marginals(Span<ulong> cells)
    {
        var marginals = new long[_measure.Indicators.Length];
        for (var j = marginals.Length - 1; j >= 0; j--)
        {
            var half = 1 << j;
            var (lower, upper) = (0, 0UL);
            if (half >= Vector<ulong>.Count)
            {
                var lowerVectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(cells[..half]);
                var upperVectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(cells.Slice(half, half));
                var sum = Vector<ulong>.Zero;
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

            marginals[j] = (long)(upper >> 32);
        }

        return marginals;
    }
}
