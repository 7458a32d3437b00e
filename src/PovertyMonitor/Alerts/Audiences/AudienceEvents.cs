using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>An audience was stated, or stated anew.</summary>
/// <param name="Audience">Its code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Roles">The roles that see its alerts, each within its own areas.</param>
/// <param name="EscalatesTo">The code of the audience that is told what it leaves unacknowledged; <see langword="null"/> for none.</param>
/// <param name="By">Who stated it: the id at the issuer of the token.</param>
public sealed record AlertAudienceStated(string Audience, Bilingual Name, IReadOnlyList<string> Roles, string? EscalatesTo, string By);

/// <summary>Where an audience receives alerts was stated. The address itself is kept sealed beside the log.</summary>
/// <param name="Receiver">Its code.</param>
/// <param name="Audience">The audience's code.</param>
/// <param name="Channel">How it is told.</param>
/// <param name="Areas">The areas whose alerts it gets; none: all.</param>
/// <param name="By">Who stated it.</param>
public sealed record AlertReceiverStated(string Receiver, string Audience, AlertChannel Channel, IReadOnlyList<string> Areas, string By);

/// <summary>A receiver was given up.</summary>
/// <param name="Receiver">Its code.</param>
/// <param name="By">Who did.</param>
public sealed record AlertReceiverRemoved(string Receiver, string By);

/// <summary>How a receiver is told.</summary>
public enum AlertChannel
{
    /// <summary>A CloudEvent posted to an address, signed.</summary>
    Webhook,

    /// <summary>An e-mail.</summary>
    Email,
}
