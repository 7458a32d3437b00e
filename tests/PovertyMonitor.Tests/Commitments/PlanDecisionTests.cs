using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;
using static PovertyMonitor.Tests.Commitments.PlanStory;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>A plan from its proposals to its agreement, and what its register takes and refuses.</summary>
public sealed class PlanDecisionTests
{
    [Fact]
    public void Proposals_become_commitments_or_are_dropped_with_their_reason()
    {
        var plan = Agreed().Plan;
        Assert.True(plan.IsAgreed);
        Assert.Equal(new LocalDate(2021, 2, 1), plan.SubmittedOn);
        Assert.True(ActionPlanView.Of(plan, PovertyMonitor.Platform.Problems.Language.English).IsLate);
        Assert.Equal("en di luar kewenangan", plan.Proposals[2].Decision!.Reason.En);
        Assert.Equal([1], plan.Find(1)!.Text!.Proposals);
        Assert.All(plan.Find(1)!.Find("1.answered")!.Definition.Targets, t => Assert.True(t.Agreed));
    }

    [Fact]
    public void A_plan_is_not_submitted_while_a_proposal_is_undecided_or_unused()
    {
        var story = new PlanStory().Open();
        Assert.Equal("commitment.plan_not_ready", Codes(SubmitPlan.Decide(story.Plan, new(Today), Today, "x", story.Now)));
        story.Take(p => MakeProposal.Decide(p, Proposal("A"), "x", story.Now));
        Assert.Equal("commitment.invalid proposals[0]:commitment.proposal_not_kept", Codes(DescribeCommitment.Decide(story.Plan, 1, Described(1), "x", story.Now)));
        story.Take(p => DecideProposal.Decide(p, 1, new("kept", T("ya")), "x", story.Now));
        Assert.Equal("commitment.plan_not_ready", Codes(SubmitPlan.Decide(story.Plan, new(Today), Today, "x", story.Now)));
        Assert.Equal("commitment.invalid proposals:commitment.invalid_field", Codes(DescribeCommitment.Decide(story.Plan, 1, Described(), "x", story.Now)));
    }

    [Fact]
    public void What_is_agreed_takes_no_proposal_and_no_definition_any_more()
    {
        var story = Agreed();
        Assert.Equal("commitment.plan_agreed", Codes(MakeProposal.Decide(story.Plan, Proposal("C"), "x", story.Now)));
        Assert.Equal("commitment.plan_agreed", Codes(DescribeCommitment.Decide(story.Plan, 2, Described(1), "x", story.Now)));
        Assert.Equal("commitment.revision_needed", story.Refused((p, c) => DefineIndicator.Decide(p, c, "1.new", Reported(), [Measure], "x", story.Now)));
        Assert.Equal("commitment.proposal_decided", Codes(DecideProposal.Decide(story.Plan, 1, new("dropped", T("tidak")), "x", story.Now)));
        Assert.Equal("already", Codes(DecideProposal.Decide(story.Plan, 1, new("kept", T("terukur")), "x", story.Now)));
    }

