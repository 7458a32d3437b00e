namespace PovertyMonitor.Reports.Disclosure;

/// <summary>A table whose cells add up, as a network.</summary>
internal interface ISumTable
{
    /// <summary>The network.</summary>
    SumNetwork Network { get; }

    /// <summary>The cells and their numbers in the network.</summary>
    IEnumerable<(CellKey Key, int Cell)> Numbered { get; }

    /// <summary>Sums over areas: the number of the sum, its total, and its parts.</summary>
    IEnumerable<AreaSum> Sums { get; }

    /// <summary>Hides every cell: where what is known from elsewhere leaves no other way.</summary>
    void HideAll()
    {
        // Upward there is always room.
        foreach (var (_, cell) in Numbered) Network.Protect(cell, 0);
    }

    /// <summary>The hidden parts of a sum whose total is seen are seen together: that they are is protected like a cell.</summary>
    /// <param name="need">By how many households cells together must be able to be greater; 0 where they may be seen.</param>
    void ProtectSums(Func<IReadOnlyList<CellKey>, long, long> need)
    {
        for (var again = true; again;)
        {
            again = false;
            foreach (var sum in Sums.Where(s => s.Total is not { } total || !Network.IsHidden(total)))
            {
                var hidden = sum.Parts.Where(p => Network.IsHidden(p.Cell)).ToList();
                if (hidden.Count == 0) continue;
                List<CellKey> keys = [.. hidden.SelectMany(p => p.Keys)];
                if (need(keys, hidden.Sum(p => Network.ValueOf(p.Cell))) is not (> 0 and var by)) continue;
                var together = Network.Gather(sum.Node, [.. hidden.Select(p => p.Cell)]);
                sum.Parts.RemoveAll(hidden.Contains);
                sum.Parts.Add(new(together, keys));
                if (Network.Protect(together, by)) again = true;
                else HideAll();
            }
        }
    }
}

/// <summary>A sum over areas.</summary>
/// <param name="Node">Its number in the network.</param>
/// <param name="Total">The number of its total; absent where that is known from elsewhere.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record AreaSum(int Node, int? Total, List<SumPart> Parts);

/// <summary>A part of a sum: a cell, or several that were gathered.</summary>
internal sealed record SumPart(int Cell, IReadOnlyList<CellKey> Keys);

/// <summary>The figures: areas in a hierarchy, by poor and not poor.</summary>
internal sealed class SumTable(string top) : ISumTable
{
    private readonly Dictionary<CellKey, AreaSum> _sums = [];
    private readonly List<(CellKey, int)> _numbered = [];
    private int? _ground;

    public SumNetwork Network { get; } = new();

    public IEnumerable<(CellKey Key, int Cell)> Numbered => _numbered;

    public IEnumerable<AreaSum> Sums => _sums.Values;

    /// <summary>Takes an area whose cells are known from elsewhere.</summary>
    public void Skip(string area)
    {
        foreach (var cell in (string[])[CellKey.Households, CellKey.Poor, CellKey.NotPoor]) _sums[new(area, cell)] = new(Network.AddSum(), null, []);
    }

    /// <summary>Adds an area's cells; its parent was added before.</summary>
    /// <remarks>Households flow from the total of the poor down to the areas' poor, there into all households, and up to their total.</remarks>
    public void Add(AreaCounts area, bool isLeaf)
    {
        _ground ??= Network.AddSum();
        var inside = isLeaf ? Network.AddSum() : (int?)null;
        AddCell(area, CellKey.Poor, area.All.Poor, inside);
        AddCell(area, CellKey.NotPoor, area.All.NotPoor, inside);
        AddCell(area, CellKey.Households, area.All.Households, inside);
    }

    private void AddCell(AreaCounts area, string name, long value, int? inside)
    {
        var key = new CellKey(area.Area, name);
        var above = area.Area == top ? _ground!.Value : _sums[new(area.Parent!, name)].Node;
        var below = inside ?? Network.AddSum();
        var cell = name == CellKey.Households ? Network.AddCell(below, above, value) : Network.AddCell(above, below, value);
        _numbered.Add((key, cell));
        if (area.Area != top) _sums[new(area.Parent!, name)].Parts.Add(new(cell, [key]));
        if (inside is null) _sums[key] = new(below, cell, []);
    }
}

/// <summary>Households told apart in two within each area; the areas' own figures stay as they are.</summary>
internal sealed class SplitTable : ISumTable
{
    private readonly List<(CellKey, int)> _numbered = [];
    private AreaSum? _first;
    private AreaSum? _second;

    public SumNetwork Network { get; } = new();

    public IEnumerable<(CellKey Key, int Cell)> Numbered => _numbered;

    public IEnumerable<AreaSum> Sums => _first is null ? [] : [_first, _second!];

    /// <summary>Adds an area; the first is above the others.</summary>
    public void Add(CellKey first, long firstValue, CellKey second, long secondValue, bool isSeen)
    {
        var level = Network.AddSum();
        int Cell(CellKey key, long value, AreaSum? above, int from, int to)
        {
            var cell = Network.AddCell(from, to, value, !isSeen);
            _numbered.Add((key, cell));
            above?.Parts.Add(new(cell, [key]));
            return cell;
        }

        if (_first is not null)
        {
            Cell(first, firstValue, _first, _first.Node, level);
            Cell(second, secondValue, _second, _second!.Node, level);
            return;
        }
        var (one, two) = (Network.AddSum(), Network.AddSum());
        _first = new(one, Cell(first, firstValue, null, level, one), []);
        _second = new(two, Cell(second, secondValue, null, level, two), []);
    }
}
