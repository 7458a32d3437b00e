using NodaTime;
using PovertyMonitor.Commitments;
using Xunit;

namespace PovertyMonitor.Tests.Commitments;

public sealed class ProgressTests
{
    private static readonly Wording Source = new("uji", "test");

    // A tenth below the baseline by the end of 2020.
    private static readonly AgreedIndicator Index = new(
        "m0", Source, Figure.AdjustedHeadcount, "measure", Unit.Index, Direction.Lower,
        new Baseline(BaselineKind.FirstRound, Source),
        new Target(TargetKind.ShareOfBaseline, 0.9m, new LocalDate(2020, 12, 31), false, Source));

    private static readonly AgreedIndicator Coverage = Index with
    {
        Figure = Figure.Coverage,
        Unit = Unit.Share,
        Direction = Direction.Higher,
        Baseline = new Baseline(BaselineKind.NotNeeded, Source),
        Target = Index.Target with { Kind = TargetKind.Absolute, Value = 0.8m },
    };

    [Fact]
    public void Without_a_round_there_is_nothing_to_say()
    {
        Assert.Equal(new Progress(null, null, null, Status.NoData, Reason.NoFigures), Progress.Of(Index, []));
        Assert.Equal(new Progress(null, 0.8m, null, Status.NoData, Reason.NoFigures), Progress.Of(Coverage, []));
    }

    [Fact]
    public void The_first_round_is_the_baseline_and_not_yet_progress()
    {
        var progress = Progress.Of(Index, [Round("2018-1", 2018, 6, 0.5)]);
        var reading = new Reading(0.5m, "2018-1", new LocalDate(2018, 6, 30));
        Assert.Equal(new Progress(reading, 0.45m, reading, Status.NoData, Reason.BaselineOnly), progress);
    }

    // Of the 915 days from 30 June 2018 to 31 December 2020, 365 are gone at the second round: 0.39890 of the way,
    // from 0.5 to 0.45, is at 0.480055.
    [Theory]
    [InlineData(0.5, "Behind")]
    [InlineData(0.6, "Behind")]
    [InlineData(0.4801, "Behind")]
    [InlineData(0.4800, "OnTrack")]
    [InlineData(0.4501, "OnTrack")]
    [InlineData(0.45, "Achieved")]
    [InlineData(0.1, "Achieved")]
    public void A_later_round_is_held_against_the_straight_line_to_the_target(double m0, string status)
    {
        var progress = Progress.Of(Index, [Round("2018-1", 2018, 6, 0.5), Round("2019-1", 2019, 6, m0)]);
        Assert.Equal(status, progress.Status.ToString());
        Assert.Equal("2018-1", progress.Baseline!.Round);
        Assert.Equal("2019-1", progress.Actual!.Round);
    }

    [Fact]
    public void After_the_due_day_only_the_target_itself_will_do()
    {
        var first = Round("2018-1", 2018, 6, 0.5);
        Assert.Equal(Status.Behind, Progress.Of(Index, [first, Round("2021-1", 2021, 6, 0.4501)]).Status);
        Assert.Equal(Status.Achieved, Progress.Of(Index, [first, Round("2021-1", 2021, 6, 0.45)]).Status);
        Assert.Equal(Status.Behind, Progress.Of(Index, [Round("2022-1", 2022, 6, 0.5), Round("2023-1", 2023, 6, 0.46)]).Status);
    }

    [Fact]
    public void A_round_that_lacks_the_figure_is_passed_over()
    {
        var progress = Progress.Of(Index, [Round("2018-1", 2018, 1, null), Round("2018-2", 2018, 6, 0.5), Round("2019-1", 2019, 6, 0.4), Round("2019-2", 2019, 12, null)]);
        Assert.Equal(("2018-2", "2019-1"), (progress.Baseline!.Round, progress.Actual!.Round));
    }

    [Fact]
    public void An_agreed_baseline_holds_against_the_first_round()
    {
        var agreed = Index with { Baseline = new Baseline(BaselineKind.Agreed, Source, 0.6m, new LocalDate(2017, 12, 31)) };
        var progress = Progress.Of(agreed, [Round("2018-1", 2018, 6, 0.5)]);
        Assert.Equal(new Reading(0.6m, null, new LocalDate(2017, 12, 31)), progress.Baseline);
        Assert.Equal((0.54m, Status.Achieved), (progress.Target, progress.Status));
    }

    [Theory]
    [InlineData(0.79, "Behind", "TargetNotMet")]
    [InlineData(0.8, "Achieved", "TargetMet")]
    public void What_needs_no_baseline_is_held_against_its_target_alone(double coverage, string status, string reason)
    {
        var progress = Progress.Of(Coverage, [Round("2018-1", 2018, 6, 0.5) with { Coverage = coverage }]);
        Assert.Equal((status, reason), (progress.Status.ToString(), progress.Reason.ToString()));
    }

    [Fact]
    public void A_baseline_beyond_the_target_that_is_lost_again_is_behind()
    {
        var zero = Index with { Target = Index.Target with { Kind = TargetKind.Absolute, Value = 0.3m } };
        var progress = Progress.Of(zero, [Round("2018-1", 2018, 6, 0.2), Round("2019-1", 2019, 6, 0.31)]);
        Assert.Equal(Status.Behind, progress.Status);
    }

    [Fact]
    public void A_village_on_the_threshold_is_not_above_it_and_none_without_figures_is_counted()
    {
        var villages = Index with { Figure = Figure.VillagesAboveThreshold, Threshold = 0.2m };
        var round = Round("2018-1", 2018, 6, 0.1) with { VillageHeadcounts = [1 / 5d, 201 / 1000d, 0.9, 0, 1e6 / 4999999] };
        Assert.Equal(3, round.ValueOf(villages));
        Assert.Null((round with { VillageHeadcounts = [] }).ValueOf(villages));
    }

    private static RoundFigures Round(string code, int year, int month, double? m0) =>
        new(code, "measure@1", new LocalDate(year, month, 30 - (month == 1 ? 15 : 0)), m0, m0, [], null, "found");
}
