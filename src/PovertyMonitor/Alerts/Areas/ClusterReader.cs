using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Finds where several alerts of a rule came within some days, in one of a village's hamlets or in the village.</summary>
/// <remarks>
/// A village has a cluster of its own only where households of more than one hamlet are in it, or some whose hamlet isn't known: what one hamlet
/// has alone is that hamlet's, and would be told twice.
/// </remarks>
internal sealed class ClusterReader(NpgsqlDataSource database, RuleRegister rules)
{
    // One hamlet is written 1, 01 and 001.
    private const string Home = "lateral (select case when content->>'hamlet' ~ '^[0-9]{1,3}$' then lpad(content->>'hamlet', 3, '0') else content->>'hamlet' end as home) as h";

    // What makes it a cluster is the alert that completed it when it began: whenever it is looked at, also after a restored
    // backup, the same gives the same cluster. An alert that took another's place counts for it, where the household has none of both.
    // $1 tenant, $2 rule, $3 how many, $4 within how long, $5 the rules that take its place.
    private const string Begun = $"""
        with each_way as (
            select area, id, caused_at, home, unnest(array[null, home]) as hamlet, generate_series(1, 2) as level from {AlertTable.Name} a, {Home}
            where tenant_id = $1 and state not in ('withdrawn', 'falseAlarm') and (rule = $2 or (rule = any($5) and not exists (
                select from {AlertTable.Name} b where b.tenant_id = $1 and b.rule = $2 and b.subject = a.subject and b.state not in ('withdrawn', 'falseAlarm')
                    and b.caused_at > a.caused_at - $4 and b.caused_at <= a.caused_at)))),
        complete as (
            select *, coalesce(lag(caused_at, $3 - 1) over near > caused_at - $4, false)
                and (level = 2 or min(home) over span <> max(home) over span or bool_or(home is null) over span) as completes
            from each_way where level = 1 or hamlet is not null
            window near as (partition by level, area, hamlet order by caused_at, id),
                span as (partition by level, area, hamlet order by caused_at range $4 - interval '1 microsecond' preceding)),
        begun as (select *, completes and not coalesce(lag(completes) over near, false) as begins from complete
            window near as (partition by level, area, hamlet order by caused_at, id))
        """;

    /// <summary>The clusters that there are now.</summary>
    public Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, Instant now, CancellationToken ct) => QueryAsync($"""
        {Begun}
        select area, hamlet, (count(*) filter (where caused_at > $6))::int,
            (array_agg(id order by caused_at desc, id desc) filter (where begins))[1], max(caused_at) filter (where begins)
        from begun group by level, area, hamlet having count(*) filter (where caused_at > $6) >= $3
            and (level = 2 or count(distinct home) filter (where caused_at > $6) > 1 or count(*) filter (where caused_at > $6 and home is null) > 0)
        """, tenant, rule, ct, now - Window(rule));

    /// <summary>Every cluster that there ever was, as it was when it began.</summary>
    public Task<IReadOnlyList<AreaCondition>> HistoryAsync(string tenant, AlertRuleDefinition rule, CancellationToken ct) => QueryAsync($"""
        {Begun}
        select area, hamlet, $3, id, caused_at from begun where begins order by caused_at, id
        """, tenant, rule, ct);

    private static Duration Window(AlertRuleDefinition rule) => Duration.FromDays(rule.WindowDays);

    private async Task<IReadOnlyList<AreaCondition>> QueryAsync(string sql, string tenant, AlertRuleDefinition rule, CancellationToken ct, params Instant[] since)
    {
        await using var command = database.CreateCommand(sql);
        string[] instead = [.. (await rules.OfAsync(tenant, ct)).Rules.Values.Where(r => r.Latest.Replaces == rule.Of).Select(r => r.Code)];
        foreach (var value in (object[])[tenant, rule.Of!, rule.MinimumN, Window(rule).ToTimeSpan(), instead, .. since.Cast<object>()]) command.Parameters.Add(new() { Value = value });
        var conditions = new List<AreaCondition>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var hamlet = await row.IsDBNullAsync(1, ct) ? null : row.GetString(1);
            conditions.Add(new(hamlet is null ? row.GetString(0) : $"{row.GetString(0)}/RW{hamlet}", row.GetString(0), $"{row.GetGuid(3)}", true, row.GetFieldValue<Instant>(4))
            { Count = row.GetInt32(2), Limit = $"{rule.WindowDays}", Hamlet = hamlet });
        }
        return conditions;
    }
}
