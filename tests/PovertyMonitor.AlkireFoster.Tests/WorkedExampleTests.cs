namespace PovertyMonitor.AlkireFoster.Tests;

/// <summary>Published tables (../shared/reference/worked-examples.md tells where each comes from).</summary>
public class WorkedExampleTests
{
    private static readonly MeasureStructure Four = MeasureStructure.WithEqualNestedWeights(
        ("income", ["income"]), ("schooling", ["schooling"]), ("health", ["health"]), ("services", ["services"]));

    [Theory]
    [InlineData(1, "3/4", "7/12", "7/16")]
    [InlineData(2, "1/2", "3/4", "3/8")]
    [InlineData(3, "1/4", "1", "1/4")]
    [InlineData(4, "1/4", "1", "1/4")]
    public void Four_persons_in_four_dimensions(int k, string h, string a, string m0)
    {
        var index = PovertyIndex.Of(Four, new Fraction(k, 4), FourPersons(), MissingRule.DropHousehold);

        Assert.Equal(Fraction.Parse(h).ToDouble(), index.H);
        Assert.Equal(Fraction.Parse(a).ToDouble(), index.A);
        Assert.Equal(Fraction.Parse(m0).ToDouble(), index.M0);
    }

    [Fact]
    public void Four_persons_headcounts_and_contributions_with_two_of_four()
    {
        var index = PovertyIndex.Of(Four, new Fraction(1, 2), FourPersons(), MissingRule.DropHousehold);

        Assert.Equal([0.25, 0.75, 0.25, 0.5], index.Indicators.Select(i => i.Uncensored!.Value));
        Assert.Equal([0.25, 0.5, 0.25, 0.5], index.Indicators.Select(i => i.Censored!.Value));
        Assert.Equal([1 / 6d, 1 / 3d, 1 / 6d, 1 / 3d], index.Indicators.Select(i => i.ContributionShare!.Value));
        Assert.Equal([1 / 16d, 1 / 8d, 1 / 16d, 1 / 8d], index.Indicators.Select(i => i.Contribution!.Value));
    }

    [Fact]
    public void Four_households_of_the_technical_note_are_weighed_by_their_size()
    {
        var index = PovertyIndex.Of(Measures.GlobalMpi, Measures.Third, FourHouseholds([4, 7, 5, 4]), MissingRule.DropHousehold);

        Assert.Equal(16 / 20d, index.H);
        Assert.Equal(9 / 16d, index.A);
        Assert.Equal(9 / 20d, index.M0);
        Assert.Equal(0.20, index.Vulnerable);
        Assert.Equal(11 / 20d, index.Severe);
        Assert.Equal((3, 16, 4, 20), (index.PoorHouseholds, index.PoorPersons, index.Households, index.Persons));
        Assert.Equal(0.75, index.PoorHouseholdShare);
        Assert.Equal(
            [("education", (double?)(1 / 3d)), ("health", 8 / 27d), ("living", 10 / 27d)],
            index.Dimensions.Select(d => (d.Dimension, d.ContributionShare)));
    }

    [Fact]
    public void Four_households_counted_as_households_give_another_answer()
    {
        var index = PovertyIndex.Of(Measures.GlobalMpi, Measures.Third, FourHouseholds([1, 1, 1, 1]), MissingRule.DropHousehold);

        Assert.Equal(3 / 4d, index.H);
        Assert.Equal(29 / 54d, index.A);
        Assert.Equal(29 / 72d, index.M0);
    }

    [Fact]
    public void Scores_of_the_four_households_are_exact_eighteenths()
    {
        Assert.Equal(18, Measures.GlobalMpi.Denominator);
        Assert.Equal([4, 13, 7, 9], Masks().Select(Measures.GlobalMpi.Score));
    }

    private static MaskHistogram FourPersons() => MaskHistogram.Of(
        new uint[] { 0b0000, 0b1010, 0b1111, 0b0010 }.Select(mask => new MaskCell(mask, 0, 1, 1)));

    private static MaskHistogram FourHouseholds(int[] sizes) => MaskHistogram.Of(
        Masks().Select((mask, i) => new MaskCell(mask, 0, 1, sizes[i])));

    private static uint[] Masks() =>
    [
        Measures.Mask(Measures.GlobalMpi, "mortality", "fuel"),
        Measures.Mask(Measures.GlobalMpi, "schooling", "enrolment", "mortality", "electricity", "sanitation", "fuel", "assets"),
        Measures.Mask(Measures.GlobalMpi, "nutrition", "electricity", "water", "sanitation", "fuel"),
        Measures.Mask(Measures.GlobalMpi, "schooling", "mortality", "electricity", "fuel", "assets"),
    ];
}
