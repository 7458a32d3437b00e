using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Musdes.Objections;

namespace PovertyMonitor.Musdes;

/// <summary>How far a list has come.</summary>
internal enum ListState
{
    /// <summary>Nothing was drawn.</summary>
    None,

    /// <summary>Drawn, for the meeting to come.</summary>
    Drawn,

    /// <summary>The meeting's result is in; the camat has to review it.</summary>
    Decided,

    /// <summary>The camat gave it back: the village has to meet again.</summary>
    Returned,

    /// <summary>The camat passed it on to the bupati.</summary>
    Forwarded,

    /// <summary>Decreed by the bupati.</summary>
    Decreed,

    /// <summary>Taken back before the meeting.</summary>
    Withdrawn,
}

/// <summary>The furthest stage that a household has reached on a list. Each is counted apart.</summary>
internal enum Stage
{
    /// <summary>On the list.</summary>
    Drawn,

    /// <summary>Checked before the meeting.</summary>
    Verified,

    /// <summary>Confirmed by the meeting, or put on the list by an objection.</summary>
    Confirmed,

    /// <summary>In the bupati's decree.</summary>
    Decreed,

    /// <summary>The list was taken back.</summary>
    Withdrawn,
}

/// <summary>A list as its events tell it. It says nothing of answers or scores: those stay what they are whatever is decided here.</summary>
internal sealed record MusdesList
{
    public static readonly MusdesList Unknown = new();

    /// <summary>How it was drawn; <see langword="null"/> where it never was.</summary>
    public ListDrawn? Drawn { get; private init; }

    public ListState State { get; private init; }

    /// <summary>Its lines by their numbers, those taken off it too.</summary>
    public ImmutableSortedDictionary<int, Line> Lines { get; private init; } = ImmutableSortedDictionary<int, Line>.Empty;

    /// <summary>The meetings about it, the oldest first.</summary>
    public ImmutableList<MeetingRecorded> Meetings { get; private init; } = [];

    /// <summary>The signed minutes by the place of their meeting among the meetings, the oldest first.</summary>
    public ImmutableSortedDictionary<int, ImmutableList<MinutesFiled>> Scans { get; private init; } = ImmutableSortedDictionary<int, ImmutableList<MinutesFiled>>.Empty;

    /// <summary>The minutes filed since the camat gave the result back: if it comes again under their number they are the new one's.</summary>
    public ImmutableList<MinutesFiled> FiledSince { get; private init; } = [];

    /// <summary>The objections in the order they were lodged.</summary>
    public ImmutableList<Objection> Objections { get; private init; } = [];

    /// <summary>The decree that covers it.</summary>
    public ListDecreed? Decree { get; private init; }

    /// <summary>Why the camat gave it back last.</summary>
    public ReturnReason? Returned { get; private init; }

    public bool IsKnown => Drawn is not null;

    /// <summary>The last day on which an objection is taken; <see langword="null"/> where there is no such day.</summary>
    public LocalDate? ObjectionsUntil => Meetings.LastOrDefault()?.ObjectionsUntil;

    /// <summary>The signed minutes of the last meeting; <see langword="null"/> where none were filed.</summary>
    public MinutesFiled? LastScan => ScanOf(Meetings.Count - 1);

    /// <summary>The signed minutes of a meeting, by its place among the meetings; of several scans the last.</summary>
    public MinutesFiled? ScanOf(int meeting) => ScansOf(meeting) is [.., var last] ? last : null;

    /// <summary>All scans that were filed of a meeting's minutes, the oldest first.</summary>
    public IReadOnlyList<MinutesFiled> ScansOf(int meeting) => [.. Scans.GetValueOrDefault(meeting) ?? [], .. meeting == Meetings.Count - 1 ? FiledSince : []];

    public static MusdesList After(IEnumerable<object> events) => events.Aggregate(Unknown, (list, e) => list.With(e));

    /// <summary>The stage of a line.</summary>
    public Stage StageOf(Line line) => line switch
    {
        _ when State == ListState.Withdrawn => Stage.Withdrawn,
        { Decision: MeetingDecision.Confirmed } => State == ListState.Decreed ? Stage.Decreed : Stage.Confirmed,
        { Verified: true } => Stage.Verified,
        _ => Stage.Drawn,
    };

