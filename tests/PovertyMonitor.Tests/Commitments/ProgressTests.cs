using NodaTime;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Indicators;
using Xunit;

namespace PovertyMonitor.Tests.Commitments;

public sealed class ProgressTests
{
    private static readonly Wording Source = new("uji", "test");

    // A tenth below the baseline by the end of 2020.
    internal static readonly IndicatorDefinition Index = new(
        "5.m0", Source, "m0", "measure", Unit.Index, Direction.Lower, new Baseline(BaselineKind.FirstRound, Source),
        [new(2020, Checkpoint.B12, TargetKind.ShareOfBaseline, 0.9m, false, Source)], Control.OwnOffices, Frequency.Yearly, [], null, new(Source));

    private static readonly IndicatorDefinition Coverage = Index with
    {
        Direction = Direction.Higher,
        Baseline = new Baseline(BaselineKind.NotNeeded, Source),
        Targets = [new(2020, Checkpoint.B12, TargetKind.Absolute, 0.8m, false, Source)],
    };

    [Fact]
    public void Without_a_value_there_is_nothing_to_say()
    {
        Assert.Equal((null, null, Status.NoData, Reason.NoFigures), Seen(Progress.Of(Index, [])));
        Assert.Equal((0.8m, null, Status.NoData, Reason.NoFigures), Seen(Progress.Of(Coverage, [])));
    }

    [Fact]
    public void The_first_value_is_the_baseline_and_not_yet_progress()
    {
        var progress = Progress.Of(Index, [Of(2018, 6, 0.5m)]);
        Assert.Equal((0.45m, null, Status.NoData, Reason.BaselineOnly), Seen(progress));
        Assert.Equal(new Reading(0.5m, "2018-6", new LocalDate(2018, 6, 30)), progress.Baseline);
    }

    // Of the 915 days from 30 June 2018 to 31 December 2020, 365 are gone at the second value: 0.39890 of the way, from 0.5 to
    // 0.45, is at 0.480055, half of that at 0.4900273.
    [Theory]
    [InlineData(0.6, "OffTrack", "FarBehindSchedule", 0)]
    [InlineData(0.4901, "OffTrack", "FarBehindSchedule", 0.198)]
    [InlineData(0.4900, "AtRisk", "BehindSchedule", 0.2)]
    [InlineData(0.4801, "AtRisk", "BehindSchedule", 0.398)]
    [InlineData(0.4800, "OnTrack", "AheadOfSchedule", 0.4)]
    [InlineData(0.4501, "OnTrack", "AheadOfSchedule", 0.998)]
    [InlineData(0.45, "Achieved", "TargetMet", 1)]
    [InlineData(0.1, "Achieved", "TargetMet", 1)]
    public void A_later_value_is_held_against_the_straight_line_to_the_target(double value, string status, string reason, double achievement)
    {
        var progress = Progress.Of(Index, [Of(2018, 6, 0.5m), Of(2019, 6, (decimal)value)]);
        Assert.Equal((status, reason, (decimal)achievement), (progress.Status.ToString(), progress.Reason.ToString(), progress.Achievement));
        Assert.Equal(0.480055m, decimal.Round(progress.Expected!.Value, 6));
    }

    // At the end of 2018 0.48, at the end of 2019 0.47: the next checkpoint counts, not the last one.
    [Theory]
    [InlineData(2018, 9, 0.4899, "OnTrack", "AheadOfSchedule")]
    [InlineData(2018, 9, 0.4901, "AtRisk", "BehindSchedule")]
    [InlineData(2018, 12, 0.48, "OnTrack", "CheckpointMet")]
    [InlineData(2018, 12, 0.4801, "OffTrack", "TargetNotMet")]
    [InlineData(2019, 6, 0.47, "OnTrack", "CheckpointMet")]
    [InlineData(2019, 6, 0.4899, "AtRisk", "BehindSchedule")]
    [InlineData(2021, 6, 0.4501, "OffTrack", "TargetNotMet")]
    public void It_is_judged_by_the_next_checkpoint(int year, int month, double value, string status, string reason)
    {
        var steps = Index with { Targets = [Target(2018, 0.48m), Target(2019, 0.47m), Target(2020, 0.45m)] };
        var progress = Progress.Of(steps, [Of(2018, 6, 0.5m), Of(year, month, (decimal)value)]);
        Assert.Equal((status, reason), (progress.Status.ToString(), progress.Reason.ToString()));
        Assert.Equal(new LocalDate(Math.Min(year, 2020), 12, 31), progress.Next.Due);
    }

    [Fact]
    public void An_agreed_baseline_holds_against_the_first_value()
    {
        var agreed = Index with { Baseline = new Baseline(BaselineKind.Agreed, Source, 0.6m, new LocalDate(2017, 12, 31)) };
        var progress = Progress.Of(agreed, [Of(2018, 6, 0.5m)]);
        Assert.Equal(new Reading(0.6m, null, new LocalDate(2017, 12, 31)), progress.Baseline);
        Assert.Equal((0.54m, Status.Achieved), (progress.Target, progress.Status));
    }

