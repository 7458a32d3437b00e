using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Finds where several alerts of a rule came within some days, in a village or in one of its hamlets.</summary>
internal sealed class ClusterReader(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, Instant now, CancellationToken ct)
    {
        // What makes it a cluster is the alert that completed it when it began: whenever it is looked at, also after a restored
        // backup, the same gives the same cluster.
        await using var command = database.CreateCommand($"""
            with each_way as (
                select area, id, caused_at, unnest(array[null, content->>'hamlet']) as hamlet, generate_series(1, 2) as level from {AlertTable.Name}
                where tenant_id = $1 and rule = $2 and state not in ('withdrawn', 'falseAlarm')),
            complete as (
                select *, coalesce(lag(caused_at, $3 - 1) over near > caused_at - $5, false) as completes from each_way where level = 1 or hamlet is not null
                window near as (partition by level, area, hamlet order by caused_at, id)),
            begun as (select *, completes and not coalesce(lag(completes) over near, false) as begins from complete
                window near as (partition by level, area, hamlet order by caused_at, id))
            select area, hamlet, (count(*) filter (where caused_at > $4))::int,
                (array_agg(id order by caused_at desc, id desc) filter (where begins))[1], max(caused_at) filter (where begins)
            from begun group by level, area, hamlet having count(*) filter (where caused_at > $4) >= $3
            """);
        var window = Duration.FromDays(rule.WindowDays);
        foreach (var value in (object[])[tenant, rule.Of!, rule.MinimumN, now - window, window.ToTimeSpan()]) command.Parameters.Add(new() { Value = value });
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
