using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans/{plan}/commitments/{number}/milestones/{code}/reports: reports how far a milestone is.</summary>
internal static class ReportMilestone
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number:int}/milestones/{code}/reports", HandleAsync)
        .AllowRoles(CommitmentRoles.Agencies)
        .WithName("ReportMilestone")
        .WithSummary("Reports how far a milestone is (notStarted, started, completed) on a day; completed needs evidence, a file's hash or a link.")
        .TakesPlan<MilestoneReport, CommitmentView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, Commitment commitment, string code, MilestoneReport report, LocalDate today, string by, Instant at)
    {
        var fields = new PlanFields();
        var (state, on) = (fields.Choice<MilestoneState>(report.State, "state"), fields.Past(report.On, "on", plan, today));
        var evidence = state == MilestoneState.Completed ? fields.Evidence(report.Evidence, "evidence") : fields.EvidenceIfAny(report.Evidence, "evidence");
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (commitment.Milestones.GetValueOrDefault(code) is not { } milestone) return PlanDecision.Refuse(PlanProblems.UnknownMilestone, ("number", commitment.Number), ("code", code));
        return milestone.Reports.LastOrDefault() is { } last && (last.State, last.On, last.Evidence) == (state, on, evidence)
            ? PlanDecision.Already
            : PlanDecision.Of(new MilestoneReported(plan.Code, commitment.Number, code, state, on, evidence, by, at));
    }

    private static async Task<IResult> HandleAsync(
        string plan, int number, string code, MilestoneReport report, EvidenceFiles files, [AsParameters] PlanDoor door, CancellationToken ct) =>
        await files.UnknownAsync(door.Caller.Regency!, report.Evidence, ct)
        ?? await door.TakeAsync(plan, number, (p, c) => Decide(p, c, code, report, door.Today, door.Caller.Subject, door.Now), c => CommitmentView.Of(c, door.Language), ct);
}

/// <summary>A report on a milestone.</summary>
/// <param name="State"><c>notStarted</c>, <c>started</c> or <c>completed</c>.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Evidence">What shows it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MilestoneReport(string? State, LocalDate? On, EvidenceEntry? Evidence = null);
