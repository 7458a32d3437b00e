namespace PovertyMonitor.AlkireFoster.Tests;

/// <summary>Where doubles misclassify households that stand exactly on the cutoff; ours must not.</summary>
public class CutoffTests
{
    [Theory]
    [InlineData("global", "7/18", 36)]
    [InlineData("tenths", "0.8", 45)]
    [InlineData("tenths", "0.9", 10)]
    [InlineData("tenths", "1", 1)]
    public void Sums_of_doubles_misclassify_and_integer_scores_do_not(string name, string cutoff, int misclassified)
    {
        var measure = name == "global" ? Measures.GlobalMpi : Measures.Tenths;
        var k = Fraction.Parse(cutoff);
        var masks = Enumerable.Range(0, 1 << measure.Indicators.Length).Select(mask => (uint)mask).ToList();

        Assert.Equal(misclassified, masks.Count(mask => (ScoreInDoubles(measure, mask) >= k.ToDouble()) != ExactlyPoor(measure, mask, k)));
        Assert.All(masks, mask => Assert.Equal(ExactlyPoor(measure, mask, k), measure.IsPoor(mask, k)));
    }

    [Fact]
    public void A_household_exactly_on_one_half_is_poor_and_severe()
    {
        var measure = Measures.TwelfthsAndSixths;
        var k = new Fraction(1, 2);
        var onTheCutoff = Enumerable.Range(0, 512).Select(m => (uint)m).Where(m => ExactScore(measure, m) == k).ToList();

        var index = PovertyIndex.Of(measure, k, MaskHistogram.Of(onTheCutoff.Select(m => new MaskCell(m, 0, 1, 3))), MissingRule.DropHousehold);

        Assert.NotEmpty(onTheCutoff);
        Assert.Equal(1, index.H);
        Assert.Equal(0.5, index.A);
        Assert.Equal(1, index.Severe);
        Assert.Equal(0, index.VarianceAmongPoor);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1/3")]
    [InlineData("1.01")]
    public void A_cutoff_outside_0_to_1_is_refused(string cutoff) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Measures.GlobalMpi.IsPoor(0, Fraction.Parse(cutoff)));

    private static double ScoreInDoubles(MeasureStructure measure, uint mask) => measure.Indicators
        .Where((_, j) => (mask >> j & 1) == 1).Aggregate(0d, (sum, i) => sum + i.Weight.ToDouble());

    private static Fraction ExactScore(MeasureStructure measure, uint mask) => measure.Indicators
        .Where((_, j) => (mask >> j & 1) == 1).Aggregate(Fraction.Zero, (sum, i) => sum + i.Weight);

    private static bool ExactlyPoor(MeasureStructure measure, uint mask, Fraction k) => ExactScore(measure, mask) >= k;
}
