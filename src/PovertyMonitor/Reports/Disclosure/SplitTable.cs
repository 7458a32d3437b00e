namespace PovertyMonitor.Reports.Disclosure;

/// <summary>
/// Poor households, and the others, told apart in two within areas: by a kind of household, or by an indicator. The figures are
/// in it as far as they are hidden, since what they could be instead the parts could make up; what is seen of them stays as it is.
/// </summary>
internal sealed class SplitTable : SumTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="areas">The areas, every one after its parent.</param>
    /// <param name="told">Those of them that are told apart; the first is above the others.</param>
    /// <param name="parts">For <c>poor</c>, or it and <c>notPoor</c>, how its two parts are named.</param>
    /// <param name="wholes">What else of an area follows from its parts, and is hidden with them.</param>
    /// <param name="hidden">What is hidden already.</param>
    /// <param name="sensitivity">What must not be seen.</param>
    /// <param name="wholesStay">
    /// Whether every kind has as many households as it has, so that the more of them are poor, the fewer are not, and the table is of the
    /// poor alone; else they may be more or fewer, but for those that the readers know from an earlier release.
    /// </param>
    public SplitTable(
        IReadOnlyList<AreaCounts> areas, IReadOnlyList<AreaCounts> told, IReadOnlyDictionary<string, (string First, string Second)> parts, IReadOnlyList<string> wholes,
        IReadOnlySet<CellKey> hidden, Sensitivity sensitivity, bool wholesStay = false)
    {
        var sums = new FigureSums(Network, areas);
        // All of an area's cells are hidden together, and with its figures.
        var veils = told.ToDictionary(a => a.Area, a => new Veil(
            isDrawn: a.Figures.Any(f => hidden.Contains(f.Cell)) || a.Cells.Any(c => wholes.Contains(c.Cell.Cell) && sensitivity.StaysHidden(c.Cell, c.Households))));
        foreach (var (figure, names) in parts.Where(p => !wholesStay || p.Key == CellKey.Poor))
        {
            AreaSum[]? whole = null;
            foreach (var area in told)
            {
                var values = area.Cells.ToDictionary(c => c.Cell, c => c.Households);
                int Part(string name, int from, int to)
                {
                    var key = new CellKey(area.Area, name);
                    if (hidden.Contains(key) || sensitivity.StaysHidden(key, values[key])) veils[area.Area].Draw(isMeant: true);
                    // What is tied to it and can't be otherwise.
                    IEnumerable<string> tied = wholesStay ? [CellKey.Counterpart(key).Cell] : wholes.Where(w => name == CellKey.PoorOf(w) || name == CellKey.NotPoorOf(w));
                    return Add(key, Network.AddCell(from, to, values[key], veils[area.Area], sensitivity.IsKnown(key, values[key]),
                        wholesStay ? values[key] + values[CellKey.Counterpart(key)] : long.MaxValue, KnowsAny(area, [.. tied], sensitivity)));
                }

                var key = new CellKey(area.Area, figure);
                if (whole is null)
                {
                    whole = [.. new[] { names.First, names.Second }.Select(n => (Sum: Network.AddSum(), Name: n)).Select(s => new AreaSum(s.Sum, Part(s.Name, sums.Below(key), s.Sum), []))];
                    Sums.AddRange(whole);
                    continue;
                }
                var row = sums.PutAbove(key);
                foreach (var (name, sum) in new[] { names.First, names.Second }.Zip(whole)) sum.Parts.Add(new(Part(name, sum.Node, row), [new(area.Area, name)]));
            }
        }
        foreach (var (key, value) in areas.SelectMany(a => a.Figures).Where(f => hidden.Contains(f.Cell)))
            sums.AddCell(key, value, new(isDrawn: true), sensitivity.IsKnown(key, value) || (wholesStay && key.Cell == CellKey.Households && told.Any(a => a.Area == key.Area)), sensitivity.LeastOf(key, value));
    }

    /// <summary>Whether the readers know one of an area's cells from an earlier release.</summary>
    public static bool KnowsAny(AreaCounts area, IReadOnlyList<string> cells, Sensitivity sensitivity) =>
        area.Cells.Any(c => cells.Contains(c.Cell.Cell) && sensitivity.IsKnown(c.Cell, c.Households));
}
