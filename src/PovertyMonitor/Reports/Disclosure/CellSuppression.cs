namespace PovertyMonitor.Reports.Disclosure;

/// <summary>
/// Disclosure control by suppression. A cell is sensitive where it has fewer households than the threshold, none of them too, or where
/// it differs by fewer from what an earlier release counted. Other cells are hidden with it until nobody who has everything published,
/// and even every hidden cell of the earlier releases, can exclude that it has, or differs by, as many as the threshold. Pure.
/// </summary>
/// <remarks>
/// The figures (areas by poor and not poor) are one network; each kind of household and each indicator, which are told apart within
/// districts, are further ones within the figures as they are. A witness of one extends to the others, because what is told apart
/// within a hidden figure is hidden whole. An area where nobody was interviewed has nobody to protect.
/// </remarks>
internal sealed class CellSuppression
{
    private readonly IReadOnlyList<AreaCounts> _areas;
    private readonly IReadOnlyList<IReadOnlyDictionary<CellKey, long>> _earlier;
    private readonly int _threshold;
    private readonly Dictionary<CellKey, long> _values;
    private readonly HashSet<CellKey> _hidden = [];

    private CellSuppression(IReadOnlyList<AreaCounts> areas, IReadOnlyList<IReadOnlyDictionary<CellKey, long>> earlier, int threshold)
    {
        (_areas, _earlier, _threshold) = (areas, earlier, threshold);
        _values = areas.SelectMany(a => a.Cells).ToDictionary(c => c.Cell, c => c.Households);
    }

    /// <summary>The cells that must not be published.</summary>
    /// <param name="areas">The areas, every one after its parent; the first is above all.</param>
    /// <param name="earlier">Every cell, hidden or not, of each earlier release of the same series.</param>
    /// <param name="threshold">The fewest households of a cell that may be seen, at least 2.</param>
    /// <param name="topIsKnown">Whether the readers know the first area's cells from elsewhere, so that nothing can be hidden of them.</param>
    public static IReadOnlySet<CellKey> Hidden(
        IReadOnlyList<AreaCounts> areas, IReadOnlyList<IReadOnlyDictionary<CellKey, long>> earlier, int threshold, bool topIsKnown = false)
    {
        var suppression = new CellSuppression(areas, earlier, threshold);
        suppression.HideFigures(topIsKnown);
        foreach (var group in areas.SelectMany(a => a.Groups.Keys).Distinct().Order(StringComparer.Ordinal)) suppression.Settle(() => suppression.HideGroup(group));
        suppression.Settle(suppression.HideIndicators);
        return suppression._hidden;
    }

    // What is hidden together with something else changes which sums can be had by subtraction.
    private void Settle(Action hide)
    {
        for (var before = -1; before != _hidden.Count;)
        {
            before = _hidden.Count;
            hide();
        }
    }

    private void HideFigures(bool topIsKnown)
    {
        var table = new SumTable(_areas[0].Area);
        foreach (var area in _areas.Where(a => !IsEmpty(a)))
        {
            var isLeaf = _areas.All(a => a.Parent != area.Area);
            if (topIsKnown && area.Parent is null) table.Skip(area.Area);
            else table.Add(area, isLeaf);
        }
        Run(table, NeedOf);
    }

    // Poor and others of a kind are two tables; what is hidden of one is hidden of both, so that the kind's households are as well.
    private void HideGroup(string group)
    {
        var areas = _areas.Where(a => !IsEmpty(a) && a.Groups.ContainsKey(group)).ToList();
        foreach (var part in (Func<string, string>[])[CellKey.PoorOf, CellKey.NotPoorOf])
        {
            var table = new SplitTable();
            foreach (var area in areas)
            {
                CellKey first = new(area.Area, part(group)), second = new(area.Area, part(CellKey.Others(group)));
                table.Add(first, ValueOf(first), second, ValueOf(second), IsTold(area) && !_hidden.Contains(new(area.Area, group)));
            }
            Run(table, key => Math.Max(NeedOf(key), NeedOfKind(key)));
            foreach (var area in areas)
            {
                CellKey[] cells = [.. new[] { group, CellKey.Others(group) }.SelectMany(g => new[] { g, CellKey.PoorOf(g), CellKey.NotPoorOf(g) }).Select(c => new CellKey(area.Area, c))];
                if (cells.Any(_hidden.Contains)) _hidden.UnionWith(cells);
            }
        }
    }

