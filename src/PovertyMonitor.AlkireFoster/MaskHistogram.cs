using System.Collections.Immutable;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// An immutable histogram of households and persons over deprivation masks: a sufficient statistic from which every
/// figure of the Alkire-Foster method follows for any cutoff and any weights, without touching a household again.
/// Cells are in ascending order of (missing, mask) and none is empty, so that equal contents are equal cell by cell.
/// </summary>
public sealed class MaskHistogram : IEquatable<MaskHistogram>
{
    internal MaskHistogram(ImmutableArray<MaskCell> cells)
    {
        Cells = cells;
    }

    /// <summary>The histogram without any cell.</summary>
    public static MaskHistogram Empty { get; } = new([]);

    /// <summary>The cells in ascending order of (missing, mask), each with at least one count that is not 0.</summary>
    public ImmutableArray<MaskCell> Cells { get; }

    /// <summary>All households.</summary>
    public long Households => Cells.Sum(c => c.Households);

    /// <summary>All persons.</summary>
    public long Persons => Cells.Sum(c => c.Persons);

    /// <summary>Gathers cells; repeated ones add up.</summary>
    /// <exception cref="ArgumentException">A cell's indicator is both deprived and missing.</exception>
    /// <exception cref="OverflowException">A count does not fit 64 bits.</exception>
    public static MaskHistogram Of(IEnumerable<MaskCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var builder = new MaskHistogramBuilder();
        foreach (var cell in cells) builder.Add(cell);
        return builder.ToHistogram();
    }

    /// <summary>The exact sum of histograms, such as a district's of its villages'.</summary>
    /// <exception cref="OverflowException">A count does not fit 64 bits.</exception>
    public static MaskHistogram Merge(IEnumerable<MaskHistogram> histograms)
    {
        ArgumentNullException.ThrowIfNull(histograms);
        var builder = new MaskHistogramBuilder();
        foreach (var histogram in histograms) builder.Merge(histogram);
        return builder.ToHistogram();
    }

    /// <summary>Whether every cell is the same.</summary>
    public bool Equals(MaskHistogram? other) => other is not null && Cells.AsSpan().SequenceEqual(other.Cells.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MaskHistogram);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var cell in Cells) hash.Add(cell);
        return hash.ToHashCode();
    }
}
