using NodaTime;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>What follows from a command about an alert: events, a refusal, or nothing where it was so before.</summary>
internal sealed record AlertDecision(IReadOnlyList<object> Events, ProblemResult? Refusal = null)
{
    public static readonly AlertDecision Already = new([]);

    public static AlertDecision Of(params object[] events) => new(events);
}

/// <summary>Decides about alerts. Pure.</summary>
internal static class AlertDecider
{
    /// <summary>Somebody will see to it.</summary>
    public static AlertDecision Acknowledge(AlertCase alert, string by, Instant now) => alert.AcknowledgedAt is not null && alert.State is not (AlertState.Raised or AlertState.Delivered)
        ? AlertDecision.Already
        : WhyNot(alert) ?? AlertDecision.Of(new AlertAcknowledged(by, now));

    /// <summary>It was looked into: it is so, or it was a false alarm.</summary>
    public static AlertDecision Verify(AlertCase alert, bool isTrue, string by, Instant now) =>
        (isTrue ? alert.State is AlertState.Verified or AlertState.InProgress : alert.State == AlertState.FalseAlarm)
            ? AlertDecision.Already
            : WhyNot(alert) ?? new AlertDecision([.. Acknowledged(alert, by, now), new AlertVerified(isTrue, by, now)]);

    /// <summary>A referral or assistance is recorded of the household.</summary>
    public static AlertDecision TakeUp(AlertCase alert, Guid help, bool isReferral, string by, Instant now) =>
        alert.Help.Any(h => h.Help == help)
            ? AlertDecision.Already
            : WhyNot(alert) ?? new AlertDecision([.. Acknowledged(alert, by, now), new AlertTakenUp(help, isReferral, by, now)]);

    /// <summary>It is seen to.</summary>
    public static AlertDecision Resolve(AlertCase alert, string by, Instant now) => alert.State == AlertState.Resolved
        ? AlertDecision.Already
        : WhyNot(alert) ?? new AlertDecision([.. Acknowledged(alert, by, now), new AlertResolved(by, now)]);

    /// <summary>It is taken up again by somebody.</summary>
    public static AlertDecision Reopen(AlertCase alert, ReopeningReason why, string by, Instant now) => alert switch
    {
        { IsOpen: true } when why != ReopeningReason.NoFalseAlarm || alert.Reopenings is [.., { Why: ReopeningReason.NoFalseAlarm }] => AlertDecision.Already,
        // Asked once more, since the answer was lost: it was taken back, and its cause is gone.
        { State: AlertState.Closed, Reopenings: [.., { Why: ReopeningReason.NoFalseAlarm }] } when why == ReopeningReason.NoFalseAlarm => AlertDecision.Already,
        { State: AlertState.Withdrawn } => new([], AlertProblems.Settled.Result(("alert", alert.Alert!.Id), ("state", AlertWords.Of(alert.State)))),
        _ when why == ReopeningReason.NoFalseAlarm && alert.State != AlertState.FalseAlarm =>
            new([], AlertProblems.WasNoFalseAlarm.Result(("alert", alert.Alert!.Id), ("state", AlertWords.Of(alert.State)))),
        // It was not settled as was thought, and has ended by itself since.
        { State: AlertState.FalseAlarm or AlertState.Resolved, GoneThrough: { } through } => AlertDecision.Of(new AlertReopened(why, by, now), new AlertCauseGone(through, now)),
        _ => AlertDecision.Of(new AlertReopened(why, by, now)),
    };

