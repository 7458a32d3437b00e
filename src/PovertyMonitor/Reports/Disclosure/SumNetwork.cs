namespace PovertyMonitor.Reports.Disclosure;

/// <summary>
/// Cells of a table as the edges of a network whose nodes are the sums they are in: a cell enters one sum and leaves another. What
/// can be changed without any sum noticing is then a round trip, and round trips of whole households through hidden cells are another
/// table that fits everything published: a proof that nobody can exclude it.
/// </summary>
/// <remarks>
/// The network method of cell suppression for two-way tables with one hierarchy (Kelly, Golden and Assad 1992; Cox 1995, <i>Network
/// models for complementary cell suppression</i>): for these tables it is exact in whole numbers, where bounds that are only
/// propagated would not be, and needs no solver, where a general linear programme would.
/// </remarks>
internal sealed class SumNetwork
{
    private readonly List<SumCell> _cells = [];
    private readonly List<List<int>> _sums = [];
    private readonly List<RoundTrip> _proofs = [];

    /// <summary>Adds a sum and returns its number.</summary>
    public int AddSum()
    {
        _sums.Add([]);
        return _sums.Count - 1;
    }

    /// <summary>Adds a cell and returns its number.</summary>
    /// <param name="from">The sum that loses what the cell gains.</param>
    /// <param name="to">The sum that gains it.</param>
    /// <param name="value">Households, at least 0.</param>
    /// <param name="veil">What it is hidden with.</param>
    /// <param name="isKnown">Whether the readers know it however well it is hidden.</param>
    /// <param name="most">The most that it can be.</param>
    /// <param name="isFixed">Whether nothing may be proved by its being otherwise.</param>
    /// <param name="least">The least that it can be.</param>
    public int AddCell(int from, int to, long value, Veil veil, bool isKnown = false, long most = long.MaxValue, bool isFixed = false, long least = 0)
    {
        _cells.Add(new(from, to, value, veil, isKnown) { Least = least, Most = most, IsFixed = isFixed });
        _sums[from].Add(_cells.Count - 1);
        _sums[to].Add(_cells.Count - 1);
        veil.Cost += value + 1;
        return _cells.Count - 1;
    }

    /// <summary>Whether a cell is hidden.</summary>
    public bool IsHidden(int cell) => _cells[cell].Veil.IsDrawn;

    /// <summary>Whether a cell is hidden from readers who do not know it anyhow.</summary>
    public bool IsSecret(int cell) => IsHidden(cell) && !_cells[cell].IsKnown;

    /// <summary>A cell's households.</summary>
    public long ValueOf(int cell) => _cells[cell].Value;

    /// <summary>Hides a cell for good.</summary>
    public void Hide(int cell) => _cells[cell].Veil.Draw(isMeant: true);

    /// <summary>Hides a cell, and few households of others, so that it could as well be what it needs to be able to be.</summary>
    /// <returns>Whether that can be.</returns>
    public bool Protect(int cell, Need need)
    {
        Hide(cell);
        var of = _cells[cell];
        if (of.IsKnown) return true;
        if (of.IsFixed) return false;
        var search = new RoundTrips(_cells, _sums);
        var legs = new List<Leg>();
        if (need.Up <= of.Most - of.Value) legs.Add(new(cell, of.To, of.From, need.Up.Value));
        if (need.Down <= of.Value - of.Least) legs.Add(new(cell, of.From, of.To, need.Down.Value));
        if (legs.Select(search.Cheapest).OfType<RoundTrip>().MinBy(t => t.Cost) is not { } found) return false;
        _proofs.Add(found);
        foreach (var veil in found.Veils) veil.Draw(isMeant: false);
        return true;
    }

    /// <summary>Shows again what later round trips made needless: every proof that used it is led another way through what is hidden.</summary>
    public void Thin()
    {
        var search = new RoundTrips(_cells, _sums);
        foreach (var veil in _proofs.SelectMany(p => p.Veils).Distinct().Where(v => !v.IsMeant).OrderByDescending(v => v.Cost).ToList())
        {
            var others = _proofs.Select(p => p.Veils.Contains(veil) ? search.Find(p.Leg, v => v.IsDrawn && v != veil) : p).TakeWhile(p => p is not null).ToList();
            if (others.Count < _proofs.Count) continue;
            _proofs.Clear();
            _proofs.AddRange(others!);
            veil.Lift();
        }
    }

    /// <summary>Gathers some cells of a sum behind one that stands for all of them together, and returns it.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="parts">Cells that leave it, or cells that enter it.</param>
    public int Gather(int sum, IReadOnlyList<int> parts)
    {
        var together = AddSum();
        foreach (var part in parts)
        {
            _sums[sum].Remove(part);
            _sums[together].Add(part);
            if (_cells[part].From == sum) _cells[part].From = together;
            else _cells[part].To = together;
        }
        var (leaves, value) = (_cells[parts[0]].From == together, parts.Sum(ValueOf));
        return leaves ? AddCell(sum, together, value, new(isDrawn: true)) : AddCell(together, sum, value, new(isDrawn: true));
    }
}

/// <summary>A cell as an edge between sums.</summary>
internal sealed class SumCell(int from, int to, long value, Veil veil, bool isKnown)
{
    public int From { get; set; } = from;

    public int To { get; set; } = to;

    public long Value { get; } = value;

    public Veil Veil { get; } = veil;

    public bool IsKnown { get; } = isKnown;

    public long Least { get; init; }

    public long Most { get; init; } = long.MaxValue;

    public bool IsFixed { get; init; }
}

/// <summary>Cells that are hidden together or not at all.</summary>
internal sealed class Veil(bool isDrawn = false)
{
    /// <summary>What is lost by hiding them: their households.</summary>
    public long Cost { get; set; }

    /// <summary>Whether they are hidden.</summary>
    public bool IsDrawn { get; private set; } = isDrawn;

    /// <summary>Whether they are hidden for their own sake.</summary>
    public bool IsMeant { get; private set; } = isDrawn;

    public void Draw(bool isMeant) => (IsDrawn, IsMeant) = (true, IsMeant || isMeant);

    public void Lift() => IsDrawn = false;
}
