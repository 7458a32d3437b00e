using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Reads days, months and times as people and spreadsheets write them.</summary>
internal static class CellDate
{
    // Less is rather a year; 1905 is before anyone alive was born. More is after the year 2100.
    private const double FirstSerial = 2101;
    private const double LastSerial = 73_415;

    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];
    private static readonly LocalTime Noon = new(12, 0);

    private static readonly string[][] Months =
    [
        ["jan", "januari", "january"], ["feb", "februari", "february", "peb"], ["mar", "maret", "march"], ["apr", "april"], ["mei", "may"],
        ["jun", "juni", "june"], ["jul", "juli", "july"], ["agu", "agt", "agustus", "aug", "august", "ags"], ["sep", "sept", "september"],
        ["okt", "oct", "oktober", "october"], ["nov", "nop", "november"], ["des", "dec", "desember", "december"],
    ];

    /// <summary>A day: ISO, DD/MM/YYYY (also with - or .), or a spreadsheet's number of days.</summary>
    public static LocalDate? Day(ReadOnlySpan<char> cell, bool from1904) => DayAndRest(cell, from1904, out var rest) is { } day && (rest.IsEmpty || IsMidnight(rest)) ? day : null;

    /// <summary>A month: YYYY-MM, MM/YYYY, a name and a year, or any day of it.</summary>
    public static YearMonth? Month(ReadOnlySpan<char> cell, bool from1904)
    {
        if (Day(cell, from1904) is { } day) return day.ToYearMonth();
        Span<int> parts = stackalloc int[3];
        if (Numbers(cell, parts, out var rest) == 2 && rest.IsEmpty)
            return parts[0] > 31 ? Of(parts[0], parts[1]) : Of(parts[1], parts[0]);
        var space = cell.IndexOfAny(" -/.");
        if (space <= 0 || !int.TryParse(cell[(space + 1)..].TrimStart(" -/."), NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return null;
        var name = cell[..space].ToString().ToLowerInvariant();
        var month = Array.FindIndex(Months, names => names.Contains(name)) + 1;
        return month == 0 ? null : Of(year < 100 ? 2000 + year : year, month);
    }

    /// <summary>A time, as text of RFC 3339: as written, or a day with or without the time of day in western Indonesia; noon where it is missing.</summary>
    public static string? Time(ReadOnlySpan<char> cell, bool from1904)
    {
        if (cell.Length >= 20 && OffsetDateTimePattern.Rfc3339.Parse(cell.ToString()) is { Success: true } exact) return OffsetDateTimePattern.Rfc3339.Format(exact.Value);
        if (DayAndRest(cell, from1904, out var rest) is not { } day) return null;
        var time = Noon;
        if (!rest.IsEmpty)
        {
            if (!TimeOnly.TryParse(rest, CultureInfo.InvariantCulture, out var clock)) return null;
            time = LocalTime.FromTicksSinceMidnight(clock.Ticks);
        }
        else if (double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial % 1 > 0)
        {
            time = LocalTime.FromSecondsSinceMidnight(Math.Min(86_399, (int)Math.Round(serial % 1 * 86_400)));
        }
        return OffsetDateTimePattern.Rfc3339.Format((day + time).InZoneLeniently(Zone).ToOffsetDateTime());
    }

    private static LocalDate? DayAndRest(ReadOnlySpan<char> cell, bool from1904, out ReadOnlySpan<char> rest)
    {
        rest = default;
        if (double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && (cell.Length < 6 || serial < LastSerial))
            return serial is >= FirstSerial and <= LastSerial ? (from1904 ? new LocalDate(1904, 1, 1) : new LocalDate(1899, 12, 30)).PlusDays((int)serial) : null;
        Span<int> parts = stackalloc int[3];
        if (Numbers(cell, parts, out rest) != 3) return null;
        if (rest.StartsWith("T") || rest.StartsWith(" ")) rest = rest[1..].Trim();
        else if (!rest.IsEmpty) return null;
        return parts[0] > 31 ? Of(parts[0], parts[1], parts[2]) : Of(parts[2], parts[1], parts[0]);
    }

    // Numbers with - / or . between them, all of one kind.
    private static int Numbers(ReadOnlySpan<char> cell, scoped Span<int> parts, out ReadOnlySpan<char> rest)
    {
        var (count, separator) = (0, '\0');
        rest = cell;
        while (count < parts.Length)
        {
            var length = rest.IndexOfAnyExceptInRange('0', '9');
            if (length < 0) length = rest.Length;
            if (length is 0 or > 4) return 0;
            parts[count++] = int.Parse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture);
            rest = rest[length..];
            if (count == parts.Length || rest.IsEmpty || rest[0] is not ('-' or '/' or '.') || (separator != '\0' && rest[0] != separator)) break;
            separator = rest[0];
            rest = rest[1..];
        }
        return count;
    }

    private static bool IsMidnight(ReadOnlySpan<char> time) => time is "00:00" or "00:00:00" or "0:00" or "0:00:00" or "00:00:00.000";

    private static LocalDate? Of(int year, int month, int day) =>
        Of(year, month) is not null && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    private static YearMonth? Of(int year, int month) => year is >= 1800 and <= 9999 && month is >= 1 and <= 12 ? new YearMonth(year, month) : null;
}
