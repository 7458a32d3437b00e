using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes;

/// <summary>POST /api/musdes/lists/{id}/meetings: enters what the village's meeting decided about its list.</summary>
internal static class RecordMeeting
{
    private const int MostPeople = 10_000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists/{id:guid}/meetings", HandleAsync)
        .AllowRoles(Role.Village)
        .WithName("RecordMeeting")
        .WithSummary("Enters a meeting's result: the minutes' number, the day, who attended by sex, and per line confirmed, removed or disputed, the last two with a reason. Another meeting decides what was disputed, or everything the camat returned.")
        .TakesMusdes<MeetingResult>();

    /// <summary>What follows from a result.</summary>
    /// <param name="list">The list.</param>
    /// <param name="result">The result as it was entered.</param>
    /// <param name="today">The day.</param>
    /// <param name="deadlines">The regency's deadlines.</param>
    /// <param name="by">Who enters it.</param>
    /// <param name="interviewed">When households to be revisited were interviewed last, apart from the interview that their line rests on.</param>
    public static MusdesDecision Decide(
        MusdesList list, MeetingResult result, LocalDate today, Deadlines deadlines, string by, IReadOnlyDictionary<Guid, Instant>? interviewed = null)
    {
        // Where objections settled every line, the meeting that follows the camat's return has none to decide, and yet its minutes go to the camat.
        var mayBeNone = (list.State == ListState.Returned && !list.Lines.Values.Any(l => l.IsOpen)) || list.Meetings.Exists(m => m.Minutes == result.Minutes && m.Decisions.Count == 0);
        var (meeting, errors) = Read(result, list.Drawn!.DrawnOn, today, mayBeNone);
        if (errors.Count > 0) return MusdesDecision.Refuse(errors);
        // What the camat gave back may come again under its number, corrected or with a better scan.
        if (list.State != ListState.Returned && list.Meetings.FindLast(m => m.Minutes == meeting.Minutes) is { } before)
            return IsSame(before, meeting) ? MusdesDecision.Already : MusdesDecision.Refuse(MusdesProblems.MinutesTaken, ("minutes", meeting.Minutes));
        return ListRefusals.Finished(list) ?? ListRefusals.WithCamat(list) ?? WhyNot(list, meeting.Decisions, interviewed) ?? MusdesDecision.Of(meeting with
        {
            RecordedOn = today,
            PostedUntil = deadlines.Calendar.Until(today, deadlines.Posting),
            ObjectionsUntil = deadlines.Calendar.Until(today, deadlines.Objections),
            By = by,
        });
    }

    private static MusdesDecision? WhyNot(MusdesList list, IReadOnlyList<LineDecision> decisions, IReadOnlyDictionary<Guid, Instant>? interviewed)
    {
        var named = decisions.Select(d => d.Line).ToHashSet();
        if (ListRefusals.UnknownLines(list, named) is { } unknown) return unknown;
        if (Where(named, n => list.Lines[n].Settled) is { Length: > 0 } settled) return MusdesDecision.Refuse(MusdesProblems.LineSettled, ("lines", ListRefusals.Written(settled)));
        if (Where(named, n => !list.Lines[n].IsOpen) is { Length: > 0 } decided) return MusdesDecision.Refuse(MusdesProblems.LineDecided, ("lines", ListRefusals.Written(decided)));
        if (Where(list.Lines.Keys, n => list.Lines[n] is { IsOpen: true, Decision: null } && !named.Contains(n)) is { Length: > 0 } left)
            return MusdesDecision.Refuse(MusdesProblems.LinesUndecided, ("lines", ListRefusals.Written(left)));
        if (Where(named, n => !list.Lines[n].Verified) is { Length: > 0 } unverified)
            return MusdesDecision.Refuse(MusdesProblems.NotVerified, ("lines", ListRefusals.Written(unverified)), ("list", list.Drawn!.ListId));
        return Where(decisions.Where(d => !list.Lines[d.Line].MayBeDecided(d, interviewed)).Select(d => d.Line), _ => true) is { Length: > 0 } open
            ? MusdesDecision.Refuse(MusdesProblems.NotRevisited, ("lines", ListRefusals.Written(open)))
            : null;
    }