    [Theory]
    [InlineData(2018, 0.4, "AtRisk", "NotMetYet", 0.5)]
    [InlineData(2020, 0.4, "OffTrack", "TargetNotMet", 0.5)]
    [InlineData(2018, 0.8, "Achieved", "TargetMet", 1)]
    public void What_needs_no_baseline_is_held_against_its_target_alone(int year, double coverage, string status, string reason, double achievement)
    {
        var progress = Progress.Of(Coverage, [Of(year, 12, (decimal)coverage)]);
        Assert.Equal((status, reason, (decimal)achievement), (progress.Status.ToString(), progress.Reason.ToString(), progress.Achievement));
    }

    [Fact]
    public void A_baseline_beyond_the_target_that_is_lost_again_is_off_track()
    {
        var beyond = Index with { Targets = [Target(2020, 0.3m)] };
        var progress = Progress.Of(beyond, [Of(2018, 6, 0.2m), Of(2019, 6, 0.31m)]);
        Assert.Equal(Status.OffTrack, progress.Status);
    }

    [Fact]
    public void A_plan_is_judged_by_the_values_of_its_own_days_and_compared_with_the_last_one_before()
    {
        var (early, before, first, last, after) = (Of(2015, 6, 0.7m), Of(2017, 6, 0.6m), Of(2018, 6, 0.5m), Of(2020, 12, 0.5m), Of(2026, 11, 0.1m));
        var plan = new DateInterval(new LocalDate(2018, 1, 1), new LocalDate(2020, 12, 31));
        Assert.Equal([before, first, last], Progress.Within(plan, Index, [early, before, first, last, after]));
        Assert.Equal([first], Progress.Within(plan, Index, [first, after]));
        Assert.Equal([before], Progress.Within(plan, Index, [early, before, after]));
        Assert.Empty(Progress.Within(plan, Index, [after]));
        Assert.Equal([first], Progress.Within(plan, Coverage, [before, first, after]));
    }

    [Fact]
    public void A_round_after_the_plans_end_leaves_how_it_ended_and_is_shown_apart()
    {
        var plan = new DateInterval(new LocalDate(2018, 1, 1), new LocalDate(2020, 12, 31));
        var indicator = new Indicator([new(Index with { Expression = "musdesConfirmed", Measure = PlanStory.Measure.Definition.Code }, null, null)]);
        IndicatorStanding Standing(params (int Year, int Confirmed)[] rounds) => new IndicatorSeries(
            plan, new Dictionary<string, Indicator> { [indicator.Code] = indicator }, CompiledIndicators.Of([indicator.Definition], [PlanStory.Measure]),
            new Dictionary<string, IReadOnlyList<RoundFacts>>
            {
                [indicator.Definition.Measure!] = [.. rounds.Select(r => new RoundFacts($"{r.Year}", new LocalDate(r.Year, 11, 30), PlanStory.Measure) { Villages = 10, Confirmed = r.Confirmed })],
            }).StandingOf(indicator);

        var ended = Standing((2017, 8), (2019, 7));
        var later = Standing((2017, 8), (2019, 7), (2026, 1));

        Assert.Equal((0.8m, 0.7m, Status.Achieved), (ended.Progress.Baseline!.Value, ended.Progress.Actual!.Value, ended.Progress.Status));
        Assert.Equal((ended.Progress, "2019", "2026", 0.1m), (later.Progress, later.Latest!.Round, Assert.Single(later.Later).Round, later.Later[0].Value));
        Assert.Equal((null, null, Status.NoData, Reason.NoFigures), Seen(Standing((2026, 1)).Progress));
        // What was before the plan is no achievement of it.
        Assert.Equal((0.72m, null, Status.NoData, Reason.BaselineOnly), Seen(Standing((2017, 8), (2026, 1)).Progress));
        Assert.Null(Standing((2017, 8), (2026, 1)).Progress.Actual);
        Assert.Empty(OffTrackIndicators.History("35.22", indicator.Definition, indicator.Code, Standing((2017, 8), (2019, 7), (2026, 9)).Readings, _ => true));
    }

    [Fact]
    public void The_checkpoints_are_the_ends_of_the_quarters() => Assert.Equal(
        [new LocalDate(2019, 3, 31), new(2019, 6, 30), new(2019, 9, 30), new(2019, 12, 31)],
        Enum.GetValues<Checkpoint>().Select(c => new CheckpointTarget(2019, c, TargetKind.Absolute, 0, true, Source).Due));

    private static CheckpointTarget Target(int year, decimal value) => new(year, Checkpoint.B12, TargetKind.Absolute, value, true, Source);

    private static (decimal?, decimal?, Status, Reason) Seen(Progress p) => (p.Target, p.Achievement, p.Status, p.Reason);

    private static Reading Of(int year, int month, decimal value) => new(value, $"{year}-{month}", new YearMonth(year, month).ToDateInterval().End);
}