    /// <summary>What became of its cause. What people settled stays so, but for what never was.</summary>
    public static AlertDecision Turn(AlertCase alert, AlertCauseTurned turned, Instant now) => RestsOn(alert, turned) ? turned.Became switch
    {
        CauseTurn.WasAfterAll => BringBack(alert, turned, now),
        // It never happened again; that it happened the first time stays true.
        CauseTurn.NeverWas when alert.Reopenings.Any(r => r.Why == ReopeningReason.Recurred && r.By == turned.Cause) =>
            AlertDecision.Of(new AlertCauseGone(turned.Through, now, NeverWas: true)),
        CauseTurn.NeverWas when alert.Alert!.Id != turned.Alert => Turn(alert, turned with { Became = CauseTurn.Gone }, now),
        CauseTurn.NeverWas => AlertDecision.Of(new AlertWithdrawn(turned.Through, now)),
        // Of what people settled it is remembered, so that nobody takes up again what is over.
        CauseTurn.Gone when alert.IsOpen || alert is { State: AlertState.FalseAlarm or AlertState.Resolved, GoneThrough: null } => AlertDecision.Of(new AlertCauseGone(turned.Through, now)),
        CauseTurn.Back when alert.State == AlertState.Closed => AlertDecision.Of(new AlertReopened(ReopeningReason.EndCorrected, turned.Through, now, turned.Facts)),
        CauseTurn.Back when alert is { IsOpen: false, GoneThrough: not null } => AlertDecision.Of(new AlertCauseBack(turned.Through, now)),
        _ => AlertDecision.Already,
    } : AlertDecision.Already;

    /// <summary>The same happened again within the cool-down.</summary>
    /// <remarks>Also of one that is open: that what raised it is gone may be told later, and concerns it no longer then.</remarks>
    public static AlertDecision Recur(AlertCase alert, string through, AlertFacts? facts, Instant now) =>
        alert.Alert is null || alert.State == AlertState.Withdrawn || alert.Alert.Cause == through || alert.Reopenings.Any(r => r.By == through)
            ? AlertDecision.Already
            : AlertDecision.Of(new AlertReopened(ReopeningReason.Recurred, through, now, facts));

    /// <summary>The time for a level is up: the next one is told unless somebody acknowledged it or it was settled.</summary>
    public static AlertDecision Escalate(AlertCase alert, int level, string? to, Instant now) =>
        alert is { Alert: not null, State: AlertState.Raised or AlertState.Delivered } && alert.Level == level - 1
            ? AlertDecision.Of(new AlertEscalated(level, to ?? alert.Audience, now))
            : AlertDecision.Already;

    /// <summary>A receiver took it.</summary>
    public static AlertDecision Deliver(AlertCase alert, AlertDelivered delivered) =>
        alert.Alert is null || alert.Receivers.Contains(delivered.Receiver) ? AlertDecision.Already : AlertDecision.Of(delivered);

    // Only what was said by the change that is taken back: what a correction says stays so.
    private static AlertDecision BringBack(AlertCase alert, AlertCauseTurned turned, Instant now) =>
        alert.Error is { } error && error.Through == turned.Undone && (alert.State == AlertState.Withdrawn ? alert.Alert?.Id == turned.Alert : alert.TakenBack is { } taken && taken.By == turned.Cause)
            ? AlertDecision.Of(new AlertReopened(ReopeningReason.ErrorTakenBack, turned.Through, now))
            : AlertDecision.Already;

    private static bool RestsOn(AlertCase alert, AlertCauseTurned turned) => alert switch
    {
        { Alert: not null } when turned.Became == CauseTurn.WasAfterAll => true,
        { Alert: null } or { State: AlertState.Withdrawn } => false,
        { Alert: { } own } when own.Id == turned.Alert => turned.Cause is null || alert.Cause == turned.Cause,
        _ when alert.Cause == turned.Cause => true,
        // Begun earlier than the interview that raised it, as is known since.
        _ => turned.Became != CauseTurn.NeverWas && (turned.Cause is null || (alert.Alert.Revision == turned.Revision && alert.Cause == alert.Alert.Cause)),
    };

    private static IEnumerable<object> Acknowledged(AlertCase alert, string by, Instant now) =>
        alert.State is AlertState.Raised or AlertState.Delivered ? [new AlertAcknowledged(by, now)] : [];

    private static AlertDecision? WhyNot(AlertCase alert) => alert.IsOpen
        ? null
        : new([], AlertProblems.Settled.Result(("alert", alert.Alert!.Id), ("state", AlertWords.Of(alert.State))));
}
