using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>A plan whose history grows by commands, as people give them.</summary>
internal sealed class PlanStory
{
    public const string Code = "2021-2023";

    public static readonly LocalDate Today = new(2022, 6, 15);
    public static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read("global-mpi-2018-without-nutrition"), 1);

    private static readonly Instant Begin = Instant.FromUtc(2022, 6, 15, 3, 0);

    /// <summary>All events so far.</summary>
    public List<object> History { get; } = [];

    public ActionPlan Plan => ActionPlans.After(History).Find(Code)!;

    public Commitment First => Plan.Find(1)!;

    /// <summary>When the next command comes.</summary>
    public Instant Now => Begin + Duration.FromMinutes(History.Count);

    /// <summary>A plan with one commitment from the first of two proposals, agreed.</summary>
    public static PlanStory Agreed()
    {
        var story = new PlanStory().Open();
        story.Take(p => MakeProposal.Decide(p, Proposal("A"), "bappeda", story.Now));
        story.Take(p => MakeProposal.Decide(p, Proposal("B"), "bappeda", story.Now));
        story.Take(p => DecideProposal.Decide(p, 1, new("kept", T("terukur")), "bappeda", story.Now));
        story.Take(p => DecideProposal.Decide(p, 2, new("dropped", T("di luar kewenangan")), "bappeda", story.Now));
        story.Take(p => DescribeCommitment.Decide(p, 1, Described(1), "bappeda", story.Now));
        story.Take(p => DefineIndicator.Decide(p, p.Find(1)!, "1.answered", Reported(), [Measure], "bappeda", story.Now));
        story.Take(p => SubmitPlan.Decide(p, new(new(2021, 2, 1)), Today, "bappeda", story.Now));
        return story;
    }

    public PlanStory Open()
    {
        History.Add(OpenPlan.Decide(ActionPlans.None, new(2021, 2023, T("Rencana"), new(2021, 1, 31)), "bappeda", Now).Event!);
        return this;
    }

    /// <summary>Takes a command that must be recorded.</summary>
    public void Take(Func<ActionPlan, PlanDecision> command)
    {
        var decision = command(Plan);
        Assert.True(decision.Event is not null, Codes(decision));
        History.Add(decision.Event!);
    }

    /// <summary>Takes a command about the first commitment that must be recorded.</summary>
    public void Take(Func<ActionPlan, Commitment, PlanDecision> command) => Take(p => command(p, p.Find(1)!));

    /// <summary>The code of the refusal, or of what is wrong in the first field.</summary>
    public string Refused(Func<ActionPlan, Commitment, PlanDecision> command) => Codes(command(Plan, First));

    public static string Codes(PlanDecision decision) =>
        decision.Refusal is { } refusal ? string.Join(" ", refusal.Errors.Select(e => $"{e.Field}:{e.Problem.Code}").Prepend(refusal.Problem.Code)) : decision.Event is null ? "already" : "taken";

    public static TextEntry T(string id) => new(id, $"en {id}");

    public static NewProposal Proposal(string title) => new(T(title), T("masalah"), "Bojonegoro Institute");

    public static CommitmentEntry Described(params int[] proposals) => new(
        T("Komitmen"), T("masalah"), T("uraian"), T("sumbangan"), ["transparency", "participation"], "Bappeda", ["Dinas Kominfo"], ["Bojonegoro Institute"], new(2021, 1, 1), new(2023, 12, 31), proposals);

    /// <summary>A reported share of answered complaints, from 0.4 to 0.6 at the end of 2022 and 0.9 at the end of 2023.</summary>
    public static IndicatorEntry Reported(decimal last = 0.9m) => new(
        T("Keluhan terjawab"), "share", "higher", new("agreed", T("laporan 2020"), 0.4m, new(2020, 12, 31)),
        [new(2022, "B-12", 0.6m, T("rapat")), new(2023, "B-12", last, T("rapat"))], "ownOffices", "quarterly", "Dinas Kominfo", new(T("Bagian keluhan yang terjawab.")));

    /// <summary>A computed indicator.</summary>
    public static IndicatorEntry Computed(string expression, string? measure = "global-mpi-2018-without-nutrition") => Reported() with
    {
        Direction = "lower",
        Baseline = new("firstRound", T("putaran pertama")),
        Targets = [new(2023, "B-12", 0.9m, T("rapat"), "shareOfBaseline")],
        Expression = expression,
        Measure = measure,
    };

    public static Caller Caller(Role role) => new($"test-{role}", role, "35.22", [], []);

    public static ValueEntry Value(decimal? value, LocalDate? on) => new(value, on, new(Link: "https://bojonegorokab.go.id/laporan"));

    public PlanDecision Propose(ActionPlan p, Commitment c, decimal last, int revises = 1, Side side = Side.Agency, string reason = "tidak tercapai") =>
        ProposeRevision.Decide(p, c, new("1.answered", revises, Reported(last), T(reason)), [Measure], side, "x", Now);

    public PlanDecision Assent(ActionPlan p, Commitment c, int revision, Side side) => AnswerRevision.Assent(p, c, c.Revisions[revision], side, "x", Now);

    public PlanDecision Assess(ActionPlan p, Commitment c, string level, Side side) =>
        AssessCommitment.Decide(p, c, new(level, new(2022, 6, 1), T("karena"), new(Link: "https://bojonegorokab.go.id/laporan")), side, Today, "x", Now);
}
