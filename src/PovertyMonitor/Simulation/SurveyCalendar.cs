using System.Globalization;
using NodaTime;

namespace PovertyMonitor.Simulation;

/// <summary>The simulated rounds: one a year, each over the month of March, the first in 2019.</summary>
internal static class SurveyCalendar
{
    /// <summary>The most rounds there can be.</summary>
    public const int MostRounds = 5;

    private const int DaysOfARound = 30;
    private static readonly LocalDate _first = new(2019, 3, 1);
    private static readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The round's code.</summary>
    public static string Code(int round) => string.Create(CultureInfo.InvariantCulture, $"{_first.Year + round}");

    /// <summary>The round's first day.</summary>
    public static LocalDate Start(int round) => _first.PlusYears(round);

    /// <summary>A day of the round, by the household's share of the way through its village (0 to 1).</summary>
    public static LocalDate Day(int round, double share) => Start(round).PlusDays((int)(share * DaysOfARound));

    /// <summary>A working hour of the day.</summary>
    public static Instant Time(LocalDate day, Dice dice) =>
        (day + new LocalTime(dice.Between(8, 16), dice.Between(0, 59))).InZoneStrictly(_zone).ToInstant();
}
