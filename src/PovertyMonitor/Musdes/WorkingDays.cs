using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Musdes;

/// <summary>The days on which offices work: Monday to Friday without the holidays. Pure.</summary>
internal sealed class WorkingDays(IEnumerable<LocalDate> holidays)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];
    private readonly ImmutableHashSet<LocalDate> _holidays = [.. holidays];

    /// <summary>The calendar of the settings.</summary>
    public static WorkingDays Of(MusdesOptions options) => new(options.Holidays.Select(h => LocalDatePattern.Iso.Parse(h).Value));

    /// <summary>The day in the regency's zone.</summary>
    public static LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;

    /// <summary>When a day begins in the regency's zone.</summary>
    public static Instant BeginningOf(LocalDate day) => day.AtStartOfDayInZone(Zone).ToInstant();

    public bool IsWorkingDay(LocalDate day) => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !_holidays.Contains(day);

    /// <summary>The last day of a deadline: the day itself does not count.</summary>
    /// <param name="day">The day from which it runs.</param>
    /// <param name="count">How many working days; <see langword="null"/> for no deadline.</param>
    public LocalDate? Until(LocalDate day, int? count)
    {
        if (count is not { } left) return null;
        while (left > 0)
        {
            day = day.PlusDays(1);
            if (IsWorkingDay(day)) left--;
        }
        return day;
    }
}

/// <summary>The deadlines as the regency has set them.</summary>
/// <param name="Calendar">The working days.</param>
/// <param name="Posting">Working days of posting a result.</param>
/// <param name="Objections">Working days of taking objections.</param>
/// <param name="Answer">Working days of answering one.</param>
internal sealed record Deadlines(WorkingDays Calendar, int? Posting, int? Objections, int? Answer)
{
    public static Deadlines Of(MusdesOptions options) =>
        new(WorkingDays.Of(options), options.PostingWorkingDays, options.ObjectionWindowWorkingDays, options.AnswerWorkingDays);
}
