namespace PovertyMonitor.Reports.Disclosure;

/// <summary>
/// Cells of a table as the edges of a network whose nodes are the sums they are in: a cell enters one sum and leaves another. What
/// can be changed without any sum noticing is then a round trip, and a round trip of whole households through hidden cells is another
/// table that fits everything published: a proof that nobody can exclude it.
/// </summary>
/// <remarks>
/// The network method of cell suppression for two-way tables with one hierarchy (Kelly, Golden and Assad 1992; Cox 1995, <i>Network
/// models for complementary cell suppression</i>): for these tables it is exact in whole numbers, where bounds that are only
/// propagated would not be, and needs no solver, where a general linear programme would.
/// </remarks>
internal sealed class SumNetwork
{
    private readonly List<Cell> _cells = [];
    private readonly List<List<int>> _nodes = [];

    /// <summary>Adds a sum and returns its number.</summary>
    public int AddSum()
    {
        _nodes.Add([]);
        return _nodes.Count - 1;
    }

    /// <summary>Adds a cell and returns its number.</summary>
    /// <param name="from">The sum that loses what the cell gains.</param>
    /// <param name="to">The sum that gains it.</param>
    /// <param name="value">Households, at least 0.</param>
    /// <param name="isHidden">Whether it is hidden from the start.</param>
    public int AddCell(int from, int to, long value, bool isHidden = false)
    {
        _cells.Add(new(from, to, value, isHidden));
        _nodes[from].Add(_cells.Count - 1);
        _nodes[to].Add(_cells.Count - 1);
        return _cells.Count - 1;
    }

    /// <summary>Whether a cell is hidden.</summary>
    public bool IsHidden(int cell) => _cells[cell].IsHidden;

    /// <summary>A cell's households.</summary>
    public long ValueOf(int cell) => _cells[cell].Value;

    /// <summary>Hides a cell, and the fewest households of other cells, so that it could as well be greater by some households.</summary>
    /// <returns>Whether that can be.</returns>
    public bool Protect(int cell, long by)
    {
        _cells[cell].IsHidden = true;
        if (PathBack(cell, by) is not { } path) return false;
        foreach (var other in path) _cells[other].IsHidden = true;
        return true;
    }

    /// <summary>Gathers some cells of a sum behind one that stands for all of them together, and returns it.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="parts">Cells that leave it, or cells that enter it.</param>
    public int Gather(int sum, IReadOnlyList<int> parts)
    {
        var together = AddSum();
        foreach (var part in parts)
        {
            _nodes[sum].Remove(part);
            _nodes[together].Add(part);
            if (_cells[part].From == sum) _cells[part].From = together;
            else _cells[part].To = together;
        }
        var (leaves, value) = (_cells[parts[0]].From == together, parts.Sum(ValueOf));
        return leaves ? AddCell(sum, together, value, isHidden: true) : AddCell(together, sum, value, isHidden: true);
    }

    // Dijkstra's; what is hidden already costs nothing, and what is to be lowered must have that many households.
    private List<int>? PathBack(int cell, long by)
    {
        var (start, goal) = (_cells[cell].To, _cells[cell].From);
        var costs = new Dictionary<int, long> { [start] = 0 };
        var came = new Dictionary<int, (int Node, int Cell)>();
        var queue = new PriorityQueue<int, (long Cost, int Node)>();
        queue.Enqueue(start, (0, start));
        while (queue.TryDequeue(out var node, out var reached) && node != goal)
        {
            if (reached.Cost > costs[node]) continue;
            foreach (var next in _nodes[node])
            {
                var edge = _cells[next];
                if (next == cell || (edge.From != node && edge.Value < by)) continue;
                var other = edge.From == node ? edge.To : edge.From;
                var cost = reached.Cost + (edge.IsHidden ? 0 : edge.Value + 1);
                if (costs.TryGetValue(other, out var known) && known <= cost) continue;
                (costs[other], came[other]) = (cost, (node, next));
                queue.Enqueue(other, (cost, other));
            }
        }
        if (!costs.ContainsKey(goal)) return null;
        var path = new List<int>();
        for (var node = goal; node != start; node = came[node].Node) path.Add(came[node].Cell);
        return path;
    }

    private sealed class Cell(int from, int to, long value, bool isHidden)
    {
        public int From { get; set; } = from;

        public int To { get; set; } = to;

        public long Value { get; } = value;

        public bool IsHidden { get; set; } = isHidden;
    }
}