    public MusdesList With(object happened) => happened switch
    {
        ListDrawn e => this with { Drawn = e, State = ListState.Drawn, Lines = e.Lines.ToImmutableSortedDictionary(l => l.Number, l => new Line(l)) },
        ListWithdrawn => this with { State = ListState.Withdrawn },
        LinesVerified e => this with { Lines = Lines.SetItems(e.Lines.Select(n => KeyValuePair.Create(n, Lines[n] with { Verified = true }))) },
        MeetingRecorded e => this with { State = ListState.Decided, Meetings = Meetings.Add(e), Scans = ScansWith(e), FiledSince = [], Lines = Lines.SetItems(e.Decisions.Select(d => KeyValuePair.Create(d.Line, Lines[d.Line].After(d, e.HeldOn)))) },
        MinutesFiled e => State == ListState.Returned ? this with { FiledSince = FiledSince.Add(e) } : this with { Scans = Filed(Meetings.Count - 1, [e]) },
        ListForwarded => this with { State = ListState.Forwarded },
        ListReturned e => this with { State = ListState.Returned, Returned = e.Reason, Lines = Lines.SetItems(Lines.Select(l => KeyValuePair.Create(l.Key, l.Value.Reopened()))) },
        ListDecreed e => this with { State = ListState.Decreed, Decree = e },
        LineRestored e => this with { Lines = Lines.SetItem(e.Line, Lines[e.Line] with { Decision = MeetingDecision.Confirmed, Reason = null, RevisitSince = null }) },
        LineStruck e => this with { Lines = Lines.SetItem(e.Line, Lines[e.Line] with { Decision = MeetingDecision.Removed, Reason = e.Reason, RevisitSince = null }) },
        LineAdded e => this with { Lines = Lines.SetItem(e.Line.Number, new Line(e.Line) { Verified = true, Decision = MeetingDecision.Confirmed, Settled = true }) },
        ObjectionLodged e => this with { Objections = Objections.Add(new(e, ObjectionState.Lodged)) },
        ObjectionExamined e => With(e.ObjectionId, ObjectionState.Examined),
        ObjectionUpheld e => With(e.ObjectionId, ObjectionState.Upheld).Settle(e.ObjectionId),
        ObjectionRejected e => With(e.ObjectionId, ObjectionState.Rejected, e.Reason),
        ObjectionWithdrawn e => With(e.ObjectionId, ObjectionState.Withdrawn),
        _ => this,
    };

    private MusdesList With(Guid objection, ObjectionState state, RejectionReason? reason = null)
    {
        var index = Objections.FindIndex(o => o.Id == objection);
        return this with { Objections = Objections.SetItem(index, Objections[index] with { State = state, Rejection = reason }) };
    }

    private ImmutableSortedDictionary<int, ImmutableList<MinutesFiled>> ScansWith(MeetingRecorded next) =>
        FiledSince is [.., var filed] ? Filed(filed.Minutes == next.Minutes ? Meetings.Count : Meetings.Count - 1, FiledSince) : Scans;

    private ImmutableSortedDictionary<int, ImmutableList<MinutesFiled>> Filed(int meeting, ImmutableList<MinutesFiled> scans) =>
        Scans.SetItem(meeting, (Scans.GetValueOrDefault(meeting) ?? []).AddRange(scans));

    private MusdesList Settle(Guid objection) => Objections.First(o => o.Id == objection).Lodged.Line is { } line
        ? this with { Lines = Lines.SetItem(line, Lines[line] with { Verified = true, Settled = true }) }
        : this;
}

/// <summary>A line of a list and what was decided about it.</summary>
/// <param name="Entry">The household as it was drawn.</param>
internal sealed record Line(ListLine Entry)
{
    /// <summary>Whether it was checked before the meeting.</summary>
    public bool Verified { get; init; }

    /// <summary>What was decided; <see langword="null"/> where nothing was.</summary>
    public MeetingDecision? Decision { get; init; }

    public LineReason? Reason { get; init; }

    /// <summary>Whether an upheld objection decided about it, so that no meeting does any more.</summary>
    public bool Settled { get; init; }

    /// <summary>The day of the meeting that wants the household visited again.</summary>
    public LocalDate? RevisitSince { get; init; }

    /// <summary>Whether a meeting has still to decide about it.</summary>
    public bool IsOpen => !Settled && Decision is null or MeetingDecision.Disputed;

    /// <summary>Whether a meeting may decide so: a disputed fact is visited again first, where the household is still there to be asked.</summary>
    public bool MayBeDecided(LineDecision decision, IReadOnlyDictionary<Guid, Instant>? interviewed) =>
        RevisitSince is not { } since || decision.Decision == MeetingDecision.Disputed || (decision.Decision == MeetingDecision.Removed && IsGone(decision.Reason))
        || (interviewed?.TryGetValue(Entry.Household, out var last) == true && last >= WorkingDays.BeginningOf(since));

    private static bool IsGone(LineReason? reason) =>
        reason is LineReason.MovedAway or LineReason.Deceased or LineReason.Duplicate or LineReason.NotKnown or LineReason.Dissolved or LineReason.Joined;

    /// <summary>This line after a meeting.</summary>
    public Line After(LineDecision decision, LocalDate heldOn) => this with
    {
        Decision = decision.Decision,
        Reason = decision.Reason,
        RevisitSince = decision.Decision == MeetingDecision.Disputed ? heldOn : null,
    };

    /// <summary>This line after the camat gave the result back.</summary>
    public Line Reopened() => Settled ? this : this with { Decision = null, Reason = null };
}
