namespace PovertyMonitor.AlkireFoster.Tests;

public class GroupedTallyTests
{
    private const int Villages = 7;

    [Theory]
    [InlineData(10, 0)]
    [InlineData(10, 5)]
    [InlineData(1, 0)]
    [InlineData(2, 20)]
    [InlineData(20, 0)]
    public void Histograms_and_figures_are_those_of_the_households_one_by_one(int indicators, int percentMissing)
    {
        var measure = Equal(indicators);
        var rows = Rows(indicators, percentMissing, 30_000, 12);
        var tally = Tally(indicators, rows);

        foreach (var rule in Enum.GetValues<MissingRule>())
        {
            var indices = tally.Indices(measure, Measures.Third, rule);
            for (var village = 0; village < Villages; village++)
            {
                var histogram = MaskHistogram.Of(rows.Where(r => r.Village == village).Select(r => new MaskCell(r.Mask, r.Missing, 1, r.Persons)));
                Assert.Equal(histogram, tally.ToHistogram(village));
                AssertSame(PovertyIndex.Of(measure, Measures.Third, histogram, rule), indices[village]);
            }
        }
    }

    [Fact]
    public void Counts_beyond_32_bits_stay_exact()
    {
        var rows = Rows(4, 0, 70_000, int.MaxValue);

        var histogram = Tally(4, rows).ToHistogram(3);

        Assert.Equal(MaskHistogram.Of(rows.Where(r => r.Village == 3).Select(r => new MaskCell(r.Mask, 0, 1, r.Persons))), histogram);
    }

    [Fact]
    public void Tallies_of_parts_merge_into_that_of_the_whole()
    {
        var rows = Rows(10, 3, 10_000, 9);
        var whole = Tally(10, rows);
        var merged = Tally(10, [.. rows.Where(r => r.Village < 2)]);

        merged.Merge(Tally(10, [.. rows.Where(r => r.Village >= 2)]));
        merged.Merge(new GroupedTally(10));

        Assert.Equal(Enumerable.Range(0, Villages).Select(whole.ToHistogram), Enumerable.Range(0, Villages).Select(merged.ToHistogram));
        Assert.Throws<ArgumentException>(() => merged.Merge(new GroupedTally(9)));
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        var tally = new GroupedTally(3);

        Assert.Throws<ArgumentException>(() => tally.Add([0], [0b1000], [], [1]));
        Assert.Throws<ArgumentException>(() => tally.Add([0], [0], [0b1000], [1]));
        Assert.Throws<ArgumentException>(() => tally.Add([-1], [0], [], [1]));
        Assert.Throws<ArgumentException>(() => tally.Add([0], [0], [], [-1]));
        Assert.Throws<ArgumentException>(() => tally.Add([0, 1], [0], [], [1]));
        Assert.Throws<ArgumentException>(() => tally.Add([0], [0b1], [0b1], [1]));
        Assert.Throws<ArgumentException>(() => tally.Indices(Equal(4), Measures.Third, MissingRule.DropHousehold));
    }

    private static void AssertSame(PovertyIndex expected, PovertyIndex actual)
    {
        Assert.Equal(expected.Indicators, actual.Indicators);
        Assert.Equal(expected.Dimensions, actual.Dimensions);
        Assert.Equal(
            (expected with { Indicators = [], Dimensions = [] }).ToString(),
            (actual with { Indicators = [], Dimensions = [] }).ToString());
    }

    private static MeasureStructure Equal(int indicators) =>
        MeasureStructure.WithEqualNestedWeights(("d", [.. Enumerable.Range(0, indicators).Select(j => $"i{j}")]));

    private static GroupedTally Tally(int indicators, List<(int Village, uint Mask, uint Missing, int Persons)> rows)
    {
        var tally = new GroupedTally(indicators);
        foreach (var part in rows.Chunk(6_000))
        {
            tally.Add(
                [.. part.Select(r => r.Village)],
                [.. part.Select(r => r.Mask)],
                part.All(r => r.Missing == 0) ? [] : [.. part.Select(r => r.Missing)],
                [.. part.Select(r => r.Persons)]);
        }

        return tally;
    }

    private static List<(int Village, uint Mask, uint Missing, int Persons)> Rows(int indicators, int percentMissing, int count, int persons)
    {
        var random = new Random(430);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var missing = random.Next(100) < percentMissing ? (uint)random.Next(1 << indicators) : 0;
            return (random.Next(Villages), (uint)random.Next(1 << indicators) & ~missing, missing, random.Next(persons));
        })];
    }
}
