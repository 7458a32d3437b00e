using System.Text.RegularExpressions;
using NodaTime;

namespace PovertyMonitor.Assistance;

/// <summary>How codes are written in this slice; none is long enough to hide an identity number.</summary>
internal static partial class AssistanceCodes
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>A programme's code.</summary>
    [GeneratedRegex(@"^[A-Z](?!.*[0-9]{10})[A-Z0-9-]{1,19}\z")]
    public static partial Regex Programme();

    /// <summary>An agency's code, or a service's.</summary>
    [GeneratedRegex(@"^[a-z](?!.*[0-9]{10})[a-z0-9-]{1,39}\z")]
    public static partial Regex Agency();

    /// <summary>Ten digits on end.</summary>
    [GeneratedRegex("[0-9]{10}")]
    public static partial Regex LongNumber();

    /// <summary>The day of an instant in the regency's time.</summary>
    public static LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>The beginning of a day in the regency's time.</summary>
    public static Instant StartOf(LocalDate day) => Zone.AtStartOfDay(day).ToInstant();
}
