namespace PovertyMonitor.AlkireFoster.Tests;

public class MissingRuleTests
{
    private static readonly MeasureStructure Mpi = Measures.GlobalMpi;

    [Fact]
    public void A_household_with_a_missing_answer_is_dropped_and_stays_in_the_coverage()
    {
        var index = Index(MissingRule.DropHousehold, new(Bits("schooling", "enrolment"), 0, 1, 4), new(Bits("schooling"), Bits("water"), 3, 12));

        Assert.Equal((4, 16, 1, 4, 3, 12), (index.Households, index.Persons, index.HouseholdsUsed, index.PersonsUsed, index.HouseholdsDropped, index.PersonsDropped));
        Assert.Equal(0.25, index.HouseholdCoverage);
        Assert.Equal(0.25, index.PersonCoverage);
        Assert.Equal(1, index.H);
        Assert.Equal(4, index.Indicators[0].DeprivedPersons);
    }

    [Fact]
    public void A_missing_answer_counts_as_not_deprived_where_the_measure_says_so()
    {
        var index = Index(MissingRule.NotDeprived, new(Bits("schooling", "enrolment"), 0, 1, 4), new(Bits("schooling"), Bits("water"), 3, 12));

        Assert.Equal(16, index.PersonsUsed);
        Assert.Equal(0.25, index.H);
        Assert.Equal(1, index.Indicators[0].Uncensored);
    }

    [Fact]
    public void An_indicator_missing_for_all_shares_its_weight_within_its_dimension()
    {
        var missing = Bits("nutrition", "floor");
        var cell = new MaskCell(Bits("mortality"), missing, 1, 2);

        var index = Index(MissingRule.DropIndicator, cell, new(Bits("fuel", "water"), missing, 1, 2));

        Assert.Equal((4, 0.5, 1 / 3d), (index.PersonsUsed, index.H!.Value, index.A!.Value));
        Assert.Equal(Fraction.Parse("1/3"), Mpi.Without(missing).Indicators.Single(i => i.Code == "mortality").Weight);
        Assert.All(Mpi.Without(missing).Indicators.Where(i => i.Dimension == "living"), i => Assert.Equal(Fraction.Parse("1/15"), i.Weight));
        Assert.Null(index.Indicators[Mpi.IndexOf("nutrition")].Uncensored);
        Assert.Equal(1, index.Indicators[Mpi.IndexOf("mortality")].ContributionShare);
    }

    [Fact]
    public void An_indicator_missing_for_some_is_dropped_from_their_measure_only()
    {
        var index = Index(
            MissingRule.DropIndicator,
            new(Bits("mortality"), Bits("nutrition"), 1, 1),
            new(Bits("mortality"), 0, 1, 1),
            new(Bits("schooling", "enrolment", "fuel"), Bits("floor"), 1, 1));

        Assert.Equal(2, index.PoorPersons);
        Assert.Equal((Fraction.Parse("1/3") + Fraction.Parse("1/3") + Fraction.Parse("1/15")).ToDouble() / 3, index.M0!.Value, 1e-13);
        Assert.Equal(1, index.Indicators.Sum(i => i.ContributionShare!.Value), 1e-13);
        Assert.Equal((3, 2), (index.Indicators[0].KnownPersons, index.Indicators[Mpi.IndexOf("nutrition")].KnownPersons));
    }

    [Fact]
    public void A_household_without_any_answer_in_a_dimension_is_left_out()
    {
        var index = Index(MissingRule.DropIndicator, new MaskCell(0, Bits("nutrition", "mortality"), 1, 5));

        Assert.Equal((1, 0), (index.Households, index.HouseholdsUsed));
        Assert.Null(index.H);
        Assert.Contains("'health'", Assert.Throws<ArgumentException>(() => Mpi.Without(Bits("nutrition", "mortality"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_nobody_are_null_and_not_zero()
    {
        var index = Index(MissingRule.DropHousehold);

        Assert.Equal(
            [null, null, null, null, null, null, null, null],
            [index.H, index.A, index.M0, index.Vulnerable, index.Severe, index.VarianceAmongPoor, index.HouseholdCoverage, index.PoorHouseholdShare]);
        Assert.All(index.Indicators, i => Assert.Equal([null, null, null, null], [i.Uncensored, i.Censored, i.Contribution, i.ContributionShare]));
        Assert.All(index.Dimensions, d => Assert.Null(d.Contribution));
    }

    [Fact]
    public void Where_nobody_is_poor_there_is_no_intensity_and_no_share()
    {
        var index = Index(MissingRule.DropHousehold, new MaskCell(Bits("fuel"), 0, 1, 5));

        Assert.Equal((0, 0), (index.H!.Value, index.M0!.Value));
        Assert.Null(index.A);
        Assert.Null(index.VarianceAmongPoor);
        Assert.All(index.Indicators, i => Assert.Equal((0, null), (i.Contribution!.Value, i.ContributionShare)));
    }

    private static uint Bits(params string[] codes) => Measures.Mask(Mpi, codes);

    private static PovertyIndex Index(MissingRule rule, params MaskCell[] cells) =>
        PovertyIndex.Of(Mpi, Measures.Third, MaskHistogram.Of(cells), rule);
}
