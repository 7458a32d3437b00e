using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans/{plan}/meetings: schedules a technical meeting.</summary>
internal static class ScheduleMeeting
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/meetings", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("ScheduleMeeting")
        .WithSummary("Schedules a technical meeting about commitments, or about the whole plan; it gets the next number.")
        .TakesPlan<NewMeeting, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, NewMeeting meeting, string by, Instant at)
    {
        var fields = new PlanFields();
        // A plan is worked out before its first year begins.
        var (on, agenda) = (fields.Day(meeting.On, "on", plan.Start.PlusYears(-2), plan.End.PlusYears(1)), fields.Text(meeting.Agenda, "agenda"));
        int[] commitments = [.. (meeting.Commitments ?? []).Distinct()];
        foreach (var (i, number) in commitments.Index())
            if (plan.Find(number) is null) fields.Errors.Add(CommitmentProblems.Unknown.At($"commitments[{i}]", ("number", number), ("plan", plan.Code)));
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        return plan.Meetings.Values.Any(m => (m.Scheduled.On, m.Scheduled.Agenda) == (on, agenda) && m.Scheduled.Commitments.SequenceEqual(commitments))
            ? PlanDecision.Already
            : PlanDecision.Of(new MeetingScheduled(plan.Code, plan.Meetings.Count + 1, [.. commitments], on, agenda, by, at));
    }

    private static Task<IResult> HandleAsync(string plan, NewMeeting meeting, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, meeting, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>A meeting to come.</summary>
/// <param name="On">The day.</param>
/// <param name="Agenda">What it is about.</param>
/// <param name="Commitments">The numbers of the commitments; none for the whole plan.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewMeeting(LocalDate? On, TextEntry? Agenda, IReadOnlyList<int>? Commitments = null);
