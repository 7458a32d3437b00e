using NodaTime;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>How quickly alerts were acknowledged. Whoever keeps alerts registers it; until then indicators over it have no data, and say so.</summary>
internal interface IAlertAcknowledgements
{
    /// <summary>The alerts that interviews of a round raised.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="round">The round's code.</param>
    /// <param name="within">How soon an acknowledgement counts.</param>
    /// <param name="known">The last event of the log that counts, and the time it is of: an alert younger than <paramref name="within"/> by then is not judged yet unless it was acknowledged.</param>
    /// <param name="ct">Stops the reading.</param>
    Task<AlertAcknowledgements> OfRoundAsync(string tenant, string round, Duration within, (long Sequence, Instant At) known, CancellationToken ct);
}

/// <summary>Alerts and how many of them were acknowledged in time.</summary>
/// <param name="Judged">Alerts that had their time.</param>
/// <param name="InTime">Of them, acknowledged within it.</param>
internal sealed record AlertAcknowledgements(long Judged, long InTime);
