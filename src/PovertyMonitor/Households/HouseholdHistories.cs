using System.Collections.Frozen;
using JasperFx.Events;
using Marten;
using Npgsql;
using PovertyMonitor.Households.Life;

namespace PovertyMonitor.Households;

/// <summary>The events of households as projections and subscriptions read them.</summary>
internal static class HouseholdHistories
{
    // The name under which Marten stores the event; a test of the stored events holds it.
    private const string Registered = "household_registered";

    /// <summary>The types of the events that say what a household is and how it lives.</summary>
    public static IReadOnlyList<Type> FactTypes { get; } =
    [
        typeof(HouseholdRegistered), typeof(InterviewCompleted), typeof(InterviewCorrected), typeof(VisitRecorded), typeof(HouseholdMoved),
        typeof(MemberBorn), typeof(MemberJoined), typeof(MemberDied), typeof(MemberLeft), typeof(HouseholdSplit), typeof(HouseholdSplitOff),
        typeof(HouseholdsMerged), typeof(HouseholdMergedInto), typeof(HouseholdDissolved), typeof(ChangeWithdrawn), typeof(InterviewWithdrawn),
    ];

    private static readonly FrozenSet<Type> Facts = FactTypes.ToFrozenSet();

    public static bool IsFact(object data) => Facts.Contains(data.GetType());

    /// <summary>What the households of a page had before it, in the order of the log; those that begin in the page are not asked for.</summary>
    public static Task<IReadOnlyList<IEvent>> BeforeAsync(IQuerySession session, IReadOnlyList<IEvent> page, CancellationToken ct)
    {
        var begun = page.GroupBy(e => e.StreamId).Where(g => g.Min(e => e.Version) > 1).Select(g => g.Key).ToArray();
        return begun.Length == 0 ? Task.FromResult<IReadOnlyList<IEvent>>([]) : BeforeAsync(session, begun, page[0].Sequence, ct);
    }

    /// <summary>The households' events before a place of the log, in its order.</summary>
    public static async Task<IReadOnlyList<IEvent>> BeforeAsync(IQuerySession session, Guid[] households, long sequence, CancellationToken ct) =>
        await session.Events.QueryAllRawEvents()
            .Where(e => households.Contains(e.StreamId) && e.Sequence < sequence)
            .OrderBy(e => e.Sequence).ToListAsync(ct);

    /// <summary>Every household with an event before a place of the log.</summary>
    public static async Task<IReadOnlyList<Guid>> StreamsBeforeAsync(IQuerySession session, string tenant, long sequence, CancellationToken ct)
    {
        await using var connection = session.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            "select stream_id from mt_events where tenant_id = $1 and type = $2 and seq_id < $3 order by seq_id", connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = Registered });
        command.Parameters.Add(new() { Value = sequence });
        var streams = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) streams.Add(rows.GetGuid(0));
        return streams;
    }
}
