using System.Text.Json;
using NodaTime;
using Npgsql;

namespace PovertyMonitor.Alerts;

/// <summary>Reads the alerts that were raised.</summary>
internal sealed class AlertReader(NpgsqlDataSource database)
{
    /// <summary>The latest alerts first.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="audience">Only this agency's; null for all.</param>
    /// <param name="village">Only this village's; null for all.</param>
    /// <param name="before">Only those before this place of the log; null for the latest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlyList<RaisedAlert>> LatestAsync(
        string tenant, string? audience, string? village, long? before, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select sequence, content::text, raised_at, delivered_at from {AlertTable.Name}
            where tenant_id = $1 and ($2::varchar is null or audience = $2) and ($3::varchar is null or village = $3) and sequence < $4
            order by sequence desc, id limit $5
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = (object?)audience ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = (object?)village ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = before ?? long.MaxValue });
        command.Parameters.Add(new() { Value = limit });
        var alerts = new List<RaisedAlert>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            alerts.Add(new(rows.GetInt64(0), JsonSerializer.Deserialize<Alert>(rows.GetString(1), AlertJson.Options)!, rows.GetFieldValue<Instant>(2),
                await rows.IsDBNullAsync(3, ct) ? null : rows.GetFieldValue<Instant>(3)));
        return alerts;
    }
}

/// <summary>An alert as it was raised and delivered.</summary>
/// <param name="Sequence">The place of the log that raised it.</param>
/// <param name="Alert">The alert.</param>
/// <param name="RaisedAt">When the submission was recorded.</param>
/// <param name="DeliveredAt">When the agency took it; absent where it has not, or has no address.</param>
internal sealed record RaisedAlert(long Sequence, Alert Alert, Instant RaisedAt, Instant? DeliveredAt);
