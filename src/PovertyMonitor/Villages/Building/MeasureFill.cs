using Marten;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Villages.Building;

/// <summary>
/// Works a measure that was adopted when households were known already out for what stood then, a chunk of households at a time:
/// each chunk and how far it went in one transaction, so that it can be stopped at any moment. What happened since the adoption
/// the projection writes; counts only add up, so that it makes no difference which of both comes first.
/// </summary>
internal sealed class MeasureFill(IDocumentStore store, NpgsqlDataSource database)
{
    private const int HouseholdsAtOnce = 500;

    /// <summary>Fills in the next chunk; <see langword="false"/> where nothing is left.</summary>
    public async Task<bool> NextAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await NextFillAsync(connection, tenant, ct) is not { } fill) return false;
        var households = await HouseholdsAsync(connection, tenant, fill, ct);
        if (households.Length > 0) await FillAsync(connection, transaction, tenant, fill, households, ct);
        await ProgressAsync(connection, tenant, fill, households, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task FillAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, Fill fill, Guid[] households, CancellationToken ct)
    {
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.QuerySession(options);
        var adoptions = await MeasuresInForce.AdoptionsAsync(connection, tenant, ct);
        var measure = adoptions.Single(a => a.AdoptedAt == fill.AdoptedAt && a.Measure.Id == fill.Measure).Measure;
        var replay = new LogReplay(adoptions);
        var (since, filled) = (new PovertyChanges(), new PovertyChanges());
        foreach (var household in (await HouseholdHistories.BeforeAsync(session, households, fill.UpTo + 1, ct)).GroupBy(e => e.StreamId))
        {
            replay.Take(household.Key, [.. household], since);
            var quarantined = replay.Quarantined.Select(q => q.Sequence).ToHashSet();
            new HouseholdLog(household.Key, [measure]).After(household.Where(e => e.Sequence < fill.AdoptedAt), quarantined).Fill(fill.AdoptedAt, filled);
        }
        // What the projection has superseded since, it could not close: it was not there.
        filled.CloseAs(since);
        await new PovertyRows(tenant, filled).WriteAsync(connection, transaction, ct);
    }

    // The progress is the lock: no page of events comes between what is read here and what is written.
    private static async Task<Fill?> NextFillAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var locked = new NpgsqlCommand($"select sequence from {PovertyTables.Own.Progress} where tenant_id = $1 for update", connection) { Parameters = { new() { Value = tenant } } };
        if (await locked.ExecuteScalarAsync(ct) is not long upTo) return null;
        await using var command = new NpgsqlCommand($"""
            select measure, adopted_at_sequence, filled_up_to from {PovertyTables.Own.Fills} where tenant_id = $1 and not ready order by adopted_at_sequence limit 1
            """, connection) { Parameters = { new() { Value = tenant } } };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetString(0), row.GetInt64(1), row.GetGuid(2), upTo) : null;
    }

    private static async Task<Guid[]> HouseholdsAsync(NpgsqlConnection connection, string tenant, Fill fill, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            select s.id from mt_streams s where s.tenant_id = $1 and s.id > $2 and exists (
                select from mt_events e where e.tenant_id = $1 and e.stream_id = s.id and e.type = any($3) and e.seq_id < $4 offset 0)
            order by s.id limit {HouseholdsAtOnce}
            """, connection)
        {
            Parameters = { new() { Value = tenant }, new() { Value = fill.FilledUpTo }, new() { Value = HouseholdHistories.FactNames }, new() { Value = fill.AdoptedAt } },
        };
        var households = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) households.Add(rows.GetGuid(0));
        return [.. households];
    }

    private static async Task ProgressAsync(NpgsqlConnection connection, string tenant, Fill fill, Guid[] households, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            update {PovertyTables.Own.Fills} set filled = filled + $3, filled_up_to = $4, ready = $5 where tenant_id = $1 and measure = $2
            """, connection)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = fill.Measure }, new() { Value = (long)households.Length },
                new() { Value = households.Length == 0 ? fill.FilledUpTo : households[^1] }, new() { Value = households.Length < HouseholdsAtOnce },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record Fill(string Measure, long AdoptedAt, Guid FilledUpTo, long UpTo);
}
