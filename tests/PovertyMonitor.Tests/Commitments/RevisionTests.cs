using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Revisions;
using static PovertyMonitor.Tests.Commitments.PlanStory;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>A revision needs both sides; what stood is never lost.</summary>
public sealed class RevisionTests
{
    [Fact]
    public void Until_both_have_assented_the_old_target_stands_and_then_both_are_shown_with_since_when()
    {
        var story = Agreed();
        story.Take((p, c) => story.Propose(p, c, 0.7m));
        Assert.Equal(0.9m, LastTarget(story));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Agency));
        Assert.Equal(0.9m, LastTarget(story));
        Assert.Equal(RevisionState.Open, story.First.Revisions[1].State);
        var since = story.Now;
        story.Take((p, c) => story.Assent(p, c, 1, Side.Partner));
        Assert.Equal(0.7m, LastTarget(story));
        var view = RevisionView.Of(story.First.Revisions[1], story.First.Find("1.answered"), PovertyMonitor.Platform.Problems.Language.English);
        Assert.Equal((0.9m, 0.7m, since), (view.Old!.Targets[^1].Value, view.New.Targets[^1].Value, view.InForceSince));
        Assert.Equal([null, 1], story.First.Find("1.answered")!.Versions.Select(v => v.Revision));
    }

    [Fact]
    public void What_was_replaced_is_shown_with_its_own_unit_control_baseline_and_target()
    {
        var story = Agreed();
        var counted = Reported() with
        {
            Unit = "count",
            Control = "villages",
            Baseline = new("agreed", T("laporan 2021"), 40, new(2021, 12, 31)),
            Targets = [new(2023, "B-12", 90, T("rapat"))],
        };
        story.Take((p, c) => ProposeRevision.Decide(p, c, new("1.answered", 1, counted, T("dihitung saja")), [Measure], Side.Agency, "x", story.Now));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Agency));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Partner));
        var indicator = story.First.Find("1.answered")!;
        var standing = new IndicatorStanding(indicator, null, [], Progress.Of(indicator.Definition, []), null, null);

        var view = IndicatorView.Of(standing, story.First, null, PovertyMonitor.Platform.Problems.Language.English);

        var earlier = Assert.Single(view.Earlier);
        Assert.Equal((Unit.Share, Control.OwnOffices, 0.4m, 0.9m), (earlier.Unit, earlier.Control, earlier.Baseline.Value, earlier.Target.Value));
        Assert.NotEqual((Unit.Share, Control.OwnOffices, 0.4m, 0.9m), (view.Unit, view.Control, view.Baseline.Value, view.Target.Value));
    }

    [Fact]
    public void What_was_done_is_not_done_again()
    {
        var story = Agreed();
        story.Take((p, c) => story.Propose(p, c, 0.7m));
        Assert.Equal("already", story.Refused((p, c) => story.Propose(p, c, 0.7m)));
        Assert.Equal("commitment.revision_open", story.Refused((p, c) => story.Propose(p, c, 0.8m)));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Partner));
        Assert.Equal("commitment.already_assented", story.Refused((p, c) => story.Assent(p, c, 1, Side.Partner)));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Agency));
        Assert.Equal("commitment.already_revised", story.Refused((p, c) => story.Propose(p, c, 0.8m)));
        Assert.Equal("commitment.invalid indicator:commitment.nothing_revised", story.Refused((p, c) => story.Propose(p, c, 0.7m, revises: 2)));
        Assert.Equal("commitment.revision_closed", story.Refused((p, c) => AnswerRevision.Refuse(p, c, c.Revisions[1], new(T("tidak")), Side.Agency, "x", story.Now)));
    }

    [Fact]
    public void A_side_refuses_with_a_reason_and_only_the_proposer_takes_back()
    {
        var story = Agreed();
        story.Take((p, c) => story.Propose(p, c, 0.7m));
        Assert.Equal("commitment.not_your_revision", story.Refused((p, c) => AnswerRevision.Withdraw(p, c, c.Revisions[1], Side.Partner, "x", story.Now)));
        Assert.Equal("commitment.invalid reason:commitment.invalid_field", story.Refused((p, c) => AnswerRevision.Refuse(p, c, c.Revisions[1], new(null), Side.Partner, "x", story.Now)));
        story.Take((p, c) => AnswerRevision.Refuse(p, c, c.Revisions[1], new(T("terlalu rendah")), Side.Partner, "x", story.Now));
        Assert.Equal((0.9m, RevisionState.Refused), (LastTarget(story), story.First.Revisions[1].State));
        story.Take((p, c) => story.Propose(p, c, 0.8m, side: Side.Partner));
        story.Take((p, c) => AnswerRevision.Withdraw(p, c, c.Revisions[2], Side.Partner, "x", story.Now));
        Assert.Equal("commitment.revision_closed", story.Refused((p, c) => story.Assent(p, c, 2, Side.Agency)));
    }

    [Fact]
    public void A_new_indicator_comes_into_an_agreed_plan_by_revision()
    {
        var story = Agreed();
        story.Take((p, c) => ProposeRevision.Decide(p, c, new("1.h", 0, Computed("h"), T("perlu")), [Measure], Side.Partner, "x", story.Now));
        Assert.Null(story.First.Find("1.h"));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Partner));
        story.Take((p, c) => story.Assent(p, c, 1, Side.Agency));
        Assert.Equal("h", story.First.Find("1.h")!.Definition.Expression);
    }

    [Fact]
    public void Two_revisions_that_are_right_alone_do_not_close_a_circle_together()
    {
        var story = Agreed();
        foreach (var (code, revision) in new[] { ("1.a", 1), ("1.b", 2) })
        {
            story.Take((p, c) => ProposeRevision.Decide(p, c, new(code, 0, Computed("h"), T("perlu")), [Measure], Side.Agency, "x", story.Now));
            story.Take((p, c) => story.Assent(p, c, revision, Side.Agency));
            story.Take((p, c) => story.Assent(p, c, revision, Side.Partner));
        }
        story.Take((p, c) => ProposeRevision.Decide(p, c, new("1.a", 1, Computed("indicator('1.b')"), T("perlu")), [Measure], Side.Agency, "x", story.Now));
        story.Take((p, c) => ProposeRevision.Decide(p, c, new("1.b", 1, Computed("indicator('1.a')"), T("perlu")), [Measure], Side.Agency, "x", story.Now));
        story.Take((p, c) => story.Assent(p, c, 3, Side.Agency));
        story.Take((p, c) => story.Assent(p, c, 3, Side.Partner));
        Assert.Equal("commitment.invalid indicator.expression:commitment.expression_circular", story.Refused((p, c) => story.Assent(p, c, 4, Side.Partner)));
    }

    [Property(MaxTest = 200)]
    public Property Whatever_people_do_no_version_value_or_assessment_is_ever_lost_or_changed(int seed)
    {
        var dice = new Random(seed);
        var story = Agreed();
        var kept = true;
        for (var step = 0; step < 25; step++)
        {
            var before = story.First;
            if (Command(dice, story)(story.Plan, before).Event is not { } happened) continue;
            story.History.Add(happened);
            var after = story.First;
            kept &= before.Indicators.All(i => i.Versions.Count <= after.Find(i.Code)!.Version && i.Versions.Zip(after.Find(i.Code)!.Versions).All(v => AreSame(v.First, v.Second)) && after.Find(i.Code)!.Values.Take(i.Values.Count).SequenceEqual(i.Values));
            kept &= after.Assessments.Take(before.Assessments.Count).SequenceEqual(before.Assessments) && after.Version == before.Version + 1;
            // A version that was not there before was made by a revision that both sides assented to, at the later of the two assents.
            kept &= after.Indicators.SelectMany(i => i.Versions.Skip(1)).All(v => after.Revisions[v.Revision!.Value] is { State: RevisionState.InForce } r && r.InForceSince == v.Since);
            kept &= after.Revisions.Values.Count(r => r.State == RevisionState.Open && r.Proposed.Definition.Code == "1.answered") <= 1;
        }
        return kept.ToProperty();
    }

    [Property(MaxTest = 100)]
    public Property As_it_was_known_it_stays_whatever_comes_later(int seed)
    {
        var dice = new Random(seed);
        var story = Agreed();
        var known = new List<(int Events, string Standing)>();
        for (var step = 0; step < 15; step++)
        {
            known.Add((story.History.Count, Standing(story.History)));
            if (Command(dice, story)(story.Plan, story.First).Event is { } happened) story.History.Add(happened);
        }
        return known.All(k => Standing(story.History.Take(k.Events)) == k.Standing).ToProperty();
    }

    [Fact]
    public void The_dice_reach_revisions_in_every_state()
    {
        var reached = new HashSet<RevisionState>();
        for (var seed = 0; seed < 100; seed++)
        {
            var (dice, story) = (new Random(seed), Agreed());
            for (var step = 0; step < 25; step++)
                if (Command(dice, story)(story.Plan, story.First).Event is { } happened) story.History.Add(happened);
            reached.UnionWith(story.First.Revisions.Values.Select(r => r.State));
        }
        Assert.Equal(Enum.GetValues<RevisionState>().Order(), reached.Order());
    }

    private static bool AreSame(IndicatorVersion one, IndicatorVersion other) =>
        (one.Since, one.Revision) == (other.Since, other.Revision) && IndicatorComparison.AreSame(one.Definition, other.Definition);

    private static decimal LastTarget(PlanStory story) => story.First.Find("1.answered")!.Definition.Targets[^1].Value;

    private static string Standing(IEnumerable<object> history)
    {
        var commitment = ActionPlans.After(history).Find(Code)!.Find(1)!;
        return string.Join("|", commitment.Indicators.Select(i =>
        {
            var progress = Progress.Of(i.Definition, [.. i.StandingValues.Select(v => new Reading(v.Value, null, v.On))]);
            return $"{i.Code} {i.Version} {progress.Status} {progress.Actual} {progress.Target} {progress.Achievement}";
        }).Concat(commitment.Revisions.Values.Select(r => $"{r.Proposed.Revision} {r.State} {r.InForceSince}")));
    }

    private static Func<ActionPlan, Commitment, PlanDecision> Command(Random dice, PlanStory story)
    {
        var side = dice.Next(2) == 0 ? Side.Agency : Side.Partner;
        var last = story.First.Revisions.Count;
        return dice.Next(last == 0 ? 3 : 7) switch
        {
            0 => (p, c) => story.Propose(p, c, 0.6m + (dice.Next(5) / 10m), c.Find("1.answered")!.Version - dice.Next(2) * dice.Next(2), side),
            1 => (p, c) => ReportValue.Decide(p, c, "1.answered", Value(dice.Next(11) / 10m, Today.PlusDays(-dice.Next(400))), Today, Caller(Role.Planner), story.Now),
            2 => (p, c) => story.Assess(p, c, dice.Next(2) == 0 ? "limited" : "substantial", side),
            3 => (p, c) => AnswerRevision.Refuse(p, c, c.Revisions[last], new(T("tidak")), side, "x", story.Now),
            4 => (p, c) => AnswerRevision.Withdraw(p, c, c.Revisions[last], side, "x", story.Now),
            _ => (p, c) => story.Assent(p, c, last, side),
        };
    }
}
