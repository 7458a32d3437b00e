using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// Adds and removes households exactly, in integers: after any sequence of additions and removals the histogram is
/// bit for bit that of the households that remain. Counts may pass below zero on the way, since deltas commute.
/// Not safe for use by several threads at once.
/// </summary>
public sealed class MaskHistogramBuilder
{
    private readonly Dictionary<ulong, Counts> _cells = [];

    /// <summary>Adds households with one and the same mask.</summary>
    /// <param name="mask">The deprived indicators.</param>
    /// <param name="missing">The unknown indicators.</param>
    /// <param name="households">How many households; negative removes.</param>
    /// <param name="persons">How many persons in all of them; negative removes.</param>
    /// <exception cref="ArgumentException">An indicator is both deprived and missing.</exception>
    /// <exception cref="OverflowException">A count does not fit 64 bits.</exception>
    public void Add(uint mask, uint missing, long households, long persons)
    {
        if ((mask & missing) != 0) throw new ArgumentException("An indicator is both deprived and missing.", nameof(missing));
        var key = (ulong)missing << 32 | mask;
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);
        counts = checked(new Counts(counts.Households + households, counts.Persons + persons));
        if (counts == default) _cells.Remove(key);
    }

    /// <summary>Adds a cell's households.</summary>
    /// <inheritdoc cref="Add(uint, uint, long, long)"/>
    public void Add(MaskCell cell) => Add(cell.Mask, cell.Missing, cell.Households, cell.Persons);

    /// <summary>Removes households that were added before.</summary>
    /// <inheritdoc cref="Add(uint, uint, long, long)"/>
    public void Remove(uint mask, uint missing, long households, long persons) =>
        Add(mask, missing, checked(-households), checked(-persons));

    /// <summary>Adds every cell of a histogram.</summary>
    /// <exception cref="OverflowException">A count does not fit 64 bits.</exception>
    public void Merge(MaskHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        foreach (var cell in histogram.Cells) Add(cell);
    }

    /// <summary>Removes every cell of a histogram.</summary>
    /// <exception cref="OverflowException">A count does not fit 64 bits.</exception>
    public void Remove(MaskHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        foreach (var cell in histogram.Cells) Remove(cell.Mask, cell.Missing, cell.Households, cell.Persons);
    }

    /// <summary>The present contents, immutable.</summary>
    public MaskHistogram ToHistogram() => new([.. _cells.OrderBy(c => c.Key)
        .Select(c => new MaskCell((uint)c.Key, (uint)(c.Key >> 32), c.Value.Households, c.Value.Persons))]);

    private readonly record struct Counts(long Households, long Persons);
}
