using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>PUT /api/plans/{plan}/deadline: sets the last day of submitting a plan in time.</summary>
internal static class SetDeadline
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/plans/{plan}/deadline", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("SetSubmissionDeadline")
        .WithSummary("Sets the last day of submitting the plan in time; a later submission is taken and shown as late.")
        .TakesPlan<PlanDeadline, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, PlanDeadline deadline, string by, Instant at)
    {
        var fields = new PlanFields();
        var day = fields.Day(deadline.SubmissionDeadline, "submissionDeadline", latest: plan.End);
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.Deadline == day) return PlanDecision.Already;
        return plan.IsAgreed ? PlanDecision.Refuse(PlanProblems.PlanAgreed, ("plan", plan.Code)) : PlanDecision.Of(new SubmissionDeadlineSet(plan.Code, day, by, at));
    }

    private static Task<IResult> HandleAsync(string plan, PlanDeadline deadline, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, deadline, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>A deadline.</summary>
/// <param name="SubmissionDeadline">The last day.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PlanDeadline(LocalDate? SubmissionDeadline);
