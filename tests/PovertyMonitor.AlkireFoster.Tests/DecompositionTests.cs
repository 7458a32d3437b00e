using FsCheck;
using FsCheck.Xunit;

namespace PovertyMonitor.AlkireFoster.Tests;

[Properties(Arbitrary = [typeof(Populations)], MaxTest = 100)]
public class DecompositionTests
{
    [Property]
    public void Households_by_area_share_out_the_whole(Population urban, Population rural)
    {
        var whole = MaskHistogram.Merge([urban.Histogram, rural.Histogram]);

        var parts = Decompose(whole, new Subgroup("urban", urban.Histogram), new Subgroup("rural", rural.Histogram));

        Assert.Equal(1, parts.Groups.Sum(g => g.PopulationShare!.Value), 1e-13);
        Assert.Equal(0, parts.UnclassifiedPersons);
        if (parts.Whole.PoorPersons == 0) return;
        Assert.Equal(1, parts.Groups.Sum(g => g.ContributionToM0!.Value), 1e-13);
        Assert.Equal(1, parts.Groups.Sum(g => g.ContributionToH!.Value), 1e-13);
        Assert.Equal(0, parts.UnclassifiedContributionToM0);
        Assert.All(parts.Groups, g => Assert.Equal(g.PopulationShare!.Value * g.Index.M0!.Value / parts.Whole.M0!.Value, g.ContributionToM0!.Value, 1e-13));
    }

    [Fact]
    public void Persons_are_judged_by_their_households_result()
    {
        // A poor household of one woman and three men, another of two women and somebody of unknown sex.
        const uint poor = 0b0000000011;
        var whole = MaskHistogram.Of([new(poor, 0, 1, 4), new(0, 0, 1, 3)]);
        var women = MaskHistogram.Of([new(poor, 0, 1, 1), new(0, 0, 1, 2)]);
        var men = MaskHistogram.Of([new(poor, 0, 1, 3)]);

        var parts = Decompose(whole, new Subgroup("women", women), new Subgroup("men", men));

        Assert.Equal([(1 / 3d, 3 / 7d, 0.25), (1d, 3 / 7d, 0.75)], parts.Groups.Select(g => (g.Index.H!.Value, g.PopulationShare!.Value, g.ContributionToM0!.Value)));
        Assert.Equal((1, 0d), (parts.UnclassifiedPersons, parts.UnclassifiedContributionToM0!.Value));
    }

    [Fact]
    public void Overlapping_subgroups_are_refused()
    {
        var whole = MaskHistogram.Of([new(3, 0, 1, 4)]);

        Assert.Throws<ArgumentException>(() => Decompose(whole, new Subgroup("all", whole), new Subgroup("again", whole)));
    }

    private static Decomposition Decompose(MaskHistogram whole, params Subgroup[] groups) =>
        Decomposition.Of(Measures.GlobalMpi, Measures.Third, MissingRule.DropHousehold, whole, groups);
}
