using NodaTime;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>That an alert, or a re-opening of it, was an error.</summary>
/// <param name="Through">The submission or change that says so.</param>
/// <param name="Before">Where the alert stood before.</param>
/// <param name="SettledAt">Since when, where it was settled.</param>
/// <param name="GoneThrough">What had said by then that its cause is gone.</param>
internal sealed record AlertError(string Through, AlertState Before, Instant? SettledAt, string? GoneThrough);