    // The intensity of poverty is nearly a weighted sum of the indicators: one hidden alone could be guessed from it.
    private void HideIndicators()
    {
        foreach (var indicator in _areas.SelectMany(a => a.Deprived.Keys).Distinct().Order(StringComparer.Ordinal)) HideIndicator(indicator, NeedOf);
        foreach (var area in _areas.Where(a => a.Deprived.Count > 1))
        {
            if (area.Deprived.Keys.Count(d => _hidden.Contains(new(area.Area, d))) != 1) continue;
            var second = area.Deprived.Where(d => !_hidden.Contains(new(area.Area, d.Key))).OrderBy(d => d.Value).ThenBy(d => d.Key, StringComparer.Ordinal).First().Key;
            HideIndicator(second, key => key == new CellKey(area.Area, second) ? _threshold : NeedOf(key));
        }
    }

    private void HideIndicator(string indicator, Func<CellKey, long> need)
    {
        var table = new SplitTable();
        var areas = _areas.Where(a => !IsEmpty(a) && a.Deprived.ContainsKey(indicator)).ToList();
        foreach (var area in areas)
        {
            CellKey first = new(area.Area, indicator), second = new(area.Area, CellKey.Others(indicator));
            table.Add(first, ValueOf(first), second, ValueOf(second), IsTold(area) && !_hidden.Contains(first));
        }
        Run(table, need);
        foreach (var area in areas)
        {
            CellKey[] cells = [new(area.Area, indicator), new(area.Area, CellKey.Others(indicator))];
            if (cells.Any(_hidden.Contains)) _hidden.UnionWith(cells);
        }
    }

    private void Run(ISumTable table, Func<CellKey, long> need)
    {
        foreach (var (key, cell) in table.Numbered)
            if (need(key) is > 0 and var by && !table.Network.Protect(cell, by)) table.HideAll();
        table.ProtectSums((keys, value) => NeedOf(value, e => keys.Any(k => !e.ContainsKey(k)) ? null : keys.Sum(k => e[k]), isCell: false));
        _hidden.UnionWith(table.Numbered.Where(c => table.Network.IsHidden(c.Cell)).Select(c => c.Key));
    }

    private bool IsTold(AreaCounts area) =>
        ((string[])[CellKey.Households, CellKey.Poor, CellKey.NotPoor]).All(c => !_hidden.Contains(new(area.Area, c)));

    // Nobody interviewed, and not a few of them gone since an earlier release.
    private bool IsEmpty(AreaCounts area) => area.All.Households == 0 && NeedOf(0, e => Earlier(e, new(area.Area, CellKey.Households)), isCell: false) == 0;

    private long NeedOf(CellKey key) => NeedOf(ValueOf(key), e => Earlier(e, key), isCell: true);

    // A kind's households are greater by as many as its poor are.
    private long NeedOfKind(CellKey key) =>
        key.Cell.Split('.') is [var kind, CellKey.Poor] ? NeedOf(ValueOf(new(key.Area, kind)), e => Earlier(e, new(key.Area, kind)), isCell: true) : 0;

    // By how many households a count must be able to be greater than it is; 0 where it may be seen.
    private long NeedOf(long value, Func<IReadOnlyDictionary<CellKey, long>, long?> earlier, bool isCell)
    {
        var need = isCell && value < _threshold ? _threshold - value : 0;
        foreach (var release in _earlier)
            if (earlier(release) is { } before && before != value && Math.Abs(before - value) < _threshold) need = Math.Max(need, before + _threshold - value);
        return need;
    }

    private static long? Earlier(IReadOnlyDictionary<CellKey, long> release, CellKey key) => release.TryGetValue(key, out var households) ? households : null;

    private long ValueOf(CellKey key) => _values[key];
}
