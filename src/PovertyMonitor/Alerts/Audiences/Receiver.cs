using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>Where an audience receives alerts.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Audience">The audience's code.</param>
/// <param name="Channel">How it is told.</param>
/// <param name="Areas">The areas whose alerts it gets; none: all.</param>
/// <param name="Address">An http or https address, or an e-mail address.</param>
/// <param name="Language">The language of its e-mails, <c>id</c> or <c>en</c>.</param>
/// <param name="Lane">Which of the delivery queues is its own.</param>
internal sealed record Receiver(string Code, string Audience, AlertChannel Channel, IReadOnlyList<string> Areas, string Address, string Language, int Lane)
{
    /// <summary>Whether it is told of an audience's alert in an area.</summary>
    public bool Gets(string audience, string area) => Audience == audience && (Areas.Count == 0 || Areas.Any(a => AreaCodes.Within(area, a)));
}

/// <summary>A secret that webhooks are signed with.</summary>
/// <param name="Bytes">The key.</param>
/// <param name="ValidUntil">Until when it is used beside a newer one; <see langword="null"/> for the newest.</param>
internal sealed record SigningSecret(byte[] Bytes, Instant? ValidUntil);
