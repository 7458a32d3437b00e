using System.Diagnostics;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Villages;

/// <summary>Keeps the assessments and tallies of every household under every measure in force.</summary>
/// <remarks>
/// What it writes follows from the log alone, event by event, so that it is the same on a rebuild however the events
/// are paged. It reads what it keeps of the touched households once per page and writes each table once. What stood when a
/// measure was adopted is not its work but that of <see cref="MeasureFill"/>.
/// </remarks>
internal sealed class PovertyProjection : IProjection
{
    // With the tables' version: a new version begins at the beginning of the log, beside the old one.
    public const string ProjectionName = "poverty-v5";

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var ofTenant in events.GroupBy(e => e.TenantId))
        {
            await using var session = operations.DocumentStore.QuerySession(ofTenant.Key);
            var write = await PageAsync(session, ofTenant.Key, [.. ofTenant.OrderBy(e => e.Sequence)], cancellation);
            ((ITransactionParticipantRegistrar)operations).AddTransactionParticipant(write);
        }
    }

    private static async Task<PovertyWrites> PageAsync(IQuerySession session, string tenant, List<IEvent> events, CancellationToken ct)
    {
        var write = new PovertyWrites(tenant, events[^1].Sequence, Instant.FromDateTimeOffset(events[^1].Timestamp));
        await using var connection = session.Database.CreateConnection();
        await connection.OpenAsync(ct);
        var measures = await MeasuresInForce.ReadAsync(connection, tenant, ct, PovertyTables.Own.Measures);
        var quarantined = await MeasuresInForce.QuarantineAsync(connection, tenant, ct, PovertyTables.Own.Quarantine);
        var reader = new EarlierHouseholds(session, connection, quarantined);
        // A measure adopted within the page splits it: what comes before knows nothing of it.
        for (var start = 0; start < events.Count;)
        {
            var next = events.FindIndex(start, e => e.Data is MeasureAdopted);
            await AppendAsync(write, reader, events[start..(next < 0 ? events.Count : next)], measures, quarantined, ct);
            if (next < 0) break;
            var adopted = (MeasureAdopted)events[next].Data;
            var measure = MeasureCompiler.Compile(adopted.Definition, adopted.Revision);
            write.Adopt(measure, adopted, events[next].Sequence);
            measures = [.. measures, measure];
            start = next + 1;
        }
        foreach (var e in events)
            if (e.Data is HouseholdsExpected stated) write.Expect(stated);
        return write;
    }

    private static async Task AppendAsync(
        PovertyWrites write, EarlierHouseholds reader, List<IEvent> stretch, IReadOnlyList<CompiledMeasure> measures, HashSet<long> quarantined, CancellationToken ct)
    {
        var touched = stretch.Where(e => HouseholdHistories.IsFact(e.Data)).GroupBy(e => e.StreamId).ToList();
        if (touched.Count == 0) return;
        var begun = Stopwatch.GetTimestamp();
        var earlier = await reader.ReadAsync(touched, stretch[0].Sequence, measures, ct);
        ProjectionMeter.Took("read", begun);
        begun = Stopwatch.GetTimestamp();
        var parts = touched.Chunk((touched.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount).ToArray();
        var works = new HouseholdWork[parts.Length];
        Parallel.For(0, parts.Length, p => works[p] = HouseholdWork.On(parts[p], earlier, measures));
        ProjectionMeter.Took("work out", begun);
        foreach (var work in works)
        {
            foreach (var (e, reason) in work.Quarantined)
            {
                write.Quarantine(e, reason);
                quarantined.Add(e.Sequence);
            }
            foreach (var (household, state) in work.Kept) write.Keep(household, state);
            if (work != works[0]) works[0].Changes.Add(work.Changes);
        }
        write.Write(works[0].Changes);
    }
}
