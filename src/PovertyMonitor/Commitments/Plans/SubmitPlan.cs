using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans/{plan}/submission: the plan is agreed and submitted.</summary>
internal static class SubmitPlan
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/submission", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("SubmitPlan")
        .WithSummary("Says that the plan was agreed and submitted on a day. Every proposal has to be decided, and each one kept to be in a commitment. From then on indicators and targets change by revision only.")
        .TakesPlan<PlanSubmission, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, PlanSubmission submission, LocalDate today, string by, Instant at)
    {
        var fields = new PlanFields();
        // A plan is submitted before its first year begins as well as after.
        var on = fields.Day(submission.On, "on", latest: today);
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.SubmittedOn == on) return PlanDecision.Already;
        if (plan.IsAgreed) return PlanDecision.Refuse(PlanProblems.PlanAgreed, ("plan", plan.Code));
        var undecided = plan.Proposals.Values.Where(p => p.Decision is null).Select(p => p.Made.Number).ToList();
        var used = plan.Commitments.Values.SelectMany(c => c.Text?.Proposals ?? []).ToHashSet();
        var unused = plan.Proposals.Values.Where(p => p.Decision?.Outcome == ProposalOutcome.Kept && !used.Contains(p.Made.Number)).Select(p => p.Made.Number).ToList();
        return undecided.Count + unused.Count > 0 || plan.Commitments.IsEmpty
            ? PlanDecision.Refuse(PlanProblems.NotReady, ("undecided", Written(undecided)), ("unused", Written(unused)))
            : PlanDecision.Of(new PlanSubmitted(plan.Code, on, by, at));
    }

    private static string Written(List<int> numbers) => numbers.Count == 0 ? "-" : string.Join(", ", numbers);

    private static Task<IResult> HandleAsync(string plan, PlanSubmission submission, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, submission, door.Today, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>A plan's submission.</summary>
/// <param name="On">The day.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PlanSubmission(LocalDate? On);
