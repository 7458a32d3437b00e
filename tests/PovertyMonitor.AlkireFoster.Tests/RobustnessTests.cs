namespace PovertyMonitor.AlkireFoster.Tests;

public class RobustnessTests
{
    private static readonly RobustnessGrid Grid = new(
        [Measures.GlobalMpi, Weighted(2, 1, 1), Weighted(1, 2, 1), Weighted(1, 1, 2)],
        Enumerable.Range(1, 18).Select(k => new Fraction(k, 18)));

    [Fact]
    public void Every_figure_of_the_grid_is_the_index_itself()
    {
        var villages = Villages(7, 120);

        var robustness = Robustness.Of(Grid, villages, MissingRule.DropHousehold);

        for (var v = 0; v < villages.Count; v++)
        {
            for (var w = 0; w < Grid.Weightings.Length; w++)
            {
                foreach (var k in Grid.Cutoffs)
                {
                    var index = PovertyIndex.Of(Grid.Weightings[w], k, villages[v], MissingRule.DropHousehold);
                    Assert.Equal((index.H, index.M0), (robustness.H(v, Grid.IndexOf(w, k)), robustness.M0(v, Grid.IndexOf(w, k))));
                }
            }
        }
    }

    [Fact]
    public void Comparisons_count_what_pairs_of_indices_say()
    {
        var villages = Villages(9, 40);
        var baseline = Grid.IndexOf(0, new Fraction(1, 3));
        var robustness = Robustness.Of(Grid, villages, MissingRule.DropHousehold);
        long agreeing = 0, all = 0;
        for (var i = 0; i < villages.Count; i++)
        {
            for (var j = i + 1; j < villages.Count; j++)
            {
                var order = robustness.M0(i, baseline)!.Value.CompareTo(robustness.M0(j, baseline)!.Value);
                var orders = Enumerable.Range(0, Grid.Count).Where(c => c != baseline)
                    .Select(c => robustness.M0(i, c)!.Value.CompareTo(robustness.M0(j, c)!.Value)).ToList();
                var pair = robustness.CompareM0(i, j);
                Assert.Equal(orders.Append(order).Count(o => o > 0), pair.FirstPoorer);
                Assert.Equal(orders.Append(order).Count(o => o < 0), pair.SecondPoorer);
                if (order == 0) continue;
                all += orders.Count;
                agreeing += orders.Count(o => o == order);
            }
        }

        Assert.Equal(agreeing / (double)all, robustness.AgreeingShareM0(baseline));
    }

    [Fact]
    public void A_population_that_is_poorer_everywhere_dominates()
    {
        var poor = MaskHistogram.Of([new(0x3FF, 0, 1, 50), new(0b11, 0, 1, 30), new(0, 0, 1, 20)]);
        var rich = MaskHistogram.Of([new(0x3FF, 0, 1, 10), new(0b11, 0, 1, 20), new(0, 0, 1, 70)]);

        var robustness = Robustness.Of(Grid, [poor, rich, MaskHistogram.Empty], MissingRule.DropHousehold);

        Assert.True(robustness.CompareH(0, 1).FirstDominates);
        Assert.True(robustness.CompareM0(1, 0).SecondDominates);
        Assert.Equal(1, robustness.CompareM0(0, 1).AgreeingShare);
        Assert.Equal(new PairComparison(0, 0, 0), robustness.CompareM0(0, 2));
        Assert.Null(robustness.CompareM0(0, 2).AgreeingShare);
        Assert.Null(robustness.H(2, 0));
    }

    [Fact]
    public void A_grid_is_of_one_measures_indicators_and_has_its_own_choices_only()
    {
        Assert.Throws<ArgumentException>(() => new RobustnessGrid([Measures.GlobalMpi, Measures.Tenths], [Measures.Third]));
        Assert.Throws<ArgumentException>(() => new RobustnessGrid([], [Measures.Third]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RobustnessGrid([Measures.GlobalMpi], [Fraction.Zero]));
        Assert.Throws<ArgumentException>(() => Grid.IndexOf(0, new Fraction(1, 7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.IndexOf(4, Measures.Third));
    }

    private static MeasureStructure Weighted(int education, int health, int living)
    {
        var shares = new Dictionary<string, Fraction>
        {
            ["education"] = new(education, 2L * (education + health + living)),
            ["health"] = new(health, 2L * (education + health + living)),
            ["living"] = new(living, 6L * (education + health + living)),
        };
        return new MeasureStructure(Measures.GlobalMpi.Indicators.Select(i => i with { Weight = shares[i.Dimension] }));
    }

    private static List<MaskHistogram> Villages(int count, int households)
    {
        var random = new Random(35_22);
        return [.. Enumerable.Range(0, count).Select(v =>
        {
            var chance = 0.1 + (0.4 * random.NextDouble());
            return MaskHistogram.Of(Enumerable.Range(0, households).Select(_ =>
            {
                var mask = 0u;
                for (var j = 0; j < 10; j++) mask |= random.NextDouble() < chance ? 1u << j : 0;
                return new MaskCell(mask, 0, 1, random.Next(1, 9));
            }));
        })];
    }
}