    [Theory]
    [InlineData("3201121212120001 warga")]
    [InlineData("NIK 3522 1523 0185 0001 atas nama warga")]
    [InlineData("hubungi 0812-3456-7890")]
    [InlineData("tulis ke orang@contoh.id")]
    public void No_personal_data_come_into_a_text(string text) => Assert.StartsWith(
        "commitment.invalid title.id:commitment.identity_number", Codes(MakeProposal.Decide(new PlanStory().Open().Plan, Proposal("x") with { Title = new(text, "x") }, "x", default)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Rp 1.500.000.000 pada 2018-2020")]
    [InlineData("Sejak 2026-03-02 di 430 desa")]
    public void Amounts_and_days_are_part_of_a_text(string text) =>
        Assert.Equal("taken", Codes(MakeProposal.Decide(new PlanStory().Open().Plan, Proposal("x") with { Title = new(text, text) }, "x", default)));

    [Theory]
    [InlineData("indicator('1.answered') + h", "1.h", "taken")]
    [InlineData("h / (", "1.h", "commitment.invalid expression:commitment.expression_syntax")]
    [InlineData("indicator('1.h')", "1.h", "commitment.invalid expression:commitment.expression_circular")]
    [InlineData("1 + 1", "1.x", "commitment.invalid expression:commitment.expression_constant")]
    [InlineData("0.4 + 2 * (h - h)", "1.x", "commitment.invalid expression:commitment.expression_constant")]
    [InlineData("h", "2.h", "commitment.invalid code:commitment.invalid_field")]
    public void An_expression_is_checked_when_it_is_defined(string expression, string code, string outcome)
    {
        var story = Draft();
        Assert.Equal(outcome, Codes(DefineIndicator.Decide(story.Plan, story.First, code, Computed(expression), [Measure], "x", story.Now)));
    }

    [Fact]
    public void A_circle_over_two_indicators_is_refused_too()
    {
        var story = Draft();
        story.Take((p, c) => DefineIndicator.Decide(p, c, "1.a", Computed("h"), [Measure], "x", story.Now));
        story.Take((p, c) => DefineIndicator.Decide(p, c, "1.b", Computed("indicator('1.a')"), [Measure], "x", story.Now));
        var refusal = DefineIndicator.Decide(story.Plan, story.First, "1.a", Computed("indicator('1.b') * 2"), [Measure], "x", story.Now).Refusal!;
        Assert.Contains("1.a -> 1.b -> 1.a", refusal.Errors.Single().In(PovertyMonitor.Platform.Problems.Language.English).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_against_the_direction_is_refused()
    {
        var story = Draft();
        string Define(IndicatorEntry entry) => Codes(DefineIndicator.Decide(story.Plan, story.First, "1.x", entry, [Measure], "x", story.Now));
        const string Against = "commitment.against_direction";
        Assert.Equal($"commitment.invalid targets[1].value:{Against}", Define(Reported(0.5m)));
        Assert.Equal($"commitment.invalid targets[0].value:{Against}", Define(Reported() with { Targets = [new(2023, "B-12", 0.3m, T("x"))] }));
        // Of the baseline 0.4 the share 1.1 is 0.44, and 0.9 is 0.36.
        Assert.Equal("taken", Define(Reported() with { Targets = [new(2022, "B-12", 1.1m, T("x"), "shareOfBaseline"), new(2023, "B-12", 0.8m, T("x"))] }));
        Assert.Equal($"commitment.invalid targets[1].value:{Against}", Define(Reported() with { Targets = [new(2022, "B-12", 0.5m, T("x")), new(2023, "B-12", 1.1m, T("x"), "shareOfBaseline")] }));
        Assert.Equal($"commitment.invalid targets[0].value:{Against}", Define(Reported() with { Targets = [new(2023, "B-12", 1.1m, T("x"), "shareOfBaseline"), new(2022, "B-12", 0.5m, T("x"))] }));
        Assert.Equal($"commitment.invalid targets[0].value:{Against}", Define(Reported() with { Targets = [new(2022, "B-12", 0.9m, T("x"), "shareOfBaseline")] }));
        Assert.Equal($"commitment.invalid targets[0].value:{Against}", Define(Computed("h") with { Targets = [new(2023, "B-12", 1.1m, T("x"), "shareOfBaseline")] }));
        Assert.Equal("commitment.invalid measure:commitment.unknown_measure", Define(Computed("h", "none")));
        Assert.Equal("commitment.invalid targets[0].year:commitment.invalid_field targets[0].checkpoint:commitment.invalid_field",
            Define(Reported() with { Targets = [new(2020, "B-13", 0.9m, T("x"))] }));
    }

    [Fact]
    public void A_target_against_the_direction_across_kinds_is_told_with_both_values()
    {
        var entry = Computed("h") with { Baseline = new("agreed", T("x"), 0.2m, new(2020, 12, 31)), Targets = [new(2022, "B-12", 0.05m, T("x")), new(2023, "B-12", 0.9m, T("x"), "shareOfBaseline")] };
        var story = Draft();
        var error = Assert.Single(DefineIndicator.Decide(story.Plan, story.First, "1.x", entry, [Measure], "x", story.Now).Refusal!.Errors);
        Assert.Equal("The indicator's direction is lower, but the target 0.9 x 0.2 = 0.18 goes against 0.05.", error.In(PovertyMonitor.Platform.Problems.Language.English).Message);
    }

    [Fact]
    public void A_baseline_fits_its_targets_and_a_target_the_values_that_can_be_reported()
    {
        var story = Draft();
        string Define(IndicatorEntry entry) => Codes(DefineIndicator.Decide(story.Plan, story.First, "1.x", entry, [Measure], "x", story.Now));
        IndicatorEntry Days(decimal baseline, decimal target) => Reported() with { Unit = "days", Direction = "lower", Baseline = new("agreed", T("x"), baseline, new(2020, 12, 31)), Targets = [new(2023, "B-12", target, T("x"))] };
        foreach (var day in new LocalDate[] { new(2022, 12, 31), new(2099, 1, 1) })
            Assert.Equal("commitment.invalid baseline.at:commitment.baseline_too_late", Define(Reported() with { Baseline = new("agreed", T("x"), 0.4m, day) }));
        Assert.Equal("taken", Define(Reported() with { Baseline = new("agreed", T("x"), 0.4m, new(2022, 12, 30)) }));
        Assert.Equal("commitment.invalid targets[0].kind:commitment.no_baseline_to_share", Define(Computed("h") with { Baseline = new("notNeeded", T("x")) }));
        Assert.Equal("commitment.invalid targets[0].value:commitment.value_out_of_range", Define(Days(20, -5)));
        Assert.Equal("commitment.invalid baseline.value:commitment.value_out_of_range", Define(Days(-1, 5)));
        Assert.Equal("taken", Define(Days(20, 0)));
        Assert.Equal("commitment.invalid targets[0].value:commitment.value_out_of_range", Define(Reported() with { Targets = [new(2023, "B-12", 3, T("x"), "shareOfBaseline")] }));
        // A gap between groups may be below zero.
        Assert.Equal("taken", Define(Computed("h - h(femaleHead)") with { Direction = "higher", Baseline = new("agreed", T("x"), -0.2m, new(2020, 12, 31)), Targets = [new(2023, "B-12", -0.1m, T("x"))] }));
    }

    [Fact]
    public void A_value_is_reported_with_day_and_evidence_and_of_a_reported_indicator_only()
    {
        var story = Agreed();
        string Report(ValueEntry entry, string code = "1.answered") => story.Refused((p, c) => ReportValue.Decide(p, c, code, entry, Today, Caller(Role.Dinsos), story.Now));
        Assert.Equal("commitment.invalid on:commitment.before_plan", Report(Value(0.5m, new(2020, 12, 31))));
        Assert.Equal("commitment.invalid on:commitment.invalid_field", Report(Value(0.5m, new(2022, 6, 16))));
        Assert.Equal("commitment.invalid value:commitment.value_out_of_range", Report(Value(50, new(2022, 6, 1))));
        Assert.Equal("commitment.invalid evidence:commitment.invalid_field", Report(new(0.5m, new(2022, 6, 1), null)));
        Assert.Equal("commitment.invalid evidence.link:commitment.invalid_field", Report(new(0.5m, new(2022, 6, 1), new(Link: "https://x.id/?key=1"))));
        Assert.Equal("commitment.unknown_indicator", Report(Value(0.5m, new(2022, 6, 1)), "1.none"));
        story.Take((p, c) => ReportValue.Decide(p, c, "1.answered", Value(0.5m, new(2022, 6, 1)), Today, Caller(Role.Dinsos), story.Now));
        Assert.Equal("already", Report(Value(0.5m, new(2022, 6, 1))));
        story.Take((p, c) => ReportValue.Decide(p, c, "1.answered", Value(0.55m, new(2022, 6, 1)), Today, Caller(Role.Ngo), story.Now));
        var values = ReportedValues.Of(story.First.Find("1.answered")!).Values;
        Assert.Equal([(0.5m, Side.Agency, true), (0.55m, Side.Partner, true)], values.Select(v => (v.Value, v.Side, v.Stands)));
        Assert.Equal("already", Report(Value(0.5m, new(2022, 6, 1))));

        story.Take((p, c) => ReportValue.Decide(p, c, "1.answered", Value(0.6m, new(2022, 6, 1)), Today, Caller(Role.Planner), story.Now));
        values = ReportedValues.Of(story.First.Find("1.answered")!).Values;
        Assert.Equal([(0.5m, false), (0.55m, true), (0.6m, true)], values.Select(v => (v.Value, v.Stands)));
    }

    [Fact]
    public void A_partners_value_is_shown_beside_the_agencys_and_nothing_is_judged_by_it()
    {
        var story = Agreed();
        IndicatorView View()
        {
            var (plan, indicator) = (story.Plan, story.First.Find("1.answered")!);
            var series = new IndicatorSeries(new(plan.Start, plan.End), new Dictionary<string, Indicator> { [indicator.Code] = indicator }, ImmutableDictionary<string, Node>.Empty, new Dictionary<string, IReadOnlyList<RoundFacts>>());
            return IndicatorView.Of(series.StandingOf(indicator), story.First, null, PovertyMonitor.Platform.Problems.Language.English);
        }

        story.Take((p, c) => ReportValue.Decide(p, c, "1.answered", Value(0.95m, new(2022, 6, 2)), Today, Caller(Role.Ngo), story.Now));
        Assert.Equal((null, 0.95m, Status.NoData), (View().Actual?.Value, View().Partner!.Value, View().Status));
        story.Take((p, c) => ReportValue.Decide(p, c, "1.answered", Value(0.41m, new(2022, 6, 1)), Today, Caller(Role.Dinsos), story.Now));
        Assert.Equal((0.41m, "dinsos", 0.95m, Status.OffTrack), (View().Actual!.Value, View().Actual!.ReportedBy, View().Partner!.Value, View().Status));
    }

    [Fact]
    public void Self_assessment_and_independent_assessment_are_kept_apart()
    {
        var story = Agreed();
        story.Take((p, c) => story.Assess(p, c, "completed", PovertyMonitor.Commitments.Revisions.Side.Agency));
        story.Take((p, c) => story.Assess(p, c, "limited", PovertyMonitor.Commitments.Revisions.Side.Partner));
        Assert.Equal(CompletionLevel.Completed, story.First.LastAssessment(Assessor.Agency)!.Level);
        Assert.Equal(CompletionLevel.Limited, story.First.LastAssessment(Assessor.Independent)!.Level);
        Assert.Equal("commitment.invalid level:commitment.invalid_field", story.Refused((p, c) => story.Assess(p, c, "nearly", PovertyMonitor.Commitments.Revisions.Side.Agency)));
    }

    [Fact]
    public void A_milestone_is_completed_with_evidence_only_and_a_meeting_is_held_once()
    {
        var story = Agreed();
        story.Take((p, c) => SetMilestone.Decide(p, c, "standar", new(T("Standar"), T("Dokumen"), new(2021, 1, 1), new(2021, 6, 30)), "x", story.Now));
        Assert.Equal("commitment.invalid evidence:commitment.invalid_field", story.Refused((p, c) => ReportMilestone.Decide(p, c, "standar", new("completed", new(2021, 6, 1)), Today, "x", story.Now)));
        Assert.Equal("commitment.unknown_milestone", story.Refused((p, c) => ReportMilestone.Decide(p, c, "lain", new("started", new(2021, 6, 1)), Today, "x", story.Now)));
        story.Take(p => ScheduleMeeting.Decide(p, new(new(2021, 3, 1), T("Jadwal"), [1]), "x", story.Now));
        story.Take(p => HoldMeeting.Decide(p, 1, new(new(2021, 3, 2), 7, 9, 4, 2, [T("Target disepakati")]), Today, "x", story.Now));
        Assert.Equal("commitment.meeting_held", Codes(HoldMeeting.Decide(story.Plan, 1, new(new(2021, 3, 2), 8, 9, 4, 2, [T("Lain")]), Today, "x", story.Now)));
        Assert.Equal("commitment.invalid commitments[0]:commitment.unknown", Codes(ScheduleMeeting.Decide(story.Plan, new(new(2021, 3, 1), T("x"), [7]), "x", story.Now)));
    }

    private static PlanStory Draft()
    {
        var story = Agreed();
        story.History.RemoveAt(story.History.Count - 1);
        return story;
    }
}
