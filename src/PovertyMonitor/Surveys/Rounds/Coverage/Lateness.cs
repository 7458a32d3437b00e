namespace PovertyMonitor.Surveys.Rounds.Coverage;

/// <summary>When a submission is late: visited after its round's last day, or received after the days of grace that follow it.</summary>
internal static class Lateness
{
    /// <summary>The condition in SQL; a round without a design makes nothing late.</summary>
    /// <param name="receipt">The alias of a row with <c>visited_at</c> and <c>received_at</c>.</param>
    /// <param name="design">The alias of its row of <see cref="DesignTables.Designs"/>, joined so that it may be missing.</param>
    public static string Sql(string receipt, string design) => $"""
        coalesce(({receipt}.visited_at at time zone 'Asia/Jakarta')::date > {design}.until_date
            or ({receipt}.received_at at time zone 'Asia/Jakarta')::date > {design}.until_date + {design}.grace_days, false)
        """;
}
