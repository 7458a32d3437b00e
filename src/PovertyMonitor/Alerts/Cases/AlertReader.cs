using System.Data.Common;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>Reads the alerts that were raised.</summary>
internal sealed class AlertReader(BriefConnections database, AudienceRegister audiences)
{
    private const string Columns = "position, coalesce(latest, content)::text, state, audience, level, raised_at, delivered_at, acknowledged_at, settled_at";

    /// <summary>The latest alerts that a role may see first; every role's where it is null.</summary>
    public async Task<IReadOnlyList<RaisedAlert>> LatestAsync(string tenant, string? role, int limit, CancellationToken ct)
    {
        var book = await audiences.OfAsync(tenant, ct);
        string[] own = [.. book.Audiences.Values.Where(a => role is null || a.Roles.Contains(role)).Select(a => a.Audience)];
        return await ListAsync(tenant, new AlertAccess(own, null, role is null || (RoleNames.Parse(role) is { } known && HouseholdReach.Has(known))), new AlertQuestion { Limit = limit }, ct);
    }

    /// <summary>The alerts that somebody may see and asked for.</summary>
    public async Task<IReadOnlyList<RaisedAlert>> ListAsync(string tenant, AlertAccess access, AlertQuestion question, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {Columns} from {AlertTable.Name}
            where tenant_id = $1 and told && $2 and ($3::varchar[] is null or exists (select 1 from unnest($3) a where area = a or area like a || '.%'))
                and ($4::varchar is null or area = $4 or area like $4 || '.%') and ($5::varchar is null or state = $5)
                and position > $6 and position < $7 and ($8::varchar is null or rule = $8) and ($10 or content->>'household' is null)
            order by position {(question.Since is null ? "desc" : "asc")} limit $9
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = access.Audiences.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = (object?)access.Areas?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(Text(question.Area));
        command.Parameters.Add(Text(question.State));
        command.Parameters.Add(new() { Value = question.Since ?? 0 });
        command.Parameters.Add(new() { Value = question.Before ?? long.MaxValue });
        command.Parameters.Add(Text(question.Kind));
        command.Parameters.Add(new() { Value = question.Limit });
        command.Parameters.Add(new() { Value = access.SeesHouseholds });
        return await ReadAsync(command, ct);
    }

    /// <summary>One alert, whoever asks; <see langword="null"/> where it was not raised.</summary>
    public async Task<RaisedAlert?> FindAsync(string tenant, Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select {Columns} from {AlertTable.Name} where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        return await ReadAsync(command, ct) is [var alert] ? alert : null;
    }

    /// <summary>Those of some alerts that were raised, whoever asks.</summary>
    public async Task<IReadOnlyList<RaisedAlert>> FindAsync(string tenant, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Those("any($2)", tenant, ids.ToArray()));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return await ReadAsync(rows, ct);
    }

    /// <summary>The command that reads the alerts whose ids are among some.</summary>
    /// <param name="among">Among which, as SQL; $1 is the regency.</param>
    /// <param name="tenant">The regency.</param>
    /// <param name="value">What $2 stands for.</param>
    public static NpgsqlBatchCommand Those(string among, string tenant, object value) =>
        new($"select {Columns} from {AlertTable.Name} where tenant_id = $1 and id = {among}") { Parameters = { new() { Value = tenant }, new() { Value = value } } };

    /// <summary>The latest alert of a rule about a subject that was not raised in error.</summary>
    public async Task<Guid?> LatestOfAsync(string tenant, string rule, string subject, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select id from {AlertTable.Name} where tenant_id = $1 and rule = $2 and subject = $3 and state <> 'withdrawn' order by position desc limit 1
            """);
        foreach (var value in (string[])[tenant, rule, subject]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }

    private static async Task<IReadOnlyList<RaisedAlert>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await ReadAsync(rows, ct);
    }

    /// <summary>Reads what <see cref="Those"/> asked for.</summary>
    public static async Task<IReadOnlyList<RaisedAlert>> ReadAsync(DbDataReader rows, CancellationToken ct)
    {
        var alerts = new List<RaisedAlert>();
        Instant? Time(int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<Instant>(column);
        while (await rows.ReadAsync(ct))
            alerts.Add(new(rows.GetInt64(0), JsonSerializer.Deserialize<Alert>(rows.GetString(1), AlertJson.Options)!, rows.GetString(2), rows.GetString(3), rows.GetInt32(4),
                rows.GetFieldValue<Instant>(5), Time(6), Time(7), Time(8)));
        return alerts;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };
}
