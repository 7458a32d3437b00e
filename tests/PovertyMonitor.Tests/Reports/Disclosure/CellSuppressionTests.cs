using PovertyMonitor.Reports.Disclosure;

namespace PovertyMonitor.Tests.Reports.Disclosure;

/// <summary>Nobody with every release, across levels and time, recovers a small cell by subtraction or by bounds.</summary>
public sealed class CellSuppressionTests
{
    private const int Threshold = 10;
    private const int Releases = 3;

    private delegate Suppression Rule(IReadOnlyList<AreaCounts> counts, IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier);

    // Sixty, and those of nine thousand that gave something away while this was made.
    public static TheoryData<int, int> Seeds { get; } = new() { { 0, 60 }, { 1433, 1 }, { 9907, 1 }, { 10068, 1 }, { 82, 1 }, { 88, 1 } };

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_attacker_with_every_release_recovers_no_small_cell(int from, int count)
    {
        foreach (var seed in Enumerable.Range(from, count))
        {
            var found = Recovered(seed, (counts, earlier) => CellSuppression.Of(counts, earlier, Threshold));
            Assert.True(found.Count == 0, $"{seed}: {string.Join("; ", found.Take(5))}");
        }
    }

    [Fact]
    public void Without_complementary_suppression_or_a_look_at_earlier_releases_the_same_attacker_recovers_some()
    {
        int Broken(Rule rule) => Enumerable.Range(0, 15).Count(seed => Recovered(seed, rule).Count > 0);

        Assert.InRange(Broken((counts, _) => new(Small(counts), true)), 12, 15);
        Assert.InRange(Broken((counts, _) => CellSuppression.Of(counts, [], Threshold)), 10, 15);
        // Held against differences alone: what is the same still may be seen in one release and hidden in another.
        Assert.InRange(Broken((counts, earlier) => CellSuppression.Of(counts, [.. earlier.Select(e => Differing(counts, e))], Threshold)), 5, 15);
        // As if nobody could tell an empty area from a hidden one: few give that away, but they do.
        Assert.All((int[])[57, 82, 88], seed => Assert.NotEmpty(Recovered(seed, (counts, earlier) => CellSuppression.Of(counts, earlier, Threshold, emptyIsSeen: false))));
        // Everything hidden alone that is small, or differs by few, and never together with something else.
        Assert.InRange(Broken((counts, earlier) => new(Sensitive(counts, earlier), true)), 12, 15);
    }

    [Fact]
    public void Nor_does_one_with_every_release_of_two_measures()
    {
        foreach (var seed in Enumerable.Range(0, 25))
        {
            var found = Recovered(seed, (counts, earlier) => CellSuppression.Of(counts, earlier, Threshold), ofTwoMeasures: true);
            Assert.True(found.Count == 0, $"{seed}: {string.Join("; ", found.Take(5))}");
        }
        bool IsOther(IEnumerable<string> cells) => cells.Any(c => c.StartsWith("miss", StringComparison.Ordinal));
        Suppression HeldAgainstItsOwn(IReadOnlyList<AreaCounts> counts, IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier) => CellSuppression.Of(
            counts, [.. earlier.Where(e => IsOther(e.Keys.Select(c => c.Cell)) == IsOther(counts[0].Deprived.Keys))], Threshold);
        Assert.InRange(Enumerable.Range(0, 10).Count(seed => Recovered(seed, HeldAgainstItsOwn, ofTwoMeasures: true).Count > 0), 8, 10);
    }

    [Fact]
    public void What_can_be_protected_against_earlier_releases_nearly_always_is()
    {
        var protectedOnes = Enumerable.Range(0, 30).Sum(seed => Made(seed, (counts, earlier) => CellSuppression.Of(counts, earlier, Threshold)).Count);

        Assert.InRange(protectedOnes, 30 * Releases * 9 / 10, 30 * Releases);
    }

    [Theory]
    [InlineData(1, 15, 600, 84, 3)]
    [InlineData(20, 120, 2300, 84, 3)]
    [InlineData(300, 1800, 2653, 84, 3)]
    public void Where_households_are_few_much_is_seen_still_and_where_they_are_many_nearly_all(int least, int most, int cells, int ofDistricts, int ofTheRegency)
    {
        var counts = Regency.Of(1, dice => dice.Next(least, most));

        var (hidden, isProtected) = CellSuppression.Of(counts, [], Threshold);

        int Seen(Func<AreaCounts, bool> of) => counts.Where(of).SelectMany(a => a.Figures).Count(f => !hidden.Contains(f.Cell));
        Assert.True(isProtected);
        Assert.Equal((ofDistricts, ofTheRegency), (Seen(a => a.Area.Length == 8), Seen(a => a.Parent is null)));
        Assert.InRange(counts.SelectMany(a => a.Cells).Count(c => !hidden.Contains(c.Cell)), cells, 2653);
        Assert.DoesNotContain(counts.SelectMany(a => a.Cells), c => c.Households < Threshold && !hidden.Contains(c.Cell));
    }

