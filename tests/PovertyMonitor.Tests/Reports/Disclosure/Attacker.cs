using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>
/// Somebody with everything published who knows how it adds up, that nothing is counted below zero, and that an area which is not left
/// blank has a household, and nothing of how it was hidden: solves the equations (Gauss-Jordan), narrows what is left by bounds in whole numbers until nothing moves, and asks a linear programme
/// for the rest.
/// </summary>
internal sealed class Attacker
{
    private const double Zero = 1e-7;
    private readonly List<CellKey> _unknown = [];
    private readonly Dictionary<CellKey, int> _places = [];
    private readonly IReadOnlyDictionary<CellKey, long?> _published;
    private readonly List<double[]> _equations = [];
    // Counts are taken from the least that they are known to be; so are the bounds.
    private readonly double[] _least;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly Lazy<LinearProgramme> _programme;

    /// <summary>Takes in a release.</summary>
    /// <param name="shape">Which areas and cells there are, and which areas are empty; the numbers in it are not looked at.</param>
    /// <param name="published">The cells; <see langword="null"/> for those that are hidden.</param>
    public Attacker(IReadOnlyList<AreaCounts> shape, IReadOnlyDictionary<CellKey, long?> published)
    {
        _published = published;
        foreach (var (cell, households) in published)
            if (households is null) (_places[cell], _) = (_unknown.Count, Add(cell));
        var empty = shape.Where(a => a.All.Households == 0).Select(a => a.Area).ToHashSet();
        _least = [.. _unknown.Select(c => c.Cell == CellKey.Households && !empty.Contains(c.Area) ? 1.0 : 0)];
        foreach (var (total, parts) in Sums(shape)) AddEquation(total, parts);
        _low = new double[_unknown.Count];
        _high = Enumerable.Repeat(double.PositiveInfinity, _unknown.Count).ToArray();
        var given = _equations.Select(e => e.ToArray()).ToList();
        Solve();
        _programme = new(() => new LinearProgramme(_equations, _unknown.Count));
        for (var (before, now) = (-1.0, 0.0); !before.Equals(now);)
        {
            foreach (var equation in given.Concat(_equations)) Narrow(equation);
            (before, now) = (now, _low.Sum() - _high.Where(double.IsFinite).Sum() + _high.Count(double.IsFinite));
        }
    }

    /// <summary>What can be found out about a cell.</summary>
    public (double Low, double High) Knows(CellKey cell)
    {
        if (_published[cell] is { } seen) return (seen, seen);
        var place = _places[cell];
        var (least, most) = (_programme.Value.Least(place), _programme.Value.Most(place));
        return (_least[place] + Math.Max(_low[place], Math.Ceiling(least - Zero)), _least[place] + Math.Min(_high[place], Math.Floor(most + Zero)));
    }

    /// <summary>How the cells of a release add up: within an area, and over areas.</summary>
    public static IEnumerable<(CellKey Total, CellKey[] Parts)> Sums(IReadOnlyList<AreaCounts> areas)
    {
        foreach (var area in areas)
        {
            CellKey At(string cell) => new(area.Area, cell);
            yield return (At("households"), [At("poor"), At("notPoor")]);
            foreach (var g in area.Groups.Keys)
            {
                foreach (var kind in (string[])[g, "!" + g]) yield return (At(kind), [At(kind + ".poor"), At(kind + ".notPoor")]);
                yield return (At("households"), [At(g), At("!" + g)]);
                yield return (At("poor"), [At(g + ".poor"), At($"!{g}.poor")]);
                yield return (At("notPoor"), [At(g + ".notPoor"), At($"!{g}.notPoor")]);
            }
            foreach (var d in area.Deprived.Keys) yield return (At("poor"), [At(d), At("!" + d)]);
            var children = areas.Where(a => a.Parent == area.Area).ToList();
            if (children.Count == 0) continue;
            foreach (var cell in area.Cells.Select(c => c.Cell.Cell).Where(c => children[0].Cells.Any(p => p.Cell.Cell == c)))
                yield return (At(cell), [.. children.Select(c => new CellKey(c.Area, cell))]);
        }
    }

    private int Add(CellKey cell)
    {
        _unknown.Add(cell);
        return _unknown.Count;
    }

    // What is known goes to the last place.
    private void AddEquation(CellKey total, CellKey[] parts)
    {
        var row = new double[_unknown.Count + 1];
        foreach (var (cell, sign) in parts.Select(p => (p, 1)).Append((total, -1)))
            if (_places.TryGetValue(cell, out var place)) (row[place], row[^1]) = (row[place] + sign, row[^1] - (sign * _least[place]));
            else row[^1] -= sign * _published[cell]!.Value;
        _equations.Add(row);
    }

    private void Solve()
    {
        var done = 0;
        for (var column = 0; column < _unknown.Count && done < _equations.Count; column++)
        {
            var pivot = Enumerable.Range(done, _equations.Count - done).MaxBy(r => Math.Abs(_equations[r][column]));
            if (Math.Abs(_equations[pivot][column]) < Zero) continue;
            (_equations[done], _equations[pivot]) = (_equations[pivot], _equations[done]);
            LinearProgramme.Pivot(_equations, done, column);
            done++;
        }
        _equations.RemoveRange(done, _equations.Count - done);
    }

    private void Narrow(double[] row)
    {
        for (var at = 0; at < _unknown.Count; at++)
        {
            if (Math.Abs(row[at]) < Zero) continue;
            double most = row[^1], least = row[^1];
            for (var i = 0; i < _unknown.Count; i++)
            {
                if (i == at || Math.Abs(row[i]) < Zero) continue;
                most -= row[i] > 0 ? row[i] * _low[i] : row[i] * _high[i];
                least -= row[i] > 0 ? row[i] * _high[i] : row[i] * _low[i];
            }
            var (one, two) = (least / row[at], most / row[at]);
            _low[at] = Math.Max(_low[at], Math.Ceiling(Math.Min(one, two) - Zero));
            _high[at] = Math.Min(_high[at], Math.Floor(Math.Max(one, two) + Zero));
        }
    }
}
