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
/// within a hidden figure is hidden whole. An area where nobody was interviewed has nobody to protect and is left blank: that a village was
/// not visited is no secret that could be kept, and so nothing may rest on another's being as empty.
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
    /// <param name="emptyIsSeen">Whether the readers can tell an area without any household from a hidden one.</param>
    public static Suppression Of(
        IReadOnlyList<AreaCounts> areas, IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier, int threshold, bool topIsKnown = false, bool emptyIsSeen = true)
    {
        var suppression = new CellSuppression(areas, new(earlier, threshold, emptyIsSeen), threshold);
        if (suppression._areas.Count > 0) suppression.HideAll(topIsKnown);
        return new(suppression._hidden, suppression._isProtected);
    }

    private void HideAll(bool topIsKnown)
    {
        var figures = new FigureTable(_areas, _sensitivity, topIsKnown);
        Settle(figures, Run(figures, [.. NeedsOf(figures)]));
        foreach (var group in _areas.SelectMany(a => a.Groups.Keys).Distinct().Order(StringComparer.Ordinal)) HideGroup(group);
        foreach (var indicator in _areas.SelectMany(a => a.Deprived.Keys).Distinct().Order(StringComparer.Ordinal)) HideIndicator(indicator, null);
        // The intensity of poverty is nearly a weighted sum of the indicators: one hidden alone could be guessed from it.
        while (_areas.FirstOrDefault(a => a.Deprived.Count > 1 && a.Deprived.Keys.Count(d => _hidden.Contains(new(a.Area, d))) == 1) is { } area)
            HideIndicator(area.Deprived.Where(d => !_hidden.Contains(new(area.Area, d.Key))).OrderBy(d => d.Value).ThenBy(d => d.Key, StringComparer.Ordinal).First().Key, area);
    }

    // All cells of a kind in an area are hidden together, so that how many households are of the kind is hidden with how many of them are poor.
    private void HideGroup(string group)
    {
        var told = _areas.Where(a => a.Groups.ContainsKey(group)).ToList();
        string[] kinds = [group, CellKey.Others(group)];
        var parts = new Dictionary<string, (string, string)>
        {
            [CellKey.Poor] = (CellKey.PoorOf(kinds[0]), CellKey.PoorOf(kinds[1])),
            [CellKey.NotPoor] = (CellKey.NotPoorOf(kinds[0]), CellKey.NotPoorOf(kinds[1])),
        };
        // A kind's households are greater by as many as its poor are, or as its others are.
        var ofKinds = told.SelectMany(a => kinds.SelectMany(k => _sensitivity.Of(new(a.Area, k), a.Cells.First(c => c.Cell.Cell == k).Households)
            .Select(need => new Demand([new(a.Area, CellKey.PoorOf(k)), new(a.Area, CellKey.NotPoorOf(k))], need)))).ToList();
        var areKnown = told.Any(a => SplitTable.KnowsAny(a, kinds, _sensitivity));
        for (var before = -1; before != _hidden.Count;)
        {
            before = _hidden.Count;
            var table = new SplitTable(_areas, told, parts, kinds, _hidden, _sensitivity);
            var left = Run(table, [.. NeedsOf(table), .. ofKinds]);
            if (areKnown && left.Count > 0)
                left = [.. left.Where(d => d.Keys.Count > 1), .. Run(new SplitTable(_areas, told, parts, kinds, _hidden, _sensitivity, wholesStay: true), [.. left.Where(d => d.Keys.Count == 1).Select(OfThePoor)])];
            Settle(table, left);
            if (!areKnown) break;
        }
        foreach (var area in told.Where(a => _hidden.Contains(new(a.Area, CellKey.PoorOf(group))))) _hidden.UnionWith(kinds.Select(k => new CellKey(area.Area, k)));
    }

    // Where a kind has as many households as it has, fewer that are not poor are more that are.
    private static Demand OfThePoor(Demand demand) => demand.Keys[0].Cell.EndsWith($".{CellKey.NotPoor}", StringComparison.Ordinal)
        ? new([CellKey.Counterpart(demand.Keys[0])], demand.Need.Inverted()) : demand;

    private void HideIndicator(string indicator, AreaCounts? asWell)
    {
        var told = _areas.Where(a => a.Deprived.ContainsKey(indicator)).ToList();
        var parts = new Dictionary<string, (string, string)> { [CellKey.Poor] = (indicator, CellKey.Others(indicator)) };
        var table = new SplitTable(_areas, told, parts, [], _hidden, _sensitivity);
        IEnumerable<Demand> more = asWell is null ? [] : [new([new(asWell.Area, indicator)], new(_threshold, _threshold))];
        Settle(table, Run(table, [.. NeedsOf(table), .. more]));
    }

    private IEnumerable<Demand> NeedsOf(SumTable table) => table.Numbered.SelectMany(c => _sensitivity.Of(c.Key, table.Network.ValueOf(c.Cell)).Select(need => new Demand([c.Key], need)));

    // What can't be met is left.
    private List<Demand> Run(SumTable table, IReadOnlyList<Demand> demands)
    {
        var numbers = table.Numbered.ToDictionary(c => c.Key, c => c.Cell);
        // What is hidden for its own sake costs nothing as another's company.
        foreach (var key in demands.SelectMany(d => d.Keys)) table.Network.Hide(numbers[key]);
        var left = demands.Where(d => !d.Keys.Any(k => table.Network.Protect(numbers[k], d.Need))).ToList();
        table.Network.Thin();
        TakeOver(table);
        return left;
    }

    private void Settle(SumTable table, List<Demand> left)
    {
        var isProtected = table.ProtectSums(_sensitivity.OfDifference);
        if (!isProtected || left.Count > 0)
        {
            // Where no total is seen, no parts are seen together.
            table.HideAll();
            isProtected = left.Count == 0 && table.ProtectSums(_sensitivity.OfDifference);
        }
        _isProtected &= isProtected;
        TakeOver(table);
    }

    private void TakeOver(SumTable table) => _hidden.UnionWith(table.Numbered.Where(c => table.Network.IsHidden(c.Cell)).Select(c => c.Key));

    // Cells of which one must be able to be otherwise.
    private sealed record Demand(IReadOnlyList<CellKey> Keys, Need Need);
}
