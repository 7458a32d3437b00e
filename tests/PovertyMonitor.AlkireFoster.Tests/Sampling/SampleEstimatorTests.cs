using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.AlkireFoster.Tests.Sampling;

public class SampleEstimatorTests
{
    private static readonly MeasureStructure One = MeasureStructure.WithEqualNestedWeights(("d", ["x"]));
    private static readonly Statistic H = new(StatisticKind.H, Fraction.One);

    [Fact]
    public void Four_units_in_two_strata_by_hand()
    {
        // Stratum a: units with 1 of 2 and 2 of 2 poor; stratum b: 0 of 2 and 1 of 2. H = 4/8. With z = (poor - H)/8
        // the units' totals are 0, 1/8, -1/8, 0, so that each stratum adds 2 ((1/16)² + (1/16)²) = 1/64.
        var (estimator, domain) = Sample(LonelyPsu.Fail, ("a", "1", 1), ("a", "1", 0), ("a", "2", 1), ("a", "2", 1), ("b", "3", 0), ("b", "3", 0), ("b", "4", 0), ("b", "4", 1));

        var estimate = estimator.Level(domain, H);

        Assert.Equal(0.5, estimate.Value);
        Assert.Equal(Math.Sqrt(1 / 32d), estimate.StandardError!.Value, 1e-15);
        var half = 4.30265272974946 * Math.Sqrt(1 / 32d) * 4;
        Assert.Equal(1 / (1 + Math.Exp(half)), estimate.Lower!.Value, 1e-12);
        Assert.Equal(1 / (1 + Math.Exp(-half)), estimate.Upper!.Value, 1e-12);
    }

    [Fact]
    public void A_unit_without_a_member_of_the_domain_counts_with_a_total_of_zero()
    {
        var (estimator, domain) = Sample(LonelyPsu.Fail, ("a", "1", 1), ("a", "2", 0));
        var units = domain.Design;
        var wider = new SampleDesign();
        var other = new SampleDomain(wider, MissingRule.DropHousehold);
        other.Add(wider.Psu("a", "1"), 1, 1, 0);
        other.Add(wider.Psu("a", "2"), 1, 0, 0);
        wider.Psu("a", "3");

        var narrow = estimator.Level(domain, H).StandardError!.Value;
        var wide = new SampleEstimator(One, wider, LonelyPsu.Fail).Level(other, H).StandardError!.Value;

        Assert.Equal(2, units.Psus);
        Assert.Equal(Math.Sqrt(2 * 2 / 16d), narrow, 1e-15);
        Assert.Equal(Math.Sqrt(1.5 * 2 / 16d), wide, 1e-15);
    }

    [Fact]
    public void Equal_rounds_of_the_same_units_change_by_zero_with_an_error_of_zero()
    {
        var (estimator, domain) = Sample(LonelyPsu.Fail, ("a", "1", 1), ("a", "2", 0), ("a", "3", 0));
        var again = new SampleDomain(domain.Design, MissingRule.DropHousehold);
        foreach (var (psu, mask) in new[] { ("1", 1u), ("2", 0u), ("3", 0u) }) again.Add(domain.Design.Psu("a", psu), 1, mask, 0);

        var change = estimator.Change(domain, again, H, ChangeKind.Absolute, 2);

        Assert.Equal((0, 0, 6), (change.Value!.Value, change.StandardError!.Value, change.N));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    public void Exactly_0_or_1_has_no_interval(uint mask)
    {
        var (estimator, domain) = Sample(LonelyPsu.Fail, ("a", "1", mask), ("a", "2", mask));

        var estimate = estimator.Level(domain, H);

        Assert.Equal((mask, 0d), (estimate.Value!.Value, estimate.StandardError!.Value));
        Assert.Equal((null, null, NoValueReason.ExactlyZeroOrOne), (estimate.Lower, estimate.Upper, estimate.Reason));
    }

    [Fact]
    public void A_relative_change_from_zero_is_empty_with_the_reason()
    {
        var (estimator, nobody) = Sample(LonelyPsu.Fail, ("a", "1", 0), ("a", "2", 0));
        var some = new SampleDomain(nobody.Design, MissingRule.DropHousehold);
        some.Add(0, 1, 1, 0);

        Assert.Equal((null, NoValueReason.FromZero), Value(estimator.Change(nobody, some, H, ChangeKind.Relative, 1)));
        Assert.Equal((null, NoValueReason.FromZero), Value(estimator.Change(nobody, some, H, ChangeKind.RelativePerYear, 2)));
        Assert.Equal((1d, NoValueReason.None), Value(estimator.Change(nobody, some, H, ChangeKind.Absolute, 1)));
        Assert.Equal((-100d, NoValueReason.ToZero), Value(estimator.Change(some, nobody, H, ChangeKind.RelativePerYear, 2)));
        Assert.Equal((null, NoValueReason.NobodyPoor), Value(estimator.Change(nobody, some, H with { Kind = StatisticKind.A }, ChangeKind.Absolute, 1)));
    }

    [Fact]
    public void A_domain_of_nobody_has_no_figure()
    {
        var (estimator, domain) = Sample(LonelyPsu.Fail, ("a", "1", 0), ("a", "2", 0));
        var empty = new SampleDomain(domain.Design, MissingRule.DropHousehold);
        empty.Add(0, 1, 0, 1);

        Assert.Equal((null, NoValueReason.NobodyMeasured), Value(estimator.Level(empty, H)));
        Assert.Equal((0, 1), (empty.Used, empty.Dropped));
        Assert.Equal((null, NoValueReason.NobodyPoor), Value(estimator.Level(domain, H with { Kind = StatisticKind.A })));
    }

    [Fact]
    public void Where_every_stratum_is_lonely_there_is_an_estimate_and_no_error()
    {
        var (estimator, domain) = Sample(LonelyPsu.Average, ("a", "1", 1), ("b", "2", 0));

        var estimate = estimator.Level(domain, H);

        Assert.Equal((0.5, null, NoValueReason.OnlyLonelyUnits), (estimate.Value!.Value, estimate.StandardError, estimate.Reason));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_none_is_refused(double weight)
    {
        var design = new SampleDesign();
        var domain = new SampleDomain(design, MissingRule.DropHousehold);

        Assert.Throws<ArgumentOutOfRangeException>(() => domain.Add(design.NewPsu(""), weight, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => domain.Add(1, 1, 0, 0));
    }

    [Fact]
    public void Units_of_the_same_name_in_two_strata_are_two_units()
    {
        var design = new SampleDesign();

        Assert.Equal([0, 1, 0], [design.Psu("a", "1"), design.Psu("b", "1"), design.Psu("a", "1")]);
        Assert.Equal((2, 2, 0), (design.Psus, design.Strata, design.DegreesOfFreedom));
        Assert.Equal(["a", "b"], design.LonelyStrata);
    }

    private static (double?, NoValueReason) Value(Estimate estimate) => (estimate.Value, estimate.Reason);

    private static (SampleEstimator Estimator, SampleDomain Domain) Sample(LonelyPsu policy, params (string Stratum, string Psu, uint Mask)[] households)
    {
        var design = new SampleDesign();
        var domain = new SampleDomain(design, MissingRule.DropHousehold);
        foreach (var (stratum, psu, mask) in households) domain.Add(design.Psu(stratum, psu), 1, mask, 0);
        return (new SampleEstimator(One, design, policy), domain);
    }
}
