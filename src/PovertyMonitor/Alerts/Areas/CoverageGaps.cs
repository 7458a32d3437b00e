using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads which villages are behind in a round: behind what the regency as a whole has reached, so that a round that has just begun leaves nobody behind.</summary>
internal sealed class CoverageGaps(PovertyReader poverty, NpgsqlDataSource database)
{
    /// <summary>How the villages stand in the latest round.</summary>
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, CancellationToken ct)
    {
        if (await poverty.RoundsAsync(tenant, ct) is not [.., var round]) return [];
        var expected = await ExpectedAsync(tenant, round.Round, ct);
        return Gaps(rule, round.Round, round.Last, expected.ToDictionary(v => v.Key, v => (v.Value.Expected!.Value, v.Value.Completed)));
    }

    /// <summary>When villages fell behind in any round for the first time, by the days of the interviews and what is expected as it is stated now.</summary>
    public async Task<IReadOnlyList<AreaCondition>> HistoryAsync(string tenant, AlertRuleDefinition rule, CancellationToken ct)
    {
        var begun = new List<AreaCondition>();
        foreach (var round in await poverty.RoundsAsync(tenant, ct))
        {
            var expected = (await ExpectedAsync(tenant, round.Round, ct)).ToDictionary(v => v.Key, v => v.Value.Expected!.Value);
            if (expected.Count > 0) begun.AddRange(History(rule, round.Round, expected, await DaysAsync(tenant, round.Round, ct)));
        }
        return begun;
    }

    /// <summary>When villages fell behind in a round for the first time. Pure.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="round">The round's code.</param>
    /// <param name="expected">Households expected, by village.</param>
    /// <param name="days">Interviews by village and day with the last one's time, the earliest day first.</param>
    public static IEnumerable<AreaCondition> History(
        AlertRuleDefinition rule, string round, IReadOnlyDictionary<string, long> expected, IEnumerable<(string Village, LocalDate Day, long Interviews, Instant Last)> days)
    {
        var completed = expected.ToDictionary(e => e.Key, e => (Expected: e.Value, Completed: 0L));
        var behind = new HashSet<string>(StringComparer.Ordinal);
        foreach (var day in days.GroupBy(d => d.Day))
        {
            foreach (var (village, _, interviews, _) in day)
                if (completed.TryGetValue(village, out var before)) completed[village] = before with { Completed = before.Completed + interviews };
            foreach (var gap in Gaps(rule, round, day.Max(d => d.Last), completed))
                if (gap.Holds == true && behind.Add(gap.Subject)) yield return gap;
        }
    }

    private static List<AreaCondition> Gaps(AlertRuleDefinition rule, string round, Instant at, IReadOnlyDictionary<string, (long Expected, long Completed)> villages)
    {
        if (villages.Count == 0) return [];
        var (enter, exit) = rule.Thresholds();
        var reached = (double)villages.Values.Sum(v => v.Completed) / villages.Values.Sum(v => v.Expected);
        return
        [
            .. from village in villages
               where village.Value.Expected >= rule.MinimumN
               let ratio = (double)village.Value.Completed / village.Value.Expected
               select new AreaCondition(village.Key, village.Key, round, reached - ratio >= enter ? true : reached - ratio < exit ? false : null, at)
               { Value = AreaCondition.Figure(ratio), Limit = AreaCondition.Figure(reached), Count = (int)village.Value.Expected, Round = round },
        ];
    }

    private async Task<Dictionary<string, VillageVisits>> ExpectedAsync(string tenant, string round, CancellationToken ct) =>
        (await poverty.VisitsAsync(tenant, round, tenant, ct)).Where(v => v.Value.Expected is > 0 && v.Key != tenant).ToDictionary();

    private async Task<List<(string Village, LocalDate Day, long Interviews, Instant Last)>> DaysAsync(string tenant, string round, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select village, (valid_from at time zone 'Asia/Jakarta')::date, count(*), max(valid_from) from {HouseholdStandings.Table} a
            where tenant_id = $1 and round = $2 and {SampleStands.Counts("a.household", "$1", "$2", SampleStands.Now)} and counts_in_round and known_to is null and measure = (
                select measure from {PovertyTables.Measures} where tenant_id = $1 order by adopted_at_sequence limit 1)
            group by 1, 2 order by 2, 1
            """);
        foreach (var value in (string[])[tenant, round]) command.Parameters.Add(new() { Value = value });
        var days = new List<(string, LocalDate, long, Instant)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) days.Add((row.GetString(0), row.GetFieldValue<LocalDate>(1), row.GetInt64(2), row.GetFieldValue<Instant>(3)));
        return days;
    }
}
