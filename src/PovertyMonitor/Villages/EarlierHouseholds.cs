using JasperFx.Events;
using Marten;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages;

/// <summary>What is known of the households of a page before it: from what the projection keeps of them, and where that is not enough from the log.</summary>
internal sealed class EarlierHouseholds(IQuerySession session, NpgsqlConnection connection, IReadOnlySet<long> quarantined)
{
    private readonly HashSet<Guid> _read = [];

    /// <summary>Reads households; the answer gives each one's log as it stands before the events.</summary>
    /// <param name="touched">Their events in the page.</param>
    /// <param name="before">The first event's sequence.</param>
    /// <param name="measures">The measures in force.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Func<Guid, HouseholdLog>> ReadAsync(
        IReadOnlyList<IGrouping<Guid, IEvent>> touched, long before, IReadOnlyList<CompiledMeasure> measures, CancellationToken ct)
    {
        var begun = touched.Where(h => h.Min(e => e.Version) > 1).ToList();
        // Whoever comes, goes or stays needs the answers themselves; and what an earlier stretch of the page changed is not kept yet.
        var kept = await KeptAsync([.. begun.Where(h => !_read.Contains(h.Key) && !h.Any(e => e.Data is ILifeChange)).Select(h => h.Key)], measures, ct);
        var fromLog = begun.Where(h => !kept.ContainsKey(h.Key)).Select(h => h.Key).ToArray();
        var logged = (fromLog.Length == 0 ? [] : await HouseholdHistories.BeforeAsync(session, fromLog, before, ct)).ToLookup(e => e.StreamId);
        foreach (var h in touched) _read.Add(h.Key);
        return household => kept.TryGetValue(household, out var known)
            ? new HouseholdLog(household, measures).After(KeptHousehold.Read(known, measures))
            : new HouseholdLog(household, measures).After(logged[household], quarantined);
    }

    private async Task<Dictionary<Guid, byte[]>> KeptAsync(Guid[] households, IReadOnlyList<CompiledMeasure> measures, CancellationToken ct)
    {
        var kept = new Dictionary<Guid, byte[]>();
        if (households.Length == 0) return kept;
        await using var command = new NpgsqlCommand($"""
            select k.household, k.state from unnest($2) as asked(id) cross join lateral (
                select household, state from {PovertyTables.Own.Kept} where tenant_id = $1 and household = asked.id and state is not null {Lookup.EachByIndex}) as k
            """, connection)
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = households } },
        };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            if (rows.GetFieldValue<byte[]>(1) is var state && KeptHousehold.Knows(state, measures)) kept.Add(rows.GetGuid(0), state);
        return kept;
    }
}
