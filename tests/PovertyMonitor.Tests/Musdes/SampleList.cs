using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Musdes;
using PovertyMonitor.Musdes.Minutes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>Lists to decide about, without a database.</summary>
internal static class SampleList
{
    public const string By = "operator";
    public const string Officer = "officer";

    public static readonly LocalDate DrawnOn = new(2019, 3, 1);
    public static readonly LocalDate Today = new(2019, 3, 11);

    /// <summary>The deadlines of a regency that has set none.</summary>
    public static readonly Deadlines NotSet = new(new WorkingDays([]), null, null, null);

    /// <summary>A list of some households, verified if so asked.</summary>
    public static MusdesList Drawn(int lines, bool verified = true)
    {
        var list = MusdesList.Unknown.With(new ListDrawn(
            Guid.NewGuid(), "35.22.15.2002", "2019-1", 1, "global-mpi-2018@1", 17, DrawnOn, [.. Enumerable.Range(1, lines).Select(LineOf)], By));
        return verified ? list.After(VerifyLines.Decide(list, null, By)) : list;
    }

    public static ListLine LineOf(int number) => new(number, Guid.NewGuid(), Guid.NewGuid(), "003", "001", "Melati 1", 4, ["child-mortality"]);

    public static MissingHousehold MissingOf(Guid household, PovertyStatus status = PovertyStatus.Poor) => new(LineOf(0) with { Household = household }, status);

    /// <summary>A meeting that decides by one letter per line: c, r or d.</summary>
    public static MeetingResult Meeting(string decisions, string minutes = "140/1/2019", int first = 1) => new(
        minutes, new LocalDate(2019, 3, 8), 12, 15, [.. decisions.Select((d, i) => EntryOf(d, first + i))]);

    public static DecisionEntry EntryOf(char decision, int line) => decision switch
    {
        'c' => new(line, "confirmed"),
        'r' => new(line, "removed", "notPoor"),
        _ => new(line, "disputed", "factsWrong"),
    };

    /// <summary>A list that a meeting has decided about.</summary>
    public static MusdesList Decided(string decisions, Deadlines? deadlines = null)
    {
        var list = Drawn(decisions.Length);
        return list.After(RecordMeeting.Decide(list, Meeting(decisions), Today, deadlines ?? NotSet, By));
    }

    /// <summary>A list that the camat has forwarded.</summary>
    public static MusdesList Forwarded(string decisions)
    {
        var list = Scanned(Decided(decisions));
        return list.After(ReviewResult.Decide(list, new("forwarded"), Today, "camat"));
    }

    public static MusdesList Scanned(MusdesList list, string sha256 = "abc") => list.After(FileMinutes.Decide(list, sha256, "application/pdf", 3, By));

    /// <summary>A list with an objection to a line.</summary>
    public static (MusdesList List, Guid Objection) Objected(MusdesList list, int line, string ground)
    {
        var id = Guid.NewGuid();
        return (list.After(LodgeObjection.Decide(list, new(id, line, null, ground), null, Today, NotSet, By)), id);
    }

    /// <summary>That the households of a list were interviewed again on a day.</summary>
    public static Dictionary<Guid, Instant> InterviewedOn(LocalDate day, MusdesList list) => list.Lines.Values.ToDictionary(l => l.Entry.Household, _ => WorkingDays.BeginningOf(day));

    /// <summary>The list after a decision that must not be refused.</summary>
    public static MusdesList After(this MusdesList list, MusdesDecision decision)
    {
        Assert.Null(decision.Refusal?.Problem.Code);
        return decision.Events.Aggregate(list, (state, e) => state.With(e));
    }

    /// <summary>The code by which a decision is refused.</summary>
    public static string? Code(this MusdesDecision decision) =>
        decision.Refusal is { Errors: [{ } error, ..] } ? error.Problem.Code : decision.Refusal?.Problem.Code;

    /// <summary>The list after an objection was upheld by another than who lodged it.</summary>
    public static MusdesList Upheld(MusdesList list, Guid objection) => list.After(AnswerObjection.Decide(list, objection, new("upheld"), Officer, Role.Dinsos));

    /// <summary>A decree over a list alone: why it is refused, and the list after it.</summary>
    public static (string? Code, MusdesList List) Decree(MusdesList list)
    {
        var id = list.Drawn?.ListId ?? Guid.NewGuid();
        var (refusal, events) = EnterDecree.Decide(new("188/1/2019", Today, [id]), null, new Dictionary<Guid, MusdesList> { [id] = list }, Today, By);
        return (refusal?.Problem.Code, events.Where(e => e.Stream == id).Aggregate(list, (state, e) => state.With(e.Event)));
    }
}
