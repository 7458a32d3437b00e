using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>Nobody with every release, across levels and time, recovers a small cell by subtraction or by bounds.</summary>
public sealed class CellSuppressionTests
{
    private const int Threshold = 10;
    private const int Releases = 3;

    private delegate IReadOnlySet<CellKey> Rule(IReadOnlyList<AreaCounts> counts, IReadOnlyList<IReadOnlyDictionary<CellKey, long>> earlier);

    [Property(MaxTest = 120)]
    public Property An_attacker_with_every_release_recovers_no_small_cell(int seed)
    {
        var found = Recovered(seed, (counts, earlier) => CellSuppression.Hidden(counts, earlier, Threshold));
        return (found.Count == 0).Label(string.Join("; ", found.Take(5)));
    }

    [Fact]
    public void Without_complementary_suppression_or_a_look_at_earlier_releases_the_same_attacker_recovers_some()
    {
        var alone = Enumerable.Range(0, 60).Count(seed => Recovered(seed, (counts, _) => Small(counts)).Count > 0);
        var forgetful = Enumerable.Range(0, 60).Count(seed => Recovered(seed, (counts, _) => CellSuppression.Hidden(counts, [], Threshold)).Count > 0);

        Assert.InRange(alone, 30, 60);
        Assert.InRange(forgetful, 10, 60);
    }

    [Fact]
    public void What_is_large_enough_and_changed_by_enough_is_seen()
    {
        IReadOnlyList<AreaCounts> counts =
        [
            new("35.22", null, new(520, 200)), new("35.22.01", "35.22", new(320, 120)), new("35.22.02", "35.22", new(200, 80)),
            .. Villages("35.22.01", (100, 3), (100, 57), (120, 60)), .. Villages("35.22.02", (100, 40), (100, 40)),
        ];

        var first = CellSuppression.Hidden(counts, [], Threshold);
        var again = CellSuppression.Hidden(counts, [counts.SelectMany(a => a.Cells).ToDictionary(c => c.Cell, c => c.Households)], Threshold);

        // The small one, and the cheapest other in the district, each with what it would follow from.
        Assert.Equal(["35.22.01.2001 notPoor", "35.22.01.2001 poor", "35.22.01.2002 notPoor", "35.22.01.2002 poor"], first.Select(c => $"{c.Area} {c.Cell}").Order(StringComparer.Ordinal));
        Assert.Equal(first.Order(Comparer), again.Order(Comparer));
    }

    [Fact]
    public void Where_the_total_is_known_from_elsewhere_and_is_small_nothing_of_its_parts_is_seen()
    {
        var parts = CellSuppression.Hidden([new("v", null, new(14, 4)), new("v/1", "v", new(2, 1)), new("v/2", "v", new(12, 3))], [], Threshold, topIsKnown: true);

        Assert.Equal(6, parts.Count);
        Assert.DoesNotContain(parts, c => c.Area == "v");
    }

    private static Comparer<CellKey> Comparer { get; } = Comparer<CellKey>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"));

    private static IEnumerable<AreaCounts> Villages(string district, params (long Households, long Poor)[] counts) =>
        counts.Select((c, i) => new AreaCounts($"{district}.{2001 + i}", district, new(c.Households, c.Poor)));

    private static HashSet<CellKey> Small(IReadOnlyList<AreaCounts> counts)
    {
        var empty = counts.Where(a => a.All.Households == 0).Select(a => a.Area).ToHashSet();
        return [.. counts.SelectMany(a => a.Cells).Where(c => c.Households < Threshold && !empty.Contains(c.Cell.Area)).Select(c => c.Cell)];
    }

    // A cell, or a difference between releases, of which the attacker knows that it is small.
    private static List<string> Recovered(int seed, Rule rule)
    {
        var regency = new GeneratedReleases(seed);
        var releases = new List<(IReadOnlyDictionary<CellKey, long> True, IReadOnlyDictionary<CellKey, (double Low, double High)> Known, IReadOnlySet<CellKey> Small)>();
        var found = new List<string>();
        for (var number = 0; number < Releases; number++)
        {
            var counts = regency.Counts();
            var cells = counts.SelectMany(a => a.Cells).ToDictionary(c => c.Cell, c => c.Households);
            var hidden = rule(counts, [.. releases.Select(r => r.True)]);
            var known = Attacker.Attack(counts, cells.ToDictionary(c => c.Key, c => hidden.Contains(c.Key) ? (long?)null : c.Value));
            // The attacker errs in nothing.
            Assert.All(cells, c => Assert.True(known[c.Key].Low <= c.Value && c.Value <= known[c.Key].High, $"{c} {known[c.Key]}"));
            found.AddRange(Small(counts).Where(c => known[c].High < Threshold).Select(c => $"{number}: {c} is {cells[c]}, {known[c]}"));
            foreach (var (before, index) in releases.Select((r, i) => (r, i)))
                found.AddRange(cells.Where(c => c.Value != before.True[c.Key] && Math.Abs(c.Value - before.True[c.Key]) < Threshold)
                    .Where(c => Math.Max(known[c.Key].High - before.Known[c.Key].Low, before.Known[c.Key].High - known[c.Key].Low) < Threshold)
                    .Select(c => $"{index}->{number}: {c.Key} went from {before.True[c.Key]} to {c.Value}, {before.Known[c.Key]} {known[c.Key]}"));
            releases.Add((cells, known, Small(counts)));
            regency.Pass();
        }
        return found;
    }
}
