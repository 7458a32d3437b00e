namespace PovertyMonitor.Reports.Disclosure;

/// <summary>A count of an earlier release, and whether it was hidden there.</summary>
internal readonly record struct ReleasedCell(long Households, bool IsHidden);

/// <summary>
/// What a count must be able to be instead, so that nobody can say that it is small, or that few households came or went: greater by
/// some households, or, where that does as well, smaller by some.
/// </summary>
/// <param name="Up">By how many greater; absent where only smaller will do.</param>
/// <param name="Down">Or by how many smaller; absent where only greater will do.</param>
internal readonly record struct Need(long? Up, long? Down = null)
{
    /// <summary>The same of what is the greater, the smaller this is.</summary>
    public Need Inverted() => new(Down, Up);
}

/// <summary>Says which counts must not be seen. Pure.</summary>
/// <param name="earlier">Every cell of each earlier release about the same households.</param>
/// <param name="threshold">The fewest households that may be seen, at least 2.</param>
/// <param name="emptyIsSeen">Whether an area without any household is seen to be one, so that every other one is known to have some.</param>
internal sealed class Sensitivity(IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier, int threshold, bool emptyIsSeen)
{
    /// <summary>The least that the readers know a cell to be, however well it is hidden.</summary>
    public long LeastOf(CellKey key, long value) => emptyIsSeen && key.Cell == CellKey.Households && value > 0 ? 1 : 0;

    /// <summary>What a cell must be able to be instead; nothing where it may be seen.</summary>
    public IEnumerable<Need> Of(CellKey key, long value) =>
        (value < threshold ? [new Need(threshold - value)] : Array.Empty<Need>()).Concat(OfDifference([key], value));

    /// <summary>The same of several cells that are seen together, which only tell something where an earlier release differs.</summary>
    /// <remarks>
    /// Every hidden count of an earlier release is taken as known, since nobody says how little of it can be found out. A release that came
    /// after one that counted what is counted now was held against that one.
    /// </remarks>
    public IEnumerable<Need> OfDifference(IReadOnlyCollection<CellKey> keys, long value)
    {
        var differing = earlier.Where(e => keys.All(e.ContainsKey)).Select(e => (Before: keys.Sum(k => e[k].Households), IsSmall: keys.Count == 1 && IsHiddenAndSmall(e[keys.First()])))
            .TakeWhile(b => b.Before != value).Where(b => Math.Abs(b.Before - value) < threshold)
            // Nobody can exclude that it had as many as the threshold then; where it could as well have none now, that is enough.
            .Select(b => (Up: b.Before + threshold - value, Down: b.IsSmall ? value : value - b.Before + threshold)).Where(n => n.Down > 0).ToList();
        if (differing.Count > 0) yield return new(differing.Max(n => n.Up), differing.Max(n => n.Down));
    }

    /// <summary>Whether an earlier release hid it: shown now, it would open that one to everybody who takes it to be the same still.</summary>
    public bool StaysHidden(CellKey key, long value) => earlier.Any(e => e.TryGetValue(key, out var cell) && cell.Households == value && cell.IsHidden);

    /// <summary>Whether an earlier release showed it: hidden now, it would hide nothing from somebody who takes it to be the same still.</summary>
    /// <remarks>Where nobody had been interviewed nothing was shown.</remarks>
    public bool IsKnown(CellKey key, long value) => earlier.Any(e =>
        e.TryGetValue(key, out var cell) && cell.Households == value && !cell.IsHidden && e[key with { Cell = CellKey.Households }].Households > 0);

    private bool IsHiddenAndSmall(ReleasedCell cell) => cell.IsHidden && cell.Households < threshold;
}
