using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>A made-up regency at one time after another: often a few households more, fewer, or another answer.</summary>
internal sealed class GeneratedReleases
{
    private const int Kinds = 2;
    private const int Indicators = 3;
    private readonly Random _dice;
    private readonly Random _otherDice;
    // By village: households by whether they are poor, of a kind, and deprived in each indicator.
    private readonly SortedDictionary<string, Dictionary<int, int>> _villages = new(StringComparer.Ordinal);

    public GeneratedReleases(int seed)
    {
        (_dice, _otherDice) = (new(seed), new(seed + 1_000_000));
        var districts = _dice.Next(1, 4);
        for (var d = 1; d <= districts; d++)
            for (var v = _dice.Next(1, 6); v > 0; v--)
            {
                var (cells, size) = (new Dictionary<int, int>(), _dice.Next(6) switch { 0 => 0, 1 => _dice.Next(1, 15), _ => _dice.Next(20, 120) });
                var poor = _dice.NextDouble();
                for (var i = 0; i < size; i++) Change(cells, Household(poor), 1);
                _villages[$"35.22.{d:00}.{2000 + v}"] = cells;
            }
    }

    /// <summary>The counts as they are now.</summary>
    public IReadOnlyList<AreaCounts> Counts() => Counts(_villages, "lack");

    /// <summary>The same households by another measure with indicators of its own: a few, or many, are poor by one of the two alone, and a few it can't judge.</summary>
    public IReadOnlyList<AreaCounts> CountsByAnother()
    {
        var villages = new SortedDictionary<string, Dictionary<int, int>>(StringComparer.Ordinal);
        foreach (var (village, cells) in _villages)
        {
            var other = villages[village] = new(cells);
            void Turn(int households, Func<int, int?> into)
            {
                for (; households > 0 && other.Where(c => c.Value > 0).Select(c => c.Key).OrderBy(_ => _otherDice.Next()).FirstOrDefault(-1) is >= 0 and var cell; households--)
                {
                    Change(other, cell, -1);
                    if (into(cell) is { } turned) Change(other, turned, 1);
                }
            }

            Turn(_otherDice.Next(4) switch { 0 => _otherDice.Next(1, 5), 1 => _otherDice.Next(10, 40), _ => 0 }, cell => cell ^ 1);
            Turn(_otherDice.Next(5) == 0 ? _otherDice.Next(1, 4) : 0, _ => null);
        }
        return Counts(villages, "miss");
    }

    private static List<AreaCounts> Counts(SortedDictionary<string, Dictionary<int, int>> villages, string indicator)
    {
        var areas = new List<AreaCounts> { Told("35.22", null, villages.Values, indicator) };
        foreach (var district in villages.Keys.Select(v => v[..8]).Distinct())
        {
            areas.Add(Told(district, "35.22", villages.Where(v => v.Key.StartsWith(district, StringComparison.Ordinal)).Select(v => v.Value), indicator));
            areas.AddRange(villages.Where(v => v.Key.StartsWith(district, StringComparison.Ordinal)).Select(v => new AreaCounts(v.Key, district, All([v.Value]))));
        }
        return areas;
    }

    /// <summary>Lets time go by.</summary>
    public void Pass()
    {
        foreach (var cells in _villages.Values)
            for (var changes = _dice.Next(4) switch { 0 => _dice.Next(1, 5), 1 => _dice.Next(10, 40), _ => 0 }; changes > 0; changes--)
            {
                var gone = cells.Where(c => c.Value > 0).Select(c => c.Key).OrderBy(_ => _dice.Next()).FirstOrDefault(-1);
                if (gone >= 0 && _dice.Next(2) == 0) Change(cells, gone, -1);
                if (gone < 0 || _dice.Next(2) == 0) Change(cells, Household(_dice.NextDouble()), 1);
            }
    }

    private int Household(double poor) => (_dice.NextDouble() < poor ? 1 : 0) + (_dice.Next(1 << (Kinds + Indicators)) << 1);

    private static void Change(Dictionary<int, int> cells, int cell, int by) => cells[cell] = cells.GetValueOrDefault(cell) + by;

    private static AreaCounts Told(string area, string? parent, IEnumerable<Dictionary<int, int>> villages, string indicator)
    {
        List<Dictionary<int, int>> of = [.. villages];
        return new(area, parent, All(of),
            Enumerable.Range(1, Kinds).ToDictionary(k => $"kind{k}", k => All(of, c => (c >> k & 1) == 1)),
            Enumerable.Range(Kinds + 1, Indicators).ToDictionary(j => j == Kinds + 1 ? "lack" : $"{indicator}{j}", j => All(of, c => (c >> j & 1) == 1).Poor));
    }

    private static HouseholdCounts All(IEnumerable<Dictionary<int, int>> villages, Func<int, bool>? where = null)
    {
        var cells = villages.SelectMany(v => v).Where(c => where?.Invoke(c.Key) ?? true).ToList();
        return new(cells.Sum(c => (long)c.Value), cells.Where(c => (c.Key & 1) == 1).Sum(c => (long)c.Value));
    }
}
