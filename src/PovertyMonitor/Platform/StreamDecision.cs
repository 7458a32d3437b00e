using Marten;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>Decides about one event stream: its history is read, and what follows appended, with no other in between.</summary>
internal sealed class StreamDecision(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>Reads a stream, decides, and appends what was decided in one transaction.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="stream">The stream's id; it may not exist yet.</param>
    /// <param name="decide">A pure decision over the history: a result, and the events that follow, if any.</param>
    /// <param name="ct">Stops it; nothing is appended then.</param>
    /// <param name="also">What is written with the events, where there are some; <see langword="null"/> for nothing.</param>
    public async Task<TResult> DecideAsync<TResult>(
        string tenant, Guid stream, Func<IReadOnlyList<object>, (TResult Result, IReadOnlyList<object> Events)> decide, CancellationToken ct,
        NpgsqlBatchCommand? also = null)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await StreamLock.TakeAsync(transaction, tenant, [stream], ct);
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.LightweightSession(options);
        var history = (await session.Events.FetchStreamAsync(stream, token: ct)).Select(e => e.Data).ToList();
        var (result, events) = decide(history);
        if (events.Count == 0) return result;
        if (history.Count > 0) session.Events.Append(stream, events);
        else session.Events.StartStream(stream, events);
        if (also is not null)
        {
            await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { also } };
            await batch.ExecuteNonQueryAsync(ct);
        }
        await session.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }
}
