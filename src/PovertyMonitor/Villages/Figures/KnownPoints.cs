using NodaTime;
using Npgsql;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Finds the place that a regency's log had reached at a time.</summary>
internal sealed class KnownPoints(NpgsqlDataSource database)
{
    // What was being recorded at a time has come to its end by then.
    private static readonly Duration Settling = Duration.FromMinutes(1);

    /// <summary>Whether nothing can be recorded before a time any more, so that what was known then stays the same.</summary>
    public static bool IsOver(Instant end, Instant now) => end + Settling <= now;

    /// <summary>The last event of the log; 0 where there is none.</summary>
    public async Task<long> LastAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await LastAsync(connection, tenant, ct);
    }

    /// <summary>The last event recorded before a time; 0 where there is none.</summary>
    /// <remarks>
    /// Events are recorded in the order of their sequence, but for those of transactions that ran at the same moment: the search halves
    /// the log until one is left, so that it costs the same on a log of any length, and of such a moment it may say either side.
    /// </remarks>
    public async Task<long> BeforeAsync(string tenant, Instant end, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("""
            select seq_id, "timestamp" < $3 from mt_events where tenant_id = $1 and seq_id >= $2 order by seq_id limit 1
            """, connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter<long>());
        command.Parameters.Add(new() { Value = end });
        async Task<(long Sequence, bool IsBefore)?> FirstFromAsync(long from)
        {
            command.Parameters[1].Value = from;
            await using var row = await command.ExecuteReaderAsync(ct);
            return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetBoolean(1)) : null;
        }

        var (before, after) = (0L, await LastAsync(connection, tenant, ct) + 1);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (await FirstFromAsync(middle) is { IsBefore: true } found && found.Sequence < after) before = found.Sequence;
            else after = middle;
        }
        return before;
    }

    private static async Task<long> LastAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select seq_id from mt_events where tenant_id = $1 order by seq_id desc limit 1", connection);
        command.Parameters.Add(new() { Value = tenant });
        return await command.ExecuteScalarAsync(ct) is long last ? last : 0;
    }
}
