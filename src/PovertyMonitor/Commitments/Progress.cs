using NodaTime;

namespace PovertyMonitor.Commitments;

/// <summary>How an indicator stands.</summary>
internal enum Status
{
    /// <summary>Nothing can be said yet.</summary>
    NoData,

    /// <summary>The target isn't met, and less of the way is done than of the time is gone.</summary>
    Behind,

    /// <summary>The target isn't met, and at least as much of the way is done as of the time is gone.</summary>
    OnTrack,

    /// <summary>The target is met.</summary>
    Achieved,
}

/// <summary>Why an indicator stands as it does.</summary>
internal enum Reason
{
    /// <summary>No round has the figure.</summary>
    NoFigures,

    /// <summary>The only round that has the figure is the baseline.</summary>
    BaselineOnly,

    /// <summary>The actual value is at the target or better.</summary>
    TargetMet,

    /// <summary>The target isn't met, and there is no baseline to measure the way by.</summary>
    TargetNotMet,

    /// <summary>The share of the way done is at least the share of the time gone.</summary>
    AheadOfSchedule,

    /// <summary>The share of the way done is below the share of the time gone.</summary>
    BehindSchedule,
}

/// <summary>A value of an indicator and where it is from.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Round">The survey round's code; null for an agreed value.</param>
/// <param name="At">The day it is of.</param>
internal sealed record Reading(decimal Value, string? Round, LocalDate At);

/// <summary>An indicator held against its target.</summary>
/// <param name="Baseline">What it is compared with; null where unknown or not needed.</param>
/// <param name="Target">Where it is to get, in its unit; null while it depends on an unknown baseline.</param>
/// <param name="Actual">The latest round's value; null where no round has one.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Reason">Why.</param>
internal sealed record Progress(Reading? Baseline, decimal? Target, Reading? Actual, Status Status, Reason Reason)
{
    /// <summary>
    /// Holds an indicator against its target. Between baseline and target the expected way is a straight line over
    /// the days from the baseline to the due day; it is judged at the actual value's day, so nothing changes while
    /// nothing is surveyed.
    /// </summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="rounds">The rounds under its measure, the oldest first.</param>
    public static Progress Of(AgreedIndicator indicator, IEnumerable<RoundFigures> rounds)
    {
        var readings = rounds
            .Select(round => round.ValueOf(indicator) is { } value ? new Reading(value, round.Round, round.LastInterview) : null)
            .OfType<Reading>()
            .ToList();
        var baseline = indicator.Baseline switch
        {
            { Kind: BaselineKind.Agreed, Value: { } value, At: { } at } => new Reading(value, null, at),
            { Kind: BaselineKind.FirstRound } => readings.FirstOrDefault(),
            _ => null,
        };
        var target = indicator.Target.Kind == TargetKind.Absolute ? indicator.Target.Value : baseline?.Value * indicator.Target.Value;
        var actual = readings.LastOrDefault();
        var (status, reason) = actual is null || target is null
            ? (Status.NoData, Reason.NoFigures)
            : Judge(indicator, baseline, target.Value, actual);
        return new Progress(baseline, target, actual, status, reason);
    }

    private static (Status, Reason) Judge(AgreedIndicator indicator, Reading? baseline, decimal target, Reading actual)
    {
        if (indicator.Direction == Direction.Lower ? actual.Value <= target : actual.Value >= target)
            return (Status.Achieved, Reason.TargetMet);
        if (baseline is null)
            return (Status.Behind, Reason.TargetNotMet);
        if (baseline == actual)
            return (Status.NoData, Reason.BaselineOnly);
        // A baseline at the target or beyond leaves no way to go: whatever isn't at the target has fallen back.
        var way = target - baseline.Value;
        var done = (indicator.Direction == Direction.Lower ? way < 0 : way > 0) ? (actual.Value - baseline.Value) / way : -1;
        return done >= ShareOfTime(baseline.At, actual.At, indicator.Target.Due)
            ? (Status.OnTrack, Reason.AheadOfSchedule)
            : (Status.Behind, Reason.BehindSchedule);
    }

    private static decimal ShareOfTime(LocalDate from, LocalDate at, LocalDate due)
    {
        var gone = Period.DaysBetween(from, at);
        var whole = Period.DaysBetween(from, due);
        return whole <= 0 || gone >= whole ? 1 : Math.Max(0, gone) / (decimal)whole;
    }
}
