using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans: opens an action plan for proposals.</summary>
internal static class OpenPlan
{
    private const int LongestPeriod = 10;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("OpenPlan")
        .WithSummary("Opens an action plan for proposals: its years, its title and the last day of submitting it in time. Its code is its years, such as 2021-2023.")
        .TakesPlan<NewPlan, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlans plans, NewPlan plan, string by, Instant at)
    {
        var fields = new PlanFields();
        var from = fields.Count(plan.FromYear, "fromYear", 2100, 2000);
        var to = fields.Count(plan.ToYear, "toYear", from + LongestPeriod, from);
        var title = fields.Text(plan.Title, "title");
        var deadline = plan.SubmissionDeadline is null ? (LocalDate?)null : fields.Day(plan.SubmissionDeadline, "submissionDeadline", latest: new LocalDate(Math.Max(to, 1), 12, 31));
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        var code = ActionPlan.CodeOf(from, to);
        if (plans.Find(code) is not { } known) return PlanDecision.Of(new PlanOpened(code, from, to, title, deadline, by, at));
        return known.Title == title && known.Deadline == deadline ? PlanDecision.Already : PlanDecision.Refuse(PlanProblems.PlanExists, ("plan", code));
    }

    private static Task<IResult> HandleAsync(NewPlan plan, [AsParameters] PlanDoor door, CancellationToken ct)
    {
        var code = ActionPlan.CodeOf(plan.FromYear ?? 0, plan.ToYear ?? 0);
        return door.TakeAsync(plans => (plans.Find(code)?.Version ?? 0, Decide(plans, plan, door.Caller.Subject, door.Now)), e => e.Plan == code,
            plans => (plans.Find(code)!.Version, ActionPlanView.Of(plans.Find(code)!, door.Language)), ct);
    }
}

/// <summary>A plan to open.</summary>
/// <param name="FromYear">Its first year.</param>
/// <param name="ToYear">Its last year.</param>
/// <param name="Title">What it is called.</param>
/// <param name="SubmissionDeadline">The last day of submitting it in time.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewPlan(int? FromYear, int? ToYear, TextEntry? Title, LocalDate? SubmissionDeadline = null);
