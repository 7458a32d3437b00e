using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Platform;

/// <summary>Times for statements that are queued with a projection's batch, whose parameters know no NodaTime.</summary>
internal static class SqlTime
{
    /// <summary>The instant as text that PostgreSQL casts to timestamptz without loss.</summary>
    public static string ToSql(this Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
