using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Platform;

/// <summary>
/// Appends events to many streams by one statement. Marten's own append calls a function per stream, which for a batch of
/// new households takes most of the intake's time; the rows are the same, and a test holds them against Marten's.
/// </summary>
/// <remarks>The caller holds the streams' locks (<see cref="StreamLock"/>), so that no version can be taken twice.</remarks>
internal sealed class EventAppend(IDocumentStore store)
{
    private const string InsertEvents = "insert into mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived)";
    private const string NextNumber = "nextval((select 'mt_events_sequence_' || partition_suffix from mt_tenant_partitions where partition_value = $1)::regclass)";

    private readonly Dictionary<Type, (string Name, string DotNet)> _types = store.Options.Events.AllKnownEventTypes()
        .ToDictionary(t => t.EventType, t => (t.EventTypeName, $"{t.EventType.FullName}, {t.EventType.Assembly.GetName().Name}"));

    private readonly ISerializer _serializer = store.Options.Serializer();

    /// <summary>The statement; it should be the last of its transaction, so that the sequence numbers it takes are committed at once.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="events">The events in the order of the log; of each stream in its order.</param>
    /// <param name="now">When they are appended.</param>
    public NpgsqlBatchCommand Command(string tenant, IReadOnlyCollection<(Guid Stream, object Event)> events, Instant now) => Of(tenant, events, now, $"""
        with news as materialized (
            select *, row_number() over (partition by stream order by place) as nth
            from unnest($2::uuid[], $3::uuid[], $4::varchar[], $5::varchar[], $6::jsonb[]) with ordinality as r(stream, id, type, dotnet, data, place)),
        streams as (
            insert into mt_streams as s (id, version, timestamp, tenant_id)
            select stream, count(*), $7, $1 from news group by stream order by stream
            on conflict (tenant_id, id) do update set version = s.version + excluded.version, timestamp = excluded.timestamp
            returning s.id, s.version)
        {InsertEvents}
        select {NextNumber}, o.id, o.stream, o.version, o.data, o.type, $1, $7, o.dotnet, false
        from (
            select n.*, s.version - count(*) over (partition by n.stream) + n.nth as version
            from news as n join streams as s on s.id = n.stream order by n.place) as o
        """);

    /// <summary>The statements that begin streams, the last of their transaction too. Where one has begun already they fail, before a number is taken.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="events">The events in the order of the log; of each stream all that it has, in their order.</param>
    /// <param name="now">When they are appended.</param>
    public IEnumerable<NpgsqlBatchCommand> Begin(string tenant, IReadOnlyCollection<(Guid Stream, object Event)> events, Instant now)
    {
        var lengths = new Dictionary<Guid, long>();
        var versions = events.Select(e => lengths[e.Stream] = lengths.GetValueOrDefault(e.Stream) + 1).ToArray();
        yield return new("insert into mt_streams (id, version, timestamp, tenant_id) select r.*, $4, $1 from unnest($2::uuid[], $3::bigint[]) as r")
        {
            Parameters = { new() { Value = tenant }, new() { Value = lengths.Keys.ToArray() }, new() { Value = lengths.Values.ToArray() }, new() { Value = now } },
        };
        var command = Of(tenant, events, now, $"""
            {InsertEvents}
            select {NextNumber}, r.id, r.stream, r.version, r.data, r.type, $1, $7, r.dotnet, false
            from unnest($2::uuid[], $3::uuid[], $4::varchar[], $5::varchar[], $6::jsonb[], $8::bigint[]) as r(stream, id, type, dotnet, data, version)
            """);
        command.Parameters.Add(new() { Value = versions });
        yield return command;
    }

    private NpgsqlBatchCommand Of(string tenant, IReadOnlyCollection<(Guid Stream, object Event)> events, Instant now, string statement) => new(statement)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = events.Select(e => e.Stream).ToArray() },
            new() { Value = events.Select(_ => Guid.CreateVersion7(now.ToDateTimeOffset())).ToArray() },
            Columns.Of(events.Select(e => _types[e.Event.GetType()].Name), NpgsqlDbType.Varchar),
            Columns.Of(events.Select(e => _types[e.Event.GetType()].DotNet), NpgsqlDbType.Varchar),
            Columns.Of(events.Select(e => _serializer.ToJson(e.Event)), NpgsqlDbType.Jsonb),
            new() { Value = now },
        },
    };
}