    [Fact]
    public void Several_small_cells_together_keep_a_secret_that_none_of_them_could()
    {
        // Three of seven are poor; six others of at most five poor each could have seven of them fewer.
        List<AreaCounts> counts = [new("35.22.01", null, new(247, 33)), .. Villages("35.22.01", (40, 3), (40, 5), (40, 5), (40, 5), (40, 5), (40, 5), (7, 5))];

        var (hidden, _) = CellSuppression.Of(counts, [], Threshold);

        Assert.DoesNotContain(hidden, c => c.Area == "35.22.01");
    }

    [Fact]
    public void Nothing_rests_on_an_area_being_empty_that_is_not_left_blank()
    {
        // Three of ten are in one village and seven in the other: it could only be the threshold's ten if there were nobody.
        List<AreaCounts> counts = [new("35.22.01", null, new(110, 50)), .. Villages("35.22.01", (3, 1), (7, 3), (0, 0), (100, 46))];

        bool IsFound(bool emptyIsSeen)
        {
            var cells = Released(counts, CellSuppression.Of(counts, [], Threshold, emptyIsSeen: emptyIsSeen).Hidden);
            return new Attacker(counts, cells.ToDictionary(c => c.Key, c => c.Value.IsHidden ? (long?)null : c.Value.Households)).Knows(new("35.22.01.2001", CellKey.Households)).High < Threshold;
        }

        Assert.True(IsFound(emptyIsSeen: false));
        Assert.False(IsFound(emptyIsSeen: true));
    }

    [Fact]
    public void What_is_large_enough_and_changed_by_enough_is_seen()
    {
        IReadOnlyList<AreaCounts> counts =
        [
            new("35.22", null, new(520, 200)), new("35.22.01", "35.22", new(320, 120)), new("35.22.02", "35.22", new(200, 80)),
            .. Villages("35.22.01", (100, 3), (100, 57), (120, 60)), .. Villages("35.22.02", (100, 40), (100, 40)),
        ];

        var first = CellSuppression.Of(counts, [], Threshold).Hidden;
        var again = CellSuppression.Of(counts, [Released(counts, first)], Threshold);

        // The small one, and the cheapest other in the district, each with what it would follow from.
        Assert.Equal(["35.22.01.2001 notPoor", "35.22.01.2001 poor", "35.22.01.2002 notPoor", "35.22.01.2002 poor"], first.Select(c => $"{c.Area} {c.Cell}").Order(StringComparer.Ordinal));
        Assert.Equal(first.Order(Comparer), again.Hidden.Order(Comparer));
        Assert.True(again.IsProtected);
    }

    [Fact]
    public void Where_the_total_is_known_from_elsewhere_and_is_small_nothing_of_its_parts_is_seen()
    {
        var parts = CellSuppression.Of([new("v", null, new(14, 4)), new("v/1", "v", new(2, 1)), new("v/2", "v", new(12, 3))], [], Threshold, topIsKnown: true);

        Assert.Equal(6, parts.Hidden.Count);
        Assert.DoesNotContain(parts.Hidden, c => c.Area == "v");
        Assert.False(parts.IsProtected);
    }

    [Fact]
    public void A_release_that_could_not_keep_its_secret_beside_an_earlier_one_is_known()
    {
        List<AreaCounts> Counts(params (long, long)[] villages) => [new("d", null, new(villages.Sum(v => v.Item1), villages.Sum(v => v.Item2))), .. Villages("d", villages)];
        var first = Counts((40, 20), (40, 20));

        // One poor household of the first is now one of the second; nothing else changed, and the sum was seen: 20 and 20 of 40.
        Assert.True(CellSuppression.Of(first, [], Threshold).IsProtected);
        Assert.True(CellSuppression.Of(Counts((40, 19), (40, 21)), [Released(first, new HashSet<CellKey>())], Threshold).IsProtected);
        // Of twelve poor in all three went from one to the other: neither can differ by ten.
        var few = Counts((40, 6), (40, 6));
        Assert.False(CellSuppression.Of(Counts((40, 3), (40, 9)), [Released(few, new HashSet<CellKey>())], Threshold).IsProtected);
    }

