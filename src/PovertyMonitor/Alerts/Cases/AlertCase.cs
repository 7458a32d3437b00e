using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>An alert and what became of it.</summary>
internal sealed record AlertCase
{
    public static readonly AlertCase Unknown = new();

    /// <summary>What it says; <see langword="null"/> where it was never raised.</summary>
    public Alert? Alert { get; private init; }

    public AlertState State { get; private init; }

    /// <summary>Whom it concerns now: the rule's audience, or the one it was escalated to.</summary>
    public string Audience { get; private init; } = "";

    /// <summary>Who has been told of it: the rule's audience and those it was escalated to.</summary>
    public ImmutableArray<string> Told { get; private init; } = [];

    public int Level { get; private init; }

    public Instant? DeliveredAt { get; private init; }

    public Instant? AcknowledgedAt { get; private init; }

    public Instant? SettledAt { get; private init; }

    /// <summary>The receivers that took it.</summary>
    public ImmutableHashSet<string> Receivers { get; private init; } = [];

    public ImmutableArray<AlertTakenUp> Help { get; private init; } = [];

    public ImmutableArray<AlertReopened> Reopenings { get; private init; } = [];

    /// <summary>What said that its cause is gone, also of what people had settled; <see langword="null"/> while it is there, or somebody took it up again since.</summary>
    public string? GoneThrough { get; private init; }

    /// <summary>The causes for which it was taken up again and that never were.</summary>
    public ImmutableHashSet<string> Mistaken { get; private init; } = [];

    /// <summary>The re-opening that was taken back, as its cause never was; <see langword="null"/> where that is not what ended it.</summary>
    public AlertReopened? TakenBack { get; private init; }

    /// <summary>What said that it never was, and where it stood before; <see langword="null"/> where nothing did.</summary>
    public AlertError? Error { get; private init; }

    public bool IsOpen => State <= AlertState.InProgress;

    /// <summary>What it rests on now: what raised it, or what happened again within the cool-down.</summary>
    public string? Cause => Recurrence?.By ?? Alert?.Cause;

    /// <summary>What it says now: what raised it, with the facts for which it was taken up again last.</summary>
    public Alert? Latest => Alert is { } alert && Facts is { } facts ? facts.In(alert) : Alert;

    /// <summary>The facts for which it was taken up again; <see langword="null"/> where they are those that raised it.</summary>
    public AlertFacts? Facts => Reopenings.LastOrDefault(r => r.Facts is not null && !Mistaken.Contains(r.By))?.Facts;

    /// <summary>What it told when it was taken up again in error; what it says now where it was not.</summary>
    public Alert? Recalled => Alert is { } alert && TakenBack?.Facts is { } facts ? facts.In(alert) : Latest;

    private AlertReopened? Recurrence => Reopenings.LastOrDefault(r => r.Why == ReopeningReason.Recurred && !Mistaken.Contains(r.By));

    public static AlertCase After(IEnumerable<object> events) => events.Aggregate(Unknown, (state, e) => state.With(e));

    public AlertCase With(object e) => e switch
    {
        AlertRaised r => this with { Alert = r.Alert, Audience = r.Alert.Audience, Told = [r.Alert.Audience] },
        AlertDelivered d => this with
        {
            Receivers = Receivers.Add(d.Receiver),
            DeliveredAt = DeliveredAt ?? d.At,
            State = State == AlertState.Raised ? AlertState.Delivered : State,
        },
        AlertAcknowledged a => this with { State = AlertState.Acknowledged, AcknowledgedAt = AcknowledgedAt ?? a.At },
        AlertVerified { IsTrue: true } => this with { State = AlertState.Verified },
        AlertVerified v => this with { State = AlertState.FalseAlarm, SettledAt = v.At },
        AlertTakenUp t => this with { State = AlertState.InProgress, Help = Help.Add(t) },
        AlertResolved r => this with { State = AlertState.Resolved, SettledAt = r.At },
        AlertCauseGone { NeverWas: true } g => (this with { TakenBack = Recurrence, Mistaken = Recurrence is { } r ? Mistaken.Add(r.By) : Mistaken, Error = ErrorBy(g.Through) }).Gone(g),
        AlertCauseGone g => Gone(g),
        AlertCauseBack => this with { GoneThrough = null, TakenBack = null, Error = null },
        AlertWithdrawn w => this with { State = AlertState.Withdrawn, SettledAt = w.At, Error = ErrorBy(w.Through) },
        AlertEscalated s => this with { Level = s.Level, Audience = s.To, Told = Told.Contains(s.To) ? Told : Told.Add(s.To) },
        AlertReopened { Why: ReopeningReason.ErrorTakenBack } r when Error is { } error => this with
        {
            Reopenings = Reopenings.Add(r),
            State = error.Before,
            SettledAt = error.SettledAt,
            GoneThrough = error.GoneThrough,
            Mistaken = TakenBack is { } taken ? Mistaken.Remove(taken.By) : Mistaken,
            TakenBack = null,
            Error = null,
        },
        AlertReopened r when IsOpen => this with { Reopenings = Reopenings.Add(r) },
        AlertReopened r => this with
        {
            Reopenings = Reopenings.Add(r),
            State = DeliveredAt is null ? AlertState.Raised : AlertState.Delivered,
            SettledAt = null,
            GoneThrough = null,
            TakenBack = null,
            Error = null,
        },
        _ => this,
    };

    private AlertError ErrorBy(string through) => new(through, State, SettledAt, GoneThrough);

    private AlertCase Gone(AlertCauseGone gone) => this with
    {
        State = IsOpen ? AlertState.Closed : State,
        SettledAt = IsOpen ? gone.At : SettledAt,
        GoneThrough = gone.Through,
    };
}
