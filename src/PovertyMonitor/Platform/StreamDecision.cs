using Marten;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>Decides about event streams: their histories are read, and what follows appended, with no other in between.</summary>
internal sealed class StreamDecision(IDocumentStore store, BriefConnections database)
{
    /// <summary>What is written beside the events, in their transaction.</summary>
    public delegate Task Also<in TResult>(TResult result, NpgsqlTransaction transaction, CancellationToken ct);

    /// <summary>Reads a stream, decides, and appends what was decided in one transaction.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="stream">The stream's id; it may not exist yet.</param>
    /// <param name="decide">A pure decision over the history: a result, and the events that follow, if any.</param>
    /// <param name="ct">Stops it; nothing is appended then.</param>
    /// <param name="also">What is written with the events, where there are some; <see langword="null"/> for nothing.</param>
    public Task<TResult> DecideAsync<TResult>(
        string tenant, Guid stream, Func<IReadOnlyList<object>, (TResult Result, IReadOnlyList<object> Events)> decide, CancellationToken ct,
        NpgsqlBatchCommand? also = null)
    {
        var anything = false;
        return DecideTogetherAsync<TResult>(tenant, [stream], histories =>
        {
            var (result, events) = decide(histories[stream]);
            anything = events.Count > 0;
            return (result, [.. events.Select(e => (stream, e))]);
        }, ct, async (_, transaction, stop) =>
        {
            if (!anything || also is null) return;
            await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { also } };
            await batch.ExecuteNonQueryAsync(stop);
        });
    }

    /// <summary>Reads streams, decides about them together, and appends what was decided in one transaction.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="streams">The streams' ids; they may not exist yet.</param>
    /// <param name="decide">A pure decision over the histories by stream: a result, and the events that follow, if any.</param>
    /// <param name="ct">Stops it; nothing is appended then.</param>
    /// <param name="also">What is written in the same transaction, events or not; <see langword="null"/> for nothing.</param>
    public async Task<TResult> DecideTogetherAsync<TResult>(
        string tenant, IReadOnlyCollection<Guid> streams,
        Func<IReadOnlyDictionary<Guid, IReadOnlyList<object>>, (TResult Result, IReadOnlyList<(Guid Stream, object Event)> Events)> decide,
        CancellationToken ct, Also<TResult>? also = null)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        Guid[] distinct = [.. streams.Distinct()];
        await StreamLock.TakeAsync(transaction, tenant, distinct, ct);
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.LightweightSession(options);
        // All of them by one way to the server and back: a digest is of hundreds.
        var batch = session.CreateBatchQuery();
        var reads = distinct.ToDictionary(s => s, s => batch.Events.FetchStream(s));
        await batch.Execute(ct);
        var histories = new Dictionary<Guid, IReadOnlyList<object>>();
        foreach (var (stream, read) in reads) histories[stream] = [.. (await read).Select(e => e.Data)];
        var (result, events) = decide(histories);
        if (also is not null) await also(result, transaction, ct);
        foreach (var ofStream in events.GroupBy(e => e.Stream, e => e.Event))
        {
            if (histories[ofStream.Key].Count > 0) session.Events.Append(ofStream.Key, ofStream);
            else session.Events.StartStream(ofStream.Key, ofStream);
        }
        if (events.Count > 0) await session.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }
}
