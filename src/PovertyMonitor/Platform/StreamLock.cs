using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>Lets one transaction at a time decide about an event stream.</summary>
/// <remarks>
/// Taken before the history is read, so that no append fails at its version check afterwards: a failed append leaves
/// a gap in the event sequence, at which every projection waits for as long as a transaction lives that may still fill it:
/// the server ends one whose client stalls for <see cref="StallLimit"/>.
/// </remarks>
internal static class StreamLock
{
    /// <summary>How long a deciding transaction may stand still between two statements.</summary>
    public static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(15);

    /// <summary>Locks streams until the transaction ends, in the order of their ids, so that two can't wait for each other.</summary>
    public static async Task TakeAsync(NpgsqlTransaction transaction, string tenant, Guid[] streams, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { Command(tenant, streams) } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The same as one of several commands that go to the server together.</summary>
    public static NpgsqlBatchCommand Command(string tenant, Guid[] streams) => new(
        """
        select (select set_config('idle_in_transaction_session_timeout', $3, true)), pg_advisory_xact_lock(hashtextextended($1 || '/' || s::text, 0))
        from (select unnest($2::uuid[]) as s order by 1) as sorted
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = streams }, new() { Value = $"{StallLimit.TotalMilliseconds:F0}" } },
    };
}
