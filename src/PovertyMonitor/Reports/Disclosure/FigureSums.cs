namespace PovertyMonitor.Reports.Disclosure;

/// <summary>
/// The sums that the figures are in. Households flow from the total of the poor, and from that of the others, down through the areas
/// into each smallest area, and from there as all households up to their total.
/// </summary>
internal sealed class FigureSums
{
    private readonly Dictionary<CellKey, (int Above, int Below)> _sums = [];
    private readonly SumNetwork _network;

    /// <summary>Numbers the sums of areas, every one after its parent.</summary>
    public FigureSums(SumNetwork network, IReadOnlyList<AreaCounts> areas)
    {
        _network = network;
        var (ground, parents) = (network.AddSum(), areas.Select(a => a.Parent).ToHashSet());
        foreach (var area in areas)
        {
            var inside = parents.Contains(area.Area) ? (int?)null : network.AddSum();
            foreach (var name in CellKey.Figures)
                _sums[new(area.Area, name)] = (area == areas[0] ? ground : _sums[new(area.Parent!, name)].Below, inside ?? network.AddSum());
        }
    }

    /// <summary>The sum that a figure is a part of.</summary>
    public int Above(CellKey figure) => _sums[figure].Above;

    /// <summary>The sum that has a figure as its total; in a smallest area, what is poor or not.</summary>
    public int Below(CellKey figure) => _sums[figure].Below;

    /// <summary>Puts another sum between a figure and the one it was a part of.</summary>
    public int PutAbove(CellKey figure)
    {
        var above = _network.AddSum();
        _sums[figure] = (above, _sums[figure].Below);
        return above;
    }

    /// <summary>Adds a figure's cell.</summary>
    public int AddCell(CellKey figure, long value, Veil veil, bool isKnown, long least) => figure.Cell == CellKey.Households
        ? _network.AddCell(Below(figure), Above(figure), value, veil, isKnown, least: least)
        : _network.AddCell(Above(figure), Below(figure), value, veil, isKnown, least: least);
}

/// <summary>The figures: areas in a hierarchy, by poor and not poor.</summary>
internal sealed class FigureTable : SumTable
{
    /// <summary>Makes the table of areas, every one after its parent.</summary>
    /// <param name="areas">The areas.</param>
    /// <param name="sensitivity">What must not be seen.</param>
    /// <param name="topIsKnown">Whether the first area's cells are known from elsewhere.</param>
    public FigureTable(IReadOnlyList<AreaCounts> areas, Sensitivity sensitivity, bool topIsKnown)
    {
        var sums = new FigureSums(Network, areas);
        var inside = new Dictionary<CellKey, AreaSum>();
        foreach (var area in areas)
            foreach (var (key, value) in area.Figures)
            {
                var cell = topIsKnown && area == areas[0] ? (int?)null : Add(key, sums.AddCell(key, value, new(sensitivity.StaysHidden(key, value)), sensitivity.IsKnown(key, value), sensitivity.LeastOf(key, value)));
                if (area.Parent is { } parent && inside.TryGetValue(key with { Area = parent }, out var above)) above.Parts.Add(new(cell!.Value, [key]));
                if (areas.All(a => a.Parent != area.Area)) continue;
                inside[key] = new(sums.Below(key), cell, []);
                Sums.Add(inside[key]);
            }
    }
}