    private static int[] Where(IEnumerable<int> numbers, Func<int, bool> which) => [.. numbers.Where(which).Order()];

    private static (MeetingRecorded Meeting, List<FieldError> Errors) Read(MeetingResult result, LocalDate drawnOn, LocalDate today, bool mayBeNone)
    {
        var fields = new MusdesFields();
        var decisions = (result.Decisions ?? []).Select((d, i) => new LineDecision(
            d?.Line ?? fields.Wrong<int>($"decisions[{i}].line", "1, 2, ..."),
            fields.Choice<MeetingDecision>(d?.Decision, $"decisions[{i}].decision"),
            fields.ChoiceIfAny<LineReason>(d?.Reason, $"decisions[{i}].reason"))).ToList();
        if (decisions.Count == 0 && !mayBeNone) fields.Wrong<object>("decisions", "[{\"line\": 1, \"decision\": \"confirmed\"}]");
        var named = new HashSet<int>();
        foreach (var (i, d) in decisions.Index())
        {
            if (!named.Add(d.Line)) fields.Errors.Add(MusdesProblems.LineTwice.At($"decisions[{i}].line", ("line", d.Line)));
            if (d.Decision == MeetingDecision.Confirmed && d.Reason is not null) fields.Errors.Add(MusdesProblems.ReasonNotAsked.At($"decisions[{i}].reason", ("line", d.Line)));
            if (d.Decision != MeetingDecision.Confirmed && d.Reason is null)
                fields.Errors.Add(MusdesProblems.ReasonNeeded.At($"decisions[{i}].reason", ("line", d.Line), ("expected", MusdesFields.CodesOf<LineReason>())));
        }
        var meeting = new MeetingRecorded(
            fields.Reference(result.Minutes, "minutes"), fields.Day(result.HeldOn, "heldOn", today, drawnOn),
            fields.Count(result.Women, "women", MostPeople), fields.Count(result.Men, "men", MostPeople), decisions, today, null, null, "");
        if (meeting.Women + meeting.Men == 0) fields.Wrong<object>("women", "women + men > 0");
        return (meeting, fields.Errors);
    }

    private static bool IsSame(MeetingRecorded before, MeetingRecorded now) =>
        (before.HeldOn, before.Women, before.Men) == (now.HeldOn, now.Women, now.Men) && before.Decisions.ToHashSet().SetEquals(now.Decisions);

    private static async Task<IResult> HandleAsync(
        Guid id, MeetingResult result, Caller caller, Language language, MusdesDoor door, MusdesViews views, RevisitsMade revisits, IClock clock, IOptions<MusdesOptions> options,
        HttpContext http, CancellationToken ct)
    {
        var (today, deadlines) = (WorkingDays.DayOf(clock.GetCurrentInstant()), Deadlines.Of(options.Value));
        // What households answered is read before the list is locked: it is no part of the list.
        var interviewed = await revisits.OfAsync(caller.Regency!, id, ct);
        var answer = await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, result, today, deadlines, caller.Subject, interviewed), language, ct);
        return await views.AnswerAsync(answer, caller, language, http.Response, ct);
    }
}

/// <summary>What a meeting decided.</summary>
/// <param name="Minutes">The number of its minutes (berita acara).</param>
/// <param name="HeldOn">The day.</param>
/// <param name="Women">Women present.</param>
/// <param name="Men">Men present.</param>
/// <param name="Decisions">One decision per line.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MeetingResult(string? Minutes, LocalDate? HeldOn, int? Women, int? Men, IReadOnlyList<DecisionEntry?>? Decisions);

/// <summary>What it decided about a line.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Decision"><c>confirmed</c>, <c>removed</c> or <c>disputed</c>.</param>
/// <param name="Reason">Why it is removed or disputed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecisionEntry(int? Line, string? Decision, string? Reason = null);
