using Marten;
using NodaTime;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>Begins many event streams by binary COPY; the rows are those of <see cref="EventAppend"/>, and a test holds them against each other.</summary>
/// <remarks>The caller holds the streams' locks (<see cref="StreamLock"/>); a stream that is there already fails the transaction before a sequence number is taken.</remarks>
internal sealed class EventCopy(IDocumentStore store)
{
    private static readonly TableCopy<Stream> Streams = new TableCopy<Stream>("mt_streams")
        .Id("id", s => s.Id).Number("version", s => s.Version).Time("timestamp", s => s.At);

    private static readonly TableCopy<(long Sequence, NewEvent Event)> Events = new TableCopy<(long Sequence, NewEvent Event)>("mt_events")
        .Number("seq_id", e => e.Sequence).Id("id", e => e.Event.Id).Id("stream_id", e => e.Event.Stream).Number("version", e => e.Event.Version)
        .Json("data", e => e.Event.Data).Text("type", e => e.Event.Type).Time("timestamp", e => e.Event.At).Text("mt_dotnet_type", e => e.Event.DotNetType)
        .Flag("is_archived", _ => false);

    private readonly Dictionary<Type, string> _names = store.Options.Events.AllKnownEventTypes().ToDictionary(t => t.EventType, t => t.EventTypeName);
    private readonly ISerializer _serializer = store.Options.Serializer();

    /// <summary>The rows of events that begin their streams, in the order of the log; of each stream in its order.</summary>
    public IReadOnlyList<NewEvent> RowsOf(IEnumerable<(Guid Stream, object Event)> events, Instant now)
    {
        var versions = new Dictionary<Guid, long>();
        var rows = new List<NewEvent>();
        foreach (var (stream, fact) in events)
        {
            var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
            var type = fact.GetType();
            rows.Add(new(Guid.CreateVersion7(now.ToDateTimeOffset()), stream, version, _names[type], $"{type.FullName}, {type.Assembly.GetName().Name}", _serializer.ToJson(fact), now));
        }
        return rows;
    }

    /// <summary>Writes rows; it should be the last of its transaction, so that the sequence numbers it takes are committed at once.</summary>
    /// <exception cref="PostgresException">A stream is there already.</exception>
    public static async Task WriteAsync(NpgsqlTransaction transaction, string tenant, IReadOnlyList<NewEvent> rows, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        var streams = rows.GroupBy(e => e.Stream).OrderBy(g => g.Key).Select(g => new Stream(g.Key, g.Max(e => e.Version), g.First().At));
        await Streams.WriteAsync(connection, tenant, streams, ct);
        var numbers = await NumbersAsync(transaction, tenant, rows.Count, ct);
        await Events.WriteAsync(connection, tenant, numbers.Zip(rows), ct);
    }

    private static async Task<List<long>> NumbersAsync(NpgsqlTransaction transaction, string tenant, int count, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select nextval(s.name::regclass)
            from (select 'mt_events_sequence_' || partition_suffix as name from mt_tenant_partitions where partition_value = $1) as s, generate_series(1, $2)
            """, transaction.Connection, transaction) { Parameters = { new() { Value = tenant }, new() { Value = count } } };
        var numbers = new List<long>(count);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) numbers.Add(rows.GetInt64(0));
        return numbers;
    }

    private sealed record Stream(Guid Id, long Version, Instant At);
}

/// <summary>An event that has no sequence number yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Type">The name under which Marten stores it.</param>
/// <param name="DotNetType">Its type's name.</param>
/// <param name="Data">It, as JSON.</param>
/// <param name="At">When it is appended.</param>
internal sealed record NewEvent(Guid Id, Guid Stream, long Version, string Type, string DotNetType, string Data, Instant At);
