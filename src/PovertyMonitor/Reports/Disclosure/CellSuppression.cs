namespace PovertyMonitor.Reports.Disclosure;

/// <summary>What must not be published, and whether that is enough.</summary>
/// <param name="Hidden">The cells.</param>
/// <param name="IsProtected">Whether nobody can say of a sensitive cell that it is; not where too much is known of it from elsewhere or before.</param>
internal sealed record Suppression(IReadOnlySet<CellKey> Hidden, bool IsProtected);

/// <summary>
/// Disclosure control by suppression. A cell is sensitive where it has fewer households than the threshold, none of them too, or where
/// it differs by fewer from what an earlier release counted. Other cells are hidden with it until nobody who has everything published,
/// and even every hidden cell of the earlier releases, can exclude that it has, or differs by, as many as the threshold. What an earlier
/// release hid stays hidden while it is the same, and what one showed hides nothing while it is. Pure.
/// </summary>
/// <remarks>
/// The figures (areas by poor and not poor) are one network; each kind of household and each indicator, which are told apart within
/// districts, are further ones around what is hidden of the figures. A proof in one extends to the others, because what is told apart
/// within a hidden figure is hidden whole. An area where nobody was interviewed has nobody to protect.
/// </remarks>
internal sealed class CellSuppression
{
    private readonly IReadOnlyList<AreaCounts> _areas;
    private readonly Sensitivity _sensitivity;
    private readonly int _threshold;
    private readonly HashSet<CellKey> _hidden = [];
    private bool _isProtected = true;

    private CellSuppression(IReadOnlyList<AreaCounts> areas, Sensitivity sensitivity, int threshold)
    {
        (_sensitivity, _threshold) = (sensitivity, threshold);
        // Nobody interviewed, and not a few of them gone since an earlier release.
        _areas = [.. areas.Where(a => a.All.Households > 0 || sensitivity.OfDifference([new(a.Area, CellKey.Households)], 0).Any())];
    }

    /// <summary>The cells that must not be published.</summary>
    /// <param name="areas">The areas, every one after its parent; the first is above all.</param>
    /// <param name="earlier">Every cell of each earlier release about the same households.</param>
    /// <param name="threshold">The fewest households of a cell that may be seen, at least 2.</param>
    /// <param name="topIsKnown">Whether the readers know the first area's cells from elsewhere, so that nothing can be hidden of them.</param>
    public static Suppression Of(
        IReadOnlyList<AreaCounts> areas, IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier, int threshold, bool topIsKnown = false)
    {
        var suppression = new CellSuppression(areas, new(earlier, threshold), threshold);
        if (suppression._areas.Count > 0) suppression.HideAll(topIsKnown);
        return new(suppression._hidden, suppression._isProtected);
    }

    private void HideAll(bool topIsKnown)
    {
        Run(new FigureTable(_areas, _sensitivity, topIsKnown), _ => []);
        foreach (var group in _areas.SelectMany(a => a.Groups.Keys).Distinct().Order(StringComparer.Ordinal)) Settle(() => HideGroup(group));
        foreach (var indicator in Indicators) Settle(() => HideIndicator(indicator, null));
        Settle(HideSecondIndicators);
    }

    private IEnumerable<string> Indicators => _areas.SelectMany(a => a.Deprived.Keys).Distinct().Order(StringComparer.Ordinal);

    // What is hidden together with something else changes which sums can be had by subtraction.
    private void Settle(Action hide)
    {
        for (var before = -1; before != _hidden.Count;)
        {
            before = _hidden.Count;
            hide();
        }
    }

    // All cells of a kind in an area are hidden together, so that how many households are of the kind is hidden with how many of them are poor.
    private void HideGroup(string group)
    {
        var told = _areas.Where(a => a.Groups.ContainsKey(group)).ToList();
        var parts = new Dictionary<string, (string, string)>
        {
            [CellKey.Poor] = (CellKey.PoorOf(group), CellKey.PoorOf(CellKey.Others(group))),
            [CellKey.NotPoor] = (CellKey.NotPoorOf(group), CellKey.NotPoorOf(CellKey.Others(group))),
        };
        Run(new SplitTable(_areas, told, parts, [group, CellKey.Others(group)], _hidden, _sensitivity), numbers => told.SelectMany(area => new[] { group, CellKey.Others(group) }.SelectMany(kind =>
        {
            // A kind's households are greater by as many as its poor are, or as its others are.
            var key = new CellKey(area.Area, kind);
            int[] cells = [numbers[new(area.Area, CellKey.PoorOf(kind))], numbers[new(area.Area, CellKey.NotPoorOf(kind))]];
            return _sensitivity.Of(key, area.Cells.First(c => c.Cell == key).Households).Select(need => (cells, need));
        })));
        foreach (var area in told.Where(a => _hidden.Contains(new(a.Area, CellKey.PoorOf(group)))))
            _hidden.UnionWith([new(area.Area, group), new(area.Area, CellKey.Others(group))]);
    }

    // The intensity of poverty is nearly a weighted sum of the indicators: one hidden alone could be guessed from it.
    private void HideSecondIndicators()
    {
        foreach (var area in _areas.Where(a => a.Deprived.Count > 1 && a.Deprived.Keys.Count(d => _hidden.Contains(new(a.Area, d))) == 1))
            HideIndicator(area.Deprived.Where(d => !_hidden.Contains(new(area.Area, d.Key))).OrderBy(d => d.Value).ThenBy(d => d.Key, StringComparer.Ordinal).First().Key, area);
        foreach (var indicator in Indicators) HideIndicator(indicator, null);
    }

    private void HideIndicator(string indicator, AreaCounts? asWell)
    {
        var told = _areas.Where(a => a.Deprived.ContainsKey(indicator)).ToList();
        var parts = new Dictionary<string, (string, string)> { [CellKey.Poor] = (indicator, CellKey.Others(indicator)) };
        Run(new SplitTable(_areas, told, parts, [], _hidden, _sensitivity), numbers =>
            asWell is null ? [] : [(new[] { numbers[new(asWell.Area, indicator)] }, new Need(_threshold, _threshold))]);
    }

    private void Run(SumTable table, Func<IReadOnlyDictionary<CellKey, int>, IEnumerable<(int[] Cells, Need Need)>> more)
    {
        var values = table.Numbered.ToDictionary(c => c.Key, c => table.Network.ValueOf(c.Cell));
        var needs = table.Numbered.SelectMany(c => _sensitivity.Of(c.Key, values[c.Key]).Select(need => (Cells: new[] { c.Cell }, Need: need)))
            .Concat(more(table.Numbered.ToDictionary(c => c.Key, c => c.Cell))).ToList();
        // What is hidden for its own sake costs nothing as another's company.
        foreach (var cell in needs.SelectMany(n => n.Cells)) table.Network.Hide(cell);
        var isProtected = needs.Count(n => !n.Cells.Any(c => table.Network.Protect(c, n.Need))) == 0;
        table.Network.Thin();
        isProtected &= table.ProtectSums(_sensitivity.OfDifference);
        if (!isProtected) table.HideAll();
        _isProtected &= isProtected;
        _hidden.UnionWith(table.Numbered.Where(c => table.Network.IsHidden(c.Cell)).Select(c => c.Key));
    }
}
