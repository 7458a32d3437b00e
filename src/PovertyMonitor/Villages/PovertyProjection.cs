using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>Keeps the assessments and tallies of every household under every measure in force.</summary>
/// <remarks>
/// What it writes follows from the log alone, event by event, so that it is the same on a rebuild however the events
/// are paged. It reads the touched households' earlier events once per page and writes each table once.
/// </remarks>
internal sealed class PovertyProjection : IProjection
{
    // With the tables' version: a new version begins at the beginning of the log, beside the old one.
    public const string ProjectionName = "poverty-v3";

    private const int HouseholdsAtOnce = 1000;

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        foreach (var ofTenant in events.GroupBy(e => e.TenantId))
        {
            await using var session = operations.DocumentStore.QuerySession(ofTenant.Key);
            await ApplyAsync(operations, session, ofTenant.Key, [.. ofTenant.OrderBy(e => e.Sequence)], cancellation);
        }
    }

    private static async Task ApplyAsync(
        IDocumentOperations operations, IQuerySession session, string tenant, List<IEvent> events, CancellationToken ct)
    {
        var write = new PovertyWrites(operations, tenant);
        var (measures, quarantined) = await MeasuresInForce.WithQuarantineAsync(session, tenant, ct);
        // A measure adopted within the page splits it: what comes before knows nothing of it.
        for (var start = 0; start < events.Count;)
        {
            var next = events.FindIndex(start, e => e.Data is MeasureAdopted);
            var stretch = events[start..(next < 0 ? events.Count : next)];
            await AppendAsync(write, session, stretch, measures, quarantined, ct);
            if (next < 0) break;
            var adopted = (MeasureAdopted)events[next].Data;
            var measure = MeasureCompiler.Compile(adopted.Definition, adopted.Revision);
            write.Adopt(measure, adopted, events[next].Sequence);
            await FillAsync(write, session, tenant, measure, events[next].Sequence, quarantined, ct);
            measures = [.. measures, measure];
            start = next + 1;
        }
        foreach (var e in events)
            if (e.Data is HouseholdsExpected stated) write.Expect(stated);
        write.Progress(events[^1].Sequence, Instant.FromDateTimeOffset(events[^1].Timestamp));
    }

    private static async Task AppendAsync(
        PovertyWrites write, IQuerySession session, List<IEvent> stretch, IReadOnlyList<CompiledMeasure> measures, HashSet<long> quarantined, CancellationToken ct)
    {
        var news = stretch.Where(e => HouseholdHistories.IsFact(e.Data)).ToList();
        if (news.Count == 0) return;
        var earlier = (await HouseholdHistories.BeforeAsync(session, news, ct)).ToLookup(e => e.StreamId);
        var changes = new PovertyChanges();
        foreach (var household in news.GroupBy(e => e.StreamId))
        {
            var log = new HouseholdLog(household.Key, measures).After(earlier[household.Key], quarantined);
            foreach (var e in household)
            {
                if (log.Take(e, changes) is not { } reason) continue;
                write.Quarantine(e, reason);
                quarantined.Add(e.Sequence);
            }
        }
        write.Write(changes);
    }

    // What stood when a measure was adopted is assessed under it too, known from that place of the log on.
    private static async Task FillAsync(
        PovertyWrites write, IQuerySession session, string tenant, CompiledMeasure measure, long adoptedAt, HashSet<long> quarantined, CancellationToken ct)
    {
        var streams = await HouseholdHistories.StreamsBeforeAsync(session, tenant, adoptedAt, ct);
        foreach (var chunk in streams.Chunk(HouseholdsAtOnce))
        {
            var changes = new PovertyChanges();
            foreach (var household in (await HouseholdHistories.BeforeAsync(session, chunk, adoptedAt, ct)).GroupBy(e => e.StreamId))
                new HouseholdLog(household.Key, [measure]).After(household, quarantined).Fill(adoptedAt, changes);
            write.Write(changes);
        }
    }
}
