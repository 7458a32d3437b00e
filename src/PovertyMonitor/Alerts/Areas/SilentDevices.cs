using NodaTime;
using Npgsql;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Finds devices in use that have sent nothing for some days while a round is open.</summary>
internal sealed class SilentDevices(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, Instant now, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select d.code, coalesce(d.villages[1], $1), greatest(d.issued_at, r.last) from {DeviceTable.Name} d
            left join (select device, max(received_at) as last from {SurveyTables.Receipts} where tenant_id = $1 group by 1) as r on r.device = d.code
            where d.tenant_id = $1 and d.revoked_at is null and greatest(d.issued_at, r.last) < $2
                and exists (select 1 from {RoundTable.Name} where tenant_id = $1 and is_open)
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = now - Duration.FromDays(rule.WindowDays) });
        var conditions = new List<AreaCondition>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var last = row.GetFieldValue<Instant>(2);
            conditions.Add(new(row.GetString(0), row.GetString(1), $"{last}", true, last) { Value = row.GetString(0), Limit = $"{rule.WindowDays}" });
        }
        return conditions;
    }
}
