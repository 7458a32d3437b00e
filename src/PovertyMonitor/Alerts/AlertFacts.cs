using NodaTime;

namespace PovertyMonitor.Alerts;

/// <summary>What holds of an alert's subject when it is taken up again: it is the same alert, and other facts.</summary>
/// <param name="Revision">The rule's revision.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Cause">What it rests on now.</param>
/// <param name="CausedAt">When that was.</param>
/// <param name="On">The day of it, in the regency.</param>
public sealed record AlertFacts(int Revision, string Measure, string Cause, Instant CausedAt, LocalDate On)
{
    /// <summary>The survey round's code.</summary>
    public string? Round { get; init; }

    /// <summary>The codes of the indicators that matter, in which there is a deprivation.</summary>
    public IReadOnlyList<string> Deprivations { get; init; } = [];

    /// <summary>The score, share or number that reached the threshold.</summary>
    public string? Value { get; init; }

    /// <summary>The threshold, target or number of days it is held against.</summary>
    public string? Limit { get; init; }

    /// <summary>How many households or alerts it rests on.</summary>
    public int? Count { get; init; }

    /// <summary>The facts that an alert tells.</summary>
    public static AlertFacts Of(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return new(alert.Revision, alert.Measure, alert.Cause, alert.CausedAt, alert.On)
        {
            Round = alert.Round,
            Deprivations = alert.Deprivations,
            Value = alert.Value,
            Limit = alert.Limit,
            Count = alert.Count,
        };
    }

    /// <summary>An alert that tells these instead of its own.</summary>
    public Alert In(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert with
        {
            Revision = Revision,
            Measure = Measure,
            Cause = Cause,
            CausedAt = CausedAt,
            On = On,
            Round = Round,
            Deprivations = Deprivations,
            Value = Value,
            Limit = Limit,
            Count = Count,
        };
    }
}
