using NodaTime;

namespace PovertyMonitor.Households;

/// <summary>When a visit or a move can have been.</summary>
internal static class VisitTime
{
    /// <summary>The earliest time taken: before it a device's clock was wrong, and far before it the database has no date.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);
}
