using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace PovertyMonitor.AlkireFoster.Tests;

/// <summary>The axioms of the adjusted headcount ratio (Alkire et al. 2015, section 2.5) as laws over random populations.</summary>
[Properties(Arbitrary = [typeof(Populations)], MaxTest = 200)]
public class IndexPropertyTests
{
    private static readonly Fraction[] Cutoffs = [.. Enumerable.Range(1, 18).Select(k => new Fraction(k, 18))];

    [Property]
    public bool Replicating_the_population_changes_no_figure(Population population, PositiveInt times)
    {
        var replicated = MaskHistogram.Of(population.Cells.SelectMany(c => Enumerable.Repeat(c, (times.Get % 7) + 1)));
        return SameFigures(Index(population.Histogram), Index(replicated));
    }

    [Property]
    public bool Scaling_every_household_changes_no_figure(Population population, PositiveInt factor)
    {
        var scaled = MaskHistogram.Of(population.Cells.Select(c => c with { Persons = c.Persons * factor.Get }));
        return SameFigures(Index(population.Histogram), Index(scaled));
    }

    [Property]
    public void A_population_is_the_weighted_sum_of_its_parts(Population left, Population right)
    {
        var whole = Index(MaskHistogram.Merge([left.Histogram, right.Histogram]));
        var parts = new[] { Index(left.Histogram), Index(right.Histogram) };

        Assert.Equal(whole.M0!.Value, parts.Sum(p => p.M0!.Value * p.PersonsUsed / whole.PersonsUsed), 1e-13);
        Assert.Equal(whole.H!.Value, parts.Sum(p => p.H!.Value * p.PersonsUsed / whole.PersonsUsed), 1e-13);
        Assert.Equal(whole.PoorScoreSum, parts.Aggregate(System.Numerics.BigInteger.Zero, (sum, p) => sum + p.PoorScoreSum));
    }

    [Property]
    public void Indicators_and_dimensions_break_m0_down(Population population, int cutoff)
    {
        var index = Index(population.Histogram, Cutoffs[Math.Abs(cutoff % 18)]);

        Assert.Equal(index.M0!.Value, index.Indicators.Sum(i => i.Contribution!.Value), 1e-13);
        Assert.Equal(index.M0!.Value, index.Dimensions.Sum(d => d.Contribution!.Value), 1e-13);
        Assert.Equal(index.PoorScoreSum, index.Indicators.Aggregate(System.Numerics.BigInteger.Zero, (sum, i) => sum + i.ContributionSum));
        Assert.All(index.Indicators, (i, j) => Assert.Equal(Measures.GlobalMpi.Indicators[j].Weight.ToDouble() * i.Censored!.Value, i.Contribution!.Value, 1e-13));
        if (index.A is { } a) Assert.Equal(index.M0!.Value, index.H!.Value * a, 1e-13);
    }

    [Property]
    public void A_higher_cutoff_never_finds_more_poverty(Population population)
    {
        var indices = Cutoffs.Select(k => Index(population.Histogram, k)).ToList();

        Assert.All(indices.Zip(indices.Skip(1)), pair =>
        {
            Assert.True(pair.First.PoorPersons >= pair.Second.PoorPersons);
            Assert.True(pair.First.M0 >= pair.Second.M0);
            Assert.True(pair.Second.A is not { } a || a >= pair.Second.Cutoff.ToDouble() - 1e-15);
            Assert.All(pair.First.Indicators.Zip(pair.Second.Indicators), i => Assert.True(i.First.Censored >= i.Second.Censored));
        });
        Assert.All(indices, i => Assert.Equal(indices[0].Indicators.Select(j => j.Uncensored), i.Indicators.Select(j => j.Uncensored)));
    }

    [Property]
    public void The_histogram_gives_what_each_household_by_itself_gives(Population population, int cutoff)
    {
        var k = Cutoffs[Math.Abs(cutoff % 18)];
        var direct = population.Cells.Select(c => (c.Persons, Score: Exact(c.Mask), c.Mask)).ToList();
        var poor = direct.Where(c => c.Score >= k).ToList();
        var index = Index(population.Histogram, k);

        Assert.Equal(poor.Sum(c => c.Persons), index.PoorPersons);
        Assert.Equal(poor.Count, index.PoorHouseholds);
        var sum = poor.Aggregate(Fraction.Zero, (s, c) => s + (c.Score * new Fraction(c.Persons)));
        Assert.Equal(sum.ToDouble() / direct.Sum(c => c.Persons), index.M0!.Value, 1e-13);
        if (poor.Count == 0) return;
        var mean = sum.ToDouble() / index.PoorPersons;
        Assert.Equal(poor.Sum(c => c.Persons * Math.Pow(c.Score.ToDouble() - mean, 2)) / index.PoorPersons, index.VarianceAmongPoor!.Value, 1e-13);
        Assert.Equal(direct.Where(c => c.Score >= new Fraction(1, 5) && c.Score < new Fraction(1, 3)).Sum(c => c.Persons), index.VulnerablePersons);
    }

    [Property]
    public void Treating_as_not_deprived_never_finds_more_poor_than_dropping_and_adding_all(Population population, uint missing)
    {
        missing &= 0x3FF;
        var asked = MaskHistogram.Of(population.Cells.Select(c => c with { Mask = c.Mask & ~missing, Missing = missing }));

        var lower = PovertyIndex.Of(Measures.GlobalMpi, Measures.Third, asked, MissingRule.NotDeprived);

        Assert.True(lower.PoorPersons <= Index(population.Histogram).PoorPersons);
    }

    private static PovertyIndex Index(MaskHistogram histogram, Fraction? cutoff = null) =>
        PovertyIndex.Of(Measures.GlobalMpi, cutoff ?? Measures.Third, histogram, MissingRule.DropHousehold);

    private static bool SameFigures(PovertyIndex a, PovertyIndex b) =>
        (a.H, a.A, a.M0, a.Vulnerable, a.Severe, a.VarianceAmongPoor) == (b.H, b.A, b.M0, b.Vulnerable, b.Severe, b.VarianceAmongPoor)
        && a.Indicators.Select(i => (i.Uncensored, i.Censored, i.Contribution, i.ContributionShare))
            .SequenceEqual(b.Indicators.Select(i => (i.Uncensored, i.Censored, i.Contribution, i.ContributionShare)));

    private static Fraction Exact(uint mask) => Measures.GlobalMpi.Indicators
        .Where((_, j) => (mask >> j & 1) == 1).Aggregate(Fraction.Zero, (sum, i) => sum + i.Weight);
}
