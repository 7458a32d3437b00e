using NodaTime;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>Which alerts are asked for.</summary>
internal sealed record AlertQuestion
{
    /// <summary>In this area.</summary>
    public string? Area { get; init; }

    /// <summary>That stand at this state.</summary>
    public string? State { get; init; }

    /// <summary>Of this rule.</summary>
    public string? Kind { get; init; }

    /// <summary>After this position, the oldest first.</summary>
    public long? Since { get; init; }

    /// <summary>Before this position, the latest first.</summary>
    public long? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;
}

/// <summary>An alert and where it stands.</summary>
/// <param name="Position">Its place in the feed: what becomes visible later, is escalated, re-opened, settled by somebody, closed by itself or withdrawn later has a greater one, also after a restored backup.</param>
/// <param name="Alert">What it says.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Audience">Whom it concerns now.</param>
/// <param name="Level">How often it was escalated.</param>
/// <param name="RaisedAt">When what raised it was recorded.</param>
/// <param name="DeliveredAt">When the first receiver took it.</param>
/// <param name="AcknowledgedAt">When somebody acknowledged it first.</param>
/// <param name="SettledAt">When it was settled.</param>
internal sealed record RaisedAlert(
    long Position, Alert Alert, string State, string Audience, int Level, Instant RaisedAt, Instant? DeliveredAt, Instant? AcknowledgedAt, Instant? SettledAt);
