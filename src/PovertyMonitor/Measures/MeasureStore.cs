using Marten;
using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Measures;

/// <summary>Reads and writes the streams of a regency's measures.</summary>
internal sealed class MeasureStore(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>The regency's measures, by code.</summary>
    public async Task<IReadOnlyList<MeasureState>> ListAsync(string tenant, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var proposed = await session.Events.QueryRawEventDataOnly<MeasureProposed>().ToListAsync(ct);
        var measures = new List<MeasureState>();
        foreach (var code in proposed.Select(p => p.Measure).Order(StringComparer.Ordinal))
            measures.Add(await ReadAsync(session, code, ct));
        return measures;
    }

    /// <summary>A measure; without a revision where there is none of that code.</summary>
    public async Task<MeasureState> ReadAsync(string tenant, string code, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        return await ReadAsync(session, code, ct);
    }

    /// <summary>Does with a measure what someone wants, unless it is refused.</summary>
    public async Task<(MeasureState State, MeasureRefusal? Refusal)> TakeAsync(string tenant, string code, MeasureStep step, CancellationToken ct)
    {
        var stream = MeasureStream.IdOf(code);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await StreamLock.TakeAsync(transaction, tenant, [stream], ct);
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.LightweightSession(options);
        var state = await ReadAsync(session, code, ct);
        var (happened, refusal) = MeasureDecider.Decide(state, step);
        if (happened is null) return (state, refusal);
        if (state.Latest == 0) session.Events.StartStream(stream, happened);
        else session.Events.Append(stream, happened);
        await session.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (state.After(happened), null);
    }

    private static async Task<MeasureState> ReadAsync(IQuerySession session, string code, CancellationToken ct) =>
        MeasureState.Of(code, (await session.Events.FetchStreamAsync(MeasureStream.IdOf(code), token: ct)).Select(e => e.Data));
}
