using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans/{plan}/meetings/{number}/result: enters how a technical meeting went.</summary>
internal static class HoldMeeting
{
    private const int MostPeople = 1000;
    private const int MostAgreed = 50;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/meetings/{number:int}/result", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("HoldMeeting")
        .WithSummary("Enters how a technical meeting went: the day, who attended as counts (women, men, agencies, partners; no names), and what was agreed.")
        .TakesPlan<TechnicalMeetingResult, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, int number, TechnicalMeetingResult result, LocalDate today, string by, Instant at)
    {
        var fields = new PlanFields();
        var on = fields.Day(result.HeldOn, "heldOn", plan.Start.PlusYears(-2), today);
        var attendance = new Attendance(
            fields.Count(result.Women, "women", MostPeople), fields.Count(result.Men, "men", MostPeople),
            fields.Count(result.Agencies, "agencies", MostPeople), fields.Count(result.Partners, "partners", MostPeople));
        if (attendance.Women + attendance.Men == 0) fields.Wrong<object>("women", "women + men > 0");
        if (result.Agreed is not { Count: > 0 and <= MostAgreed }) fields.Wrong<object>("agreed", $"1..{MostAgreed}");
        Wording[] agreed = [.. (result.Agreed ?? []).Select((a, i) => fields.Text(a, $"agreed[{i}]"))];
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.Meetings.GetValueOrDefault(number) is not { } meeting) return PlanDecision.Refuse(PlanProblems.UnknownMeeting, ("plan", plan.Code), ("number", number));
        if (meeting.Held is not { } before) return PlanDecision.Of(new MeetingHeld(plan.Code, number, on, attendance, [.. agreed], by, at));
        return (before.On, before.Attendance) == (on, attendance) && before.Agreed.SequenceEqual(agreed)
            ? PlanDecision.Already
            : PlanDecision.Refuse(PlanProblems.MeetingHeldBefore, ("number", number));
    }

    private static Task<IResult> HandleAsync(string plan, int number, TechnicalMeetingResult result, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, number, result, door.Today, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>How a technical meeting went.</summary>
/// <param name="HeldOn">The day.</param>
/// <param name="Women">Women present.</param>
/// <param name="Men">Men present.</param>
/// <param name="Agencies">Agencies represented.</param>
/// <param name="Partners">Civil-society organisations represented.</param>
/// <param name="Agreed">What was agreed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TechnicalMeetingResult(LocalDate? HeldOn, int? Women, int? Men, int? Agencies, int? Partners, IReadOnlyList<TextEntry?>? Agreed);
