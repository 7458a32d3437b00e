using System.Collections.Frozen;
using System.Text.Json;
using JasperFx.Events;
using Marten;
using Npgsql;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households;

/// <summary>The events of households as projections and subscriptions read them.</summary>
internal static class HouseholdHistories
{
    private const string Registered = "household_registered";

    /// <summary>The types of the events that say what a household is and how it lives.</summary>
    public static IReadOnlyList<Type> FactTypes { get; } =
    [
        typeof(HouseholdRegistered), typeof(InterviewCompleted), typeof(InterviewCorrected), typeof(VisitRecorded), typeof(HouseholdMoved),
        typeof(MemberBorn), typeof(MemberJoined), typeof(MemberDied), typeof(MemberLeft), typeof(HouseholdSplit), typeof(HouseholdSplitOff),
        typeof(HouseholdsMerged), typeof(HouseholdMergedInto), typeof(HouseholdDissolved), typeof(ChangeWithdrawn), typeof(InterviewWithdrawn),
    ];

    private static readonly FrozenSet<Type> Facts = FactTypes.ToFrozenSet();

    // Marten's own map holds what a process has met so far: a verb that reads without having written would not find its way.
    private static readonly FrozenDictionary<string, Type> FactsByName =
        FactTypes.ToFrozenDictionary(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name), StringComparer.Ordinal);

    /// <summary>Their names in the log.</summary>
    public static string[] FactNames { get; } = [.. FactsByName.Keys];

    public static bool IsFact(object data) => Facts.Contains(data.GetType());

    /// <summary>The facts that the households of a page had before it, in the order of the log; those that begin in the page are not asked for.</summary>
    public static Task<IReadOnlyList<IEvent>> BeforeAsync(IQuerySession session, IReadOnlyList<IEvent> page, CancellationToken ct)
    {
        var begun = page.GroupBy(e => e.StreamId).Where(g => g.Min(e => e.Version) > 1).Select(g => g.Key).ToArray();
        return begun.Length == 0 ? Task.FromResult<IReadOnlyList<IEvent>>([]) : BeforeAsync(session, begun, page[0].Sequence, ct);
    }

    /// <summary>The facts of households before a place of the log, in its order; what else lies on a stream is left out.</summary>
    /// <remarks>Each household is looked up by the index of streams: asked for in order, the planner walks the whole log up to there.</remarks>
    public static async Task<IReadOnlyList<IEvent>> BeforeAsync(IQuerySession session, Guid[] households, long sequence, CancellationToken ct)
    {
        var serializer = session.DocumentStore.Options.Serializer();
        await using var command = new NpgsqlCommand($"""
            select e.* from unnest($2::uuid[]) as asked(id) cross join lateral (
                select stream_id, seq_id, version, type, "timestamp", data from mt_events
                where tenant_id = $1 and stream_id = asked.id and seq_id < $3 and type = any($4) and not is_archived {Lookup.EachByIndex}) as e
            """)
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = households }, new() { Value = sequence }, new() { Value = FactNames } },
        };
        var events = new List<IEvent>();
        await using var row = await session.ExecuteReaderAsync(command, ct);
        while (await row.ReadAsync(ct))
        {
            var name = row.GetString(3);
            var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(FactsByName[name]), serializer.FromJson(FactsByName[name], row, 5))!;
            (e.StreamId, e.Sequence, e.Version, e.EventTypeName, e.TenantId) = (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), name, session.TenantId);
            e.Timestamp = row.GetFieldValue<DateTimeOffset>(4);
            events.Add(e);
        }
        events.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
        return events;
    }

    /// <summary>A page of the households of a regency in the order in which they were registered, after a place of the log.</summary>
    public static async Task<IReadOnlyList<(long Sequence, Guid Household)>> RegisteredAsync(IQuerySession session, long after, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select seq_id, stream_id from mt_events where tenant_id = $1 and type = $2 and not is_archived and seq_id > $3 order by seq_id limit $4")
        {
            Parameters = { new() { Value = session.TenantId }, new() { Value = Registered }, new() { Value = after }, new() { Value = most } },
        };
        var households = new List<(long, Guid)>();
        await using var rows = await session.ExecuteReaderAsync(command, ct);
        while (await rows.ReadAsync(ct)) households.Add((rows.GetInt64(0), rows.GetGuid(1)));
        return households;
    }

    /// <summary>What is known of households, as a transaction sees it that holds their locks.</summary>
    public static async Task<Dictionary<Guid, Household>> StatesAsync(
        IDocumentStore store, NpgsqlTransaction transaction, string tenant, IEnumerable<Guid> households, CancellationToken ct)
    {
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.QuerySession(options);
        var states = new Dictionary<Guid, Household>();
        foreach (var household in households)
            states[household] = Household.After((await session.Events.FetchStreamAsync(household, token: ct)).Select(e => e.Data));
        return states;
    }
}
