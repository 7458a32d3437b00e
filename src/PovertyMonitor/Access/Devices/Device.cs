using NodaTime;

namespace PovertyMonitor.Access.Devices;

/// <summary>A phone or tablet that may send surveys.</summary>
/// <param name="Code">Its code in the regency.</param>
/// <param name="Villages">The villages it may submit for.</param>
/// <param name="DasaWismaGroups">The groups it may submit for beside those, as <c>village/name</c>.</param>
/// <param name="Enumerator">The code of the person it was given to, where it is one person's.</param>
/// <param name="IssuedAt">When its key was issued.</param>
/// <param name="RevokedAt">When its key was revoked.</param>
internal sealed record Device(
    string Code, IReadOnlyList<string> Villages, IReadOnlyList<string> DasaWismaGroups, string? Enumerator, Instant IssuedAt, Instant? RevokedAt = null);
