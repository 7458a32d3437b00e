using NodaTime;
using Npgsql;
using PovertyMonitor.Households.Directory;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>
/// Follows the log with a position of its own and notes which households have something new. Only their ids are read, in
/// the database: the households are folded when their turn comes, a few villages a second, so that a census's busiest
/// hour is not slowed by it. That is why this is no subscription, which would read every event as it comes.
/// </summary>
internal sealed class LogFollower(NpgsqlDataSource database, IClock clock)
{
    private const long PageSize = 20_000;

    /// <summary>Takes up the next page of the log; false where there is none. The position moves in the transaction that notes the households.</summary>
    public async Task<bool> FollowAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await NextAsync(connection, tenant, ct) is not var (from, to) || to <= from) return false;
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { Note(tenant, from, to), Move(tenant, to) } };
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    // Up to the store's high-water mark no transaction can put in an event any more.
    private static async Task<(long From, long To)?> NextAsync(NpgsqlConnection connection, string tenant, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            select coalesce((select sequence from {DuplicateTables.Positions} where tenant_id = $1), 0), last_seq_id
            from mt_event_progression where name = 'HighWaterMark:' || $1
            """, connection) { Parameters = { new() { Value = tenant } } };
        await using var rows = await command.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) return null;
        var from = rows.GetInt64(0);
        return (from, Math.Min(rows.GetInt64(1), from + PageSize));
    }

    private NpgsqlBatchCommand Note(string tenant, long from, long to) => new($"""
        insert into {DuplicateTables.Due} (tenant_id, household_id, village, since)
        select $1, e.stream_id, coalesce(d.village, ''), $4
        from (select distinct stream_id from mt_events where tenant_id = $1 and seq_id > $2 and seq_id <= $3) as e
        left join {DirectoryTable.Name} as d on d.tenant_id = $1 and d.household_id = e.stream_id
        order by e.stream_id
        on conflict do nothing
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = from }, new() { Value = to }, new() { Value = clock.GetCurrentInstant() } },
    };

    private static NpgsqlBatchCommand Move(string tenant, long to) => new($"""
        insert into {DuplicateTables.Positions} (tenant_id, sequence) values ($1, $2)
        on conflict (tenant_id) do update set sequence = excluded.sequence
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = to } },
    };
}
