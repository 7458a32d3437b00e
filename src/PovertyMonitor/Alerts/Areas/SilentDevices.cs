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
    /// <summary>Those that are silent now: since they sent something last, or since a round was opened for which they could.</summary>
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, Instant now, CancellationToken ct) => await QueryAsync($"""
        select d.code, coalesce(d.villages[1], $1), greatest(d.issued_at, r.last), greatest(d.issued_at, r.last) from {DeviceTable.Name} d
        left join (select device, max(received_at) as last from {SurveyTables.Receipts} where tenant_id = $1 group by 1) as r on r.device = d.code
        where d.tenant_id = $1 and d.revoked_at is null and greatest(d.issued_at, r.last) < $2 - $3
            and exists (select 1 from unnest($4) as open where coalesce(
                (select max(timestamp) from mt_events where tenant_id = $1 and stream_id = open and type = 'round_opened'), '-infinity') < $2 - $3)
        """, tenant, rule, now, ct, await OpenAsync(tenant, ct));

    /// <summary>Every silence that there ever was: from one submission to the next, as soon as it was so long while a round was open.</summary>
    public Task<IReadOnlyList<AreaCondition>> HistoryAsync(string tenant, AlertRuleDefinition rule, Instant now, CancellationToken ct) => QueryAsync($"""
        with open as (
            select timestamp as since, coalesce(lead(timestamp) over (partition by stream_id order by seq_id), $2) as until, type from mt_events
            where tenant_id = $1 and type in ('round_opened', 'round_closed') and not is_archived),
        heard as (
            select d.code, coalesce(d.villages[1], $1) as area, h.at, lead(h.at, 1, coalesce(d.revoked_at, $2)) over (partition by d.code order by h.at) as next
            from {DeviceTable.Name} d cross join lateral (
                select d.issued_at as at union all select received_at from {SurveyTables.Receipts} where tenant_id = $1 and device = d.code and received_at > d.issued_at) h
            where d.tenant_id = $1)
        select code, area, at, min(greatest(at, since) + $3) from heard join open on type = 'round_opened' and greatest(at, since) + $3 < least(next, until)
        group by 1, 2, 3
        """, tenant, rule, now, ct);

    private async Task<Guid[]> OpenAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select round from {RoundTable.Name} where tenant_id = $1 and is_open");
        command.Parameters.Add(new() { Value = tenant });
        var open = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) open.Add(RoundStream.Of(row.GetString(0)));
        return [.. open];
    }

    private async Task<IReadOnlyList<AreaCondition>> QueryAsync(string sql, string tenant, AlertRuleDefinition rule, Instant now, CancellationToken ct, params object[] more)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in (object[])[tenant, now, TimeSpan.FromDays(rule.WindowDays), .. more]) command.Parameters.Add(new() { Value = value });
        var conditions = new List<AreaCondition>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            conditions.Add(new(row.GetString(0), row.GetString(1), $"{row.GetFieldValue<Instant>(2)}", true, row.GetFieldValue<Instant>(3)) { Value = row.GetString(0), Limit = $"{rule.WindowDays}" });
        return conditions;
    }
}
