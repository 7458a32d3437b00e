using JasperFx;
using Marten;

namespace PovertyMonitor.Measures;

/// <summary>Reads and writes the streams of a regency's measures.</summary>
internal sealed class MeasureStore(IDocumentStore store)
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
        await using var session = store.LightweightSession(tenant);
        var stream = MeasureStream.IdOf(code);
        var past = await session.Events.FetchStreamAsync(stream, token: ct);
        var state = MeasureState.Of(code, past.Select(e => e.Data));
        var (happened, refusal) = MeasureDecider.Decide(state, step);
        if (happened is null) return (state, refusal);
        if (past.Count == 0) session.Events.StartStream(stream, happened);
        else session.Events.Append(stream, past.Count + 1, happened);
        try
        {
            await session.SaveChangesAsync(ct);
            return (state.After(happened), null);
        }
        catch (Exception e) when (IsOvertaken(e))
        {
            return (state, MeasureRefusal.ChangedMeanwhile);
        }
    }

    // Marten has a collision of its own beside that of its event library, and throws either.
    private static bool IsOvertaken(Exception e) =>
        e is ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException or JasperFx.Events.ExistingStreamIdCollisionException;

    private static async Task<MeasureState> ReadAsync(IQuerySession session, string code, CancellationToken ct) =>
        MeasureState.Of(code, (await session.Events.FetchStreamAsync(MeasureStream.IdOf(code), token: ct)).Select(e => e.Data));
}
