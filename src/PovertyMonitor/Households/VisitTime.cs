using NodaTime;

namespace PovertyMonitor.Households;

/// <summary>When a visit or a move can have been.</summary>
internal static class VisitTime
{
    /// <summary>The earliest time taken: before it a device's clock was wrong, and far before it the database has no date.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);

    /// <summary>A time as it is stored: the database keeps microseconds, and finer digits would make one time two.</summary>
    public static Instant Of(OffsetDateTime time)
    {
        // An offset can lead out of the calendar at its ends, where it makes no difference.
        var instant = time.Year is > 0 and < 9999 ? time.ToInstant() : time.LocalDateTime.InUtc().ToInstant();
        return Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10);
    }
}