    private static Comparer<CellKey> Comparer { get; } = Comparer<CellKey>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"));

    private static IEnumerable<AreaCounts> Villages(string district, params (long Households, long Poor)[] counts) =>
        counts.Select((c, i) => new AreaCounts($"{district}.{2001 + i}", district, new(c.Households, c.Poor)));

    private static Dictionary<CellKey, ReleasedCell> Released(IReadOnlyList<AreaCounts> counts, IReadOnlySet<CellKey> hidden) =>
        counts.SelectMany(a => a.Cells).ToDictionary(c => c.Cell, c => new ReleasedCell(c.Households, hidden.Contains(c.Cell)));

    private static Dictionary<CellKey, ReleasedCell> Differing(IReadOnlyList<AreaCounts> counts, IReadOnlyDictionary<CellKey, ReleasedCell> earlier)
    {
        var now = Released(counts, new HashSet<CellKey>());
        return earlier.Where(c => now[c.Key].Households != c.Value.Households).ToDictionary();
    }

    private static HashSet<CellKey> Small(IReadOnlyList<AreaCounts> counts)
    {
        var empty = counts.Where(a => a.All.Households == 0).Select(a => a.Area).ToHashSet();
        return [.. counts.SelectMany(a => a.Cells).Where(c => c.Households < Threshold && !empty.Contains(c.Cell.Area)).Select(c => c.Cell)];
    }

    private static HashSet<CellKey> Sensitive(IReadOnlyList<AreaCounts> counts, IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>> earlier) =>
        [.. Small(counts), .. counts.SelectMany(a => a.Cells).Where(c => earlier.Any(e => e[c.Cell].Households != c.Households && Math.Abs(e[c.Cell].Households - c.Households) < Threshold)).Select(c => c.Cell)];

    private static List<(IReadOnlyList<AreaCounts> Counts, Dictionary<CellKey, ReleasedCell> Cells)> Made(int seed, Rule rule, bool ofTwoMeasures = false)
    {
        var regency = new GeneratedReleases(seed);
        var releases = new List<(IReadOnlyList<AreaCounts> Counts, Dictionary<CellKey, ReleasedCell> Cells)>();
        for (var number = 0; number < Releases; number++, regency.Pass())
            foreach (var counts in ofTwoMeasures ? [regency.Counts(), regency.CountsByAnother()] : (IReadOnlyList<AreaCounts>[])[regency.Counts()])
            {
                var (hidden, isProtected) = rule(counts, [.. releases.Select(r => r.Cells)]);
                if (isProtected) releases.Add((counts, Released(counts, hidden)));
            }
        return releases;
    }

    // A cell, or a difference between releases, of which the attacker knows that it is small, once all are out. Whatever is the same in
    // two releases is taken over from the one that shows it: luckier than anybody is who only guesses that nothing changed.
    private static List<string> Recovered(int seed, Rule rule, bool ofTwoMeasures = false)
    {
        var releases = Made(seed, rule, ofTwoMeasures);
        bool IsShown(CellKey key, ReleasedCell cell) =>
            releases.Any(r => r.Cells.TryGetValue(key, out var other) && other == cell with { IsHidden = false } && r.Cells[key with { Cell = CellKey.Households }].Households > 0);
        var attackers = releases.Select(r => new Attacker(r.Counts, r.Cells.ToDictionary(c => c.Key, c => !c.Value.IsHidden || IsShown(c.Key, c.Value) ? c.Value.Households : (long?)null))).ToList();
        var found = new List<string>();
        for (var number = 0; number < releases.Count; number++)
        {
            var small = Small(releases[number].Counts);
            foreach (var (key, (households, _)) in releases[number].Cells)
            {
                var known = attackers[number].Knows(key);
                // The attacker errs in nothing.
                Assert.True(known.Low <= households && households <= known.High, $"{key} is {households}, {known}");
                if (small.Contains(key) && known.High < Threshold) found.Add($"{number}: {key} is {households}, {known}");
                for (var earlier = 0; earlier < number; earlier++)
                {
                    if (!releases[earlier].Cells.TryGetValue(key, out var before) || before.Households == households || Math.Abs(before.Households - households) >= Threshold) continue;
                    var then = attackers[earlier].Knows(key);
                    if (Math.Max(known.High - then.Low, then.High - known.Low) < Threshold) found.Add($"{earlier}->{number}: {key} went from {before.Households} to {households}, {then} {known}");
                }
            }
        }
        return found;
    }
}
