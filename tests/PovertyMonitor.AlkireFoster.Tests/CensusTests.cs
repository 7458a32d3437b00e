using FsCheck.Xunit;

namespace PovertyMonitor.AlkireFoster.Tests;

[Properties(Arbitrary = [typeof(Populations)], MaxTest = 100)]
public class CensusTests
{
    private const uint Poor = 0b0000000011;

    [Fact]
    public void Bounds_take_the_uncovered_for_not_poor_or_wholly_deprived()
    {
        // 4 poor of 8 measured with a score of 1/3, 2 without a full answer, 10 not interviewed.
        var bounds = Bounds(MaskHistogram.Of([new(Poor, 0, 1, 4), new(0, 0, 1, 4), new(0, 4, 1, 2)]), 10);

        Assert.Equal(12, bounds.UncoveredPersons);
        Assert.Equal((4 / 20d, 16 / 20d), (bounds.LowerH!.Value, bounds.UpperH!.Value));
        Assert.Equal(4 / 3d / 20, bounds.LowerM0!.Value, 1e-15);
        Assert.Equal(((4 / 3d) + 12) / 20, bounds.UpperM0!.Value, 1e-15);
    }

    [Fact]
    public void A_complete_census_has_bounds_that_meet_and_an_empty_one_none()
    {
        var complete = Bounds(MaskHistogram.Of([new(Poor, 0, 1, 4), new(0, 0, 1, 4)]), 0);

        Assert.Equal(complete.LowerM0, complete.UpperM0);
        Assert.Equal((null, null), (Bounds(MaskHistogram.Empty, 0).LowerH, Bounds(MaskHistogram.Empty, 0).UpperM0));
        Assert.Equal((0, 1), (Bounds(MaskHistogram.Empty, 5).LowerH!.Value, Bounds(MaskHistogram.Empty, 5).UpperH!.Value));
    }

    [Fact]
    public void Villages_are_ranked_apart_only_where_their_bounds_do_not_overlap()
    {
        var poor = Bounds(MaskHistogram.Of([new(Poor, 0, 1, 90), new(0, 0, 1, 10)]), 10);
        var rich = Bounds(MaskHistogram.Of([new(Poor, 0, 1, 10), new(0, 0, 1, 90)]), 10);
        var unseen = Bounds(MaskHistogram.Of([new(Poor, 0, 1, 10), new(0, 0, 1, 90)]), 900);

        Assert.False(poor.OverlapsM0(rich));
        Assert.False(rich.OverlapsH(poor));
        Assert.True(poor.OverlapsM0(unseen));
        Assert.True(unseen.OverlapsH(rich));
    }

    [Property]
    public void Whoever_the_uncovered_are_the_figure_lies_within_the_bounds(Population seen, Population unseen)
    {
        var bounds = Bounds(seen.Histogram, unseen.Histogram.Persons);

        var truth = Index(MaskHistogram.Merge([seen.Histogram, unseen.Histogram]));

        Assert.InRange(truth.H!.Value, bounds.LowerH!.Value - 1e-15, bounds.UpperH!.Value + 1e-15);
        Assert.InRange(truth.M0!.Value, bounds.LowerM0!.Value - 1e-15, bounds.UpperM0!.Value + 1e-15);
    }

    [Fact]
    public void Changes_are_absolute_relative_and_per_year()
    {
        Assert.Equal(-0.05, Of(ChangeKind.Absolute), 1e-15);
        Assert.Equal(-25, Of(ChangeKind.Relative), 1e-12);
        Assert.Equal(-0.025, Of(ChangeKind.AbsolutePerYear), 1e-15);
        Assert.Equal((Math.Sqrt(0.75) - 1) * 100, Of(ChangeKind.RelativePerYear), 1e-12);

        static double Of(ChangeKind kind) => Change.Of(kind, 0.2, 0.15, 2).Value!.Value;
    }

    [Fact]
    public void A_change_from_zero_or_of_nobody_is_empty_with_the_reason()
    {
        Assert.Equal(new Change(null, NoValueReason.FromZero), Change.Of(ChangeKind.Relative, 0, 0.1, 1));
        Assert.Equal(new Change(null, NoValueReason.FromZero), Change.Of(ChangeKind.RelativePerYear, 0, 0, 1));
        Assert.Equal(new Change(0.1, NoValueReason.None), Change.Of(ChangeKind.Absolute, 0, 0.1, 1));
        Assert.Equal(new Change(null, NoValueReason.NobodyMeasured), Change.Of(ChangeKind.Absolute, null, 0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Change.Of(ChangeKind.Absolute, 0.1, 0.1, 0));
    }

    private static CensusBounds Bounds(MaskHistogram histogram, long notInterviewed) => CensusBounds.Of(Index(histogram), notInterviewed);

    private static PovertyIndex Index(MaskHistogram histogram) =>
        PovertyIndex.Of(Measures.GlobalMpi, Measures.Third, histogram, MissingRule.DropHousehold);
}
