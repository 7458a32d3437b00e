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
        // What makes it a cluster is the alert that completes it: the same again gives the same cluster.
        await using var command = database.CreateCommand($"""
            select area, hamlet, count(*)::int, (array_agg(id order by caused_at, id))[$3], (array_agg(caused_at order by caused_at, id))[$3] from (
                select area, id, caused_at, unnest(array[null, content->>'hamlet']) as hamlet, generate_series(1, 2) as level from {AlertTable.Name}
                where tenant_id = $1 and rule = $2 and state not in ('withdrawn', 'falseAlarm') and caused_at > $4) as each_way
            where level = 1 or hamlet is not null group by area, hamlet having count(*) >= $3
            """);
        foreach (var value in (object[])[tenant, rule.Of!, rule.MinimumN, now - Duration.FromDays(rule.WindowDays)]) command.Parameters.Add(new() { Value = value });
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
