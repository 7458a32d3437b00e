using NodaTime;
using Npgsql;
using PovertyMonitor.Commitments.Indicators;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>Counts how quickly the alerts about households of a round were acknowledged; what was raised in error doesn't count.</summary>
internal sealed class Acknowledgements(NpgsqlDataSource database) : IAlertAcknowledgements
{
    /// <inheritdoc />
    public async Task<AlertAcknowledgements> OfRoundAsync(string tenant, string round, Duration within, (long Sequence, Instant At) known, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select count(*) filter (where raised_at + $3 <= $4 or acknowledged_at <= least(raised_at + $3, $4)), count(*) filter (where acknowledged_at <= least(raised_at + $3, $4))
            from {AlertTable.Name}
            where tenant_id = $1 and content->>'round' = $2 and content->>'household' is not null and raised_at <= $4 and not (state = 'withdrawn' and settled_at <= $4)
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        command.Parameters.Add(new() { Value = within.ToTimeSpan() });
        command.Parameters.Add(new() { Value = known.At });
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return new(rows.GetInt64(0), rows.GetInt64(1));
    }
}
