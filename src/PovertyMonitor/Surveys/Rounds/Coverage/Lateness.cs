using NodaTime;

namespace PovertyMonitor.Surveys.Rounds.Coverage;

/// <summary>When a submission is late: visited after its round's last day, or received after the days of grace that follow it.</summary>
internal static class Lateness
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>Whether a submission is late; one of a round without a design never is.</summary>
    public static bool IsLate(RoundDesign? design, Instant visitedAt, Instant receivedAt) =>
        design is not null && (DayOf(visitedAt) > design.Until || DayOf(receivedAt) > design.Until.PlusDays(design.GraceDays));

    /// <summary>The same in SQL.</summary>
    /// <param name="receipt">The alias of a row with <c>visited_at</c> and <c>received_at</c>.</param>
    /// <param name="design">The alias of its row of <see cref="DesignTables.Designs"/>, joined so that it may be missing.</param>
    public static string Sql(string receipt, string design) => $"""
        coalesce(({receipt}.visited_at at time zone 'Asia/Jakarta')::date > {design}.until_date
            or ({receipt}.received_at at time zone 'Asia/Jakarta')::date > {design}.until_date + {design}.grace_days, false)
        """;

    private static LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;
}
