using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Simulation;

namespace PovertyMonitor.Tests.Duplicates;

public sealed class LinkageFitTests
{
    private const int Households = 20_000;
    private const double Duplicates = 0.04;

    [Fact]
    public void Expectation_maximisation_finds_the_probabilities_that_made_the_pairs()
    {
        var start = LinkageModel.Assumed(Households);
        double[][] match = [[0.6, 0.4], [0.5, 0.3, 0.2], start.Match[LinkageField.NikOnOneCard], [0.1, 0.15, 0.2, 0.15, 0.2, 0.15, 0.05], [0.5, 0.3, 0.2], start.Match[LinkageField.Village], [0.4, 0.35, 0.25]];
        var truth = start with { Match = match, Duplicates = Duplicates };

        var learned = LinkageFit.Maximised(start, PairsOf(truth), Households);

        Assert.Equal(Duplicates, learned.Duplicates, 0.006);
        foreach (var field in Enumerable.Range(0, match.Length))
            for (var level = 0; level < match[field].Length; level++)
                Assert.True(Math.Abs(match[field][level] - learned.Match[field][level]) < 0.08, $"{LinkageField.All[field].Code} {level}: {learned.Match[field][level]:F3} for {match[field][level]:F3}");
    }

    [Fact]
    public void A_register_without_pairs_keeps_what_is_assumed()
    {
        var (assumed, learned) = (LinkageModel.Assumed(0), LinkageFit.Of(0, []));

        Assert.Equal(assumed.Match.SelectMany(l => l).Select(p => Math.Round(p, 9)), learned.Match.SelectMany(l => l).Select(p => Math.Round(p, 9)));
        Assert.Equal(assumed.Chance[LinkageField.FamilyCard], learned.Chance[LinkageField.FamilyCard]);
        Assert.Equal(assumed.Duplicates, learned.Duplicates, 9);
    }

    [Fact]
    public void The_same_households_in_another_order_give_the_same_model()
    {
        var villages = PlantedDuplicates.Of(2, 600, seed: 5).Villages;
        var again = villages.Select(IReadOnlyList<Profile> (v) => [.. v.Reverse()]).ToList();

        var (one, other) = (LinkageFit.Of(1200, villages), LinkageFit.Of(1200, again));

        Assert.Equal(one.Match.SelectMany(l => l), other.Match.SelectMany(l => l));
        Assert.Equal(one.Chance.SelectMany(l => l), other.Chance.SelectMany(l => l));
        Assert.Equal(one.Duplicates, other.Duplicates);
    }

    // All pairs of one household, and of the others as many as are in doubt; the rest is told apart without asking.
    private static Dictionary<Comparison, int> PairsOf(LinkageModel truth)
    {
        var (dice, patterns) = (new Dice(11), new Dictionary<Comparison, int>());
        void Throw(double[][] levels, int pairs)
        {
            sbyte Level(int field)
            {
                var left = dice.Unit();
                for (var level = 0; level < levels[field].Length; level++)
                    if ((left -= levels[field][level]) < 0) return (sbyte)level;
                return (sbyte)(levels[field].Length - 1);
            }

            for (var i = 0; i < pairs; i++)
            {
                var pair = new Comparison(Level(0), Level(1), -1, Level(3), Level(4), 0, Level(6));
                patterns[pair] = patterns.GetValueOrDefault(pair) + 1;
            }
        }

        Throw(truth.Match, (int)(Households * Duplicates / 2 * truth.Match[LinkageField.Village][0]));
        Throw(truth.Chance, 500_000);
        return patterns;
    }
}
