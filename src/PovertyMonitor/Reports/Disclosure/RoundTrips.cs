namespace PovertyMonitor.Reports.Disclosure;

/// <summary>What a round trip starts with: a cell that changes.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Start">The sum that has too many households then.</param>
/// <param name="Goal">The sum that has too few.</param>
/// <param name="Households">How many.</param>
internal sealed record Leg(int Cell, int Start, int Goal, long Households);

/// <summary>Other cells that can change so that every sum is right again.</summary>
/// <param name="Leg">What it starts with.</param>
/// <param name="Veils">What they are hidden with.</param>
/// <param name="Cost">What is lost by hiding those that were seen.</param>
internal sealed record RoundTrip(Leg Leg, IReadOnlySet<Veil> Veils, long Cost);

/// <summary>Finds round trips, in which several ways together may carry the households: where counts are small no single one could.</summary>
internal sealed class RoundTrips(IReadOnlyList<SumCell> cells, IReadOnlyList<IReadOnlyList<int>> sums)
{
    /// <summary>A round trip that hides little more than is hidden; <see langword="null"/> where there is none.</summary>
    /// <remarks>The least would be a hard problem: ways are found one after another, and each cell that turns out not to be needed is left out.</remarks>
    public RoundTrip? Cheapest(Leg leg)
    {
        if (Find(leg, _ => true) is not { } found) return null;
        foreach (var veil in found.Veils.Where(v => !v.IsDrawn).OrderByDescending(v => v.Cost).ToList())
            if (found.Veils.Contains(veil) && Find(leg, v => v != veil && (v.IsDrawn || found.Veils.Contains(v))) is { } without && without.Cost < found.Cost) found = without;
        return found;
    }

    /// <summary>A round trip behind some veils; <see langword="null"/> where there is none.</summary>
    public RoundTrip? Find(Leg leg, Func<Veil, bool> isFree)
    {
        var (changes, used, left) = (new Dictionary<int, long>(), new HashSet<Veil>(), leg.Households);
        while (left > 0)
        {
            if (Way(leg, changes, used, isFree) is not { } way) return null;
            var by = way.Min(s => Math.Min(left, s.Room));
            foreach (var (cell, isUp, _) in way)
            {
                changes[cell] = changes.GetValueOrDefault(cell) + (isUp ? by : -by);
                used.Add(cells[cell].Veil);
            }
            left -= by;
        }
        var veils = changes.Where(c => c.Value != 0).Select(c => cells[c.Key].Veil).ToHashSet();
        return new(leg, veils, veils.Where(v => !v.IsDrawn).Sum(v => v.Cost));
    }

    // Dijkstra's. What is hidden, or changes already, costs nothing more; no count gets below the least, or beyond the most, that it can be.
    private List<(int Cell, bool IsUp, long Room)>? Way(Leg leg, Dictionary<int, long> changes, HashSet<Veil> used, Func<Veil, bool> isFree)
    {
        var costs = new (long Cost, int Steps)[sums.Count];
        Array.Fill(costs, (long.MaxValue, 0));
        var came = new (int Sum, int Cell, bool IsUp, long Room)[sums.Count];
        var queue = new PriorityQueue<int, (long Cost, int Steps, int Sum)>();
        costs[leg.Start] = (0, 0);
        queue.Enqueue(leg.Start, (0, 0, leg.Start));
        while (queue.TryDequeue(out var sum, out var reached) && sum != leg.Goal)
        {
            if ((reached.Cost, reached.Steps).CompareTo(costs[sum]) > 0) continue;
            foreach (var next in sums[sum])
            {
                var cell = cells[next];
                var isUp = cell.From == sum;
                var now = cell.Value + changes.GetValueOrDefault(next);
                var room = isUp ? cell.Most - now : now - cell.Least;
                if (next == leg.Cell || cell.IsKnown || cell.IsFixed || room <= 0 || !isFree(cell.Veil)) continue;
                var (other, cost) = (isUp ? cell.To : cell.From, (Cost: reached.Cost + (cell.Veil.IsDrawn || used.Contains(cell.Veil) ? 0 : cell.Veil.Cost), reached.Steps + 1));
                if (cost.CompareTo(costs[other]) >= 0) continue;
                (costs[other], came[other]) = (cost, (sum, next, isUp, room));
                queue.Enqueue(other, (cost.Cost, cost.Item2, other));
            }
        }
        if (costs[leg.Goal].Cost == long.MaxValue) return null;
        var way = new List<(int, bool, long)>();
        for (var sum = leg.Goal; sum != leg.Start; sum = came[sum].Sum) way.Add((came[sum].Cell, came[sum].IsUp, came[sum].Room));
        return way;
    }
}
