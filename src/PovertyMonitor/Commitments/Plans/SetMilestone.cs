using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>PUT /api/plans/{plan}/commitments/{number}/milestones/{code}: sets a milestone.</summary>
internal static class SetMilestone
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/plans/{plan}/commitments/{number:int}/milestones/{code}", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("SetMilestone")
        .WithSummary("Sets a milestone: the activity, its verifiable deliverable, its first and last day. What was set before stays in the log.")
        .TakesPlan<MilestoneEntry, CommitmentView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, Commitment commitment, string code, MilestoneEntry entry, string by, Instant at)
    {
        var fields = new PlanFields();
        var start = fields.Day(entry.Start, "start", plan.Start, plan.End);
        var set = new MilestoneSet(plan.Code, commitment.Number, fields.Code(code, "code"), fields.Text(entry.Title, "title"), fields.Text(entry.Deliverable, "deliverable"),
            start, fields.Day(entry.End, "end", start, plan.End), by, at);
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        return commitment.Milestones.GetValueOrDefault(code)?.Set is { } before && before with { By = by, At = at } == set ? PlanDecision.Already : PlanDecision.Of(set);
    }

    private static Task<IResult> HandleAsync(string plan, int number, string code, MilestoneEntry entry, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, number, (p, c) => Decide(p, c, code, entry, door.Caller.Subject, door.Now), c => CommitmentView.Of(c, door.Language), ct);
}

/// <summary>A milestone as it is entered.</summary>
/// <param name="Title">The activity.</param>
/// <param name="Deliverable">By what it can be verified.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MilestoneEntry(TextEntry? Title, TextEntry? Deliverable, LocalDate? Start, LocalDate? End);
