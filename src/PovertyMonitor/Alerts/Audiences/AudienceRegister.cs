using System.Collections.Concurrent;
using System.Text;
using Marten;
using Npgsql;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>The audiences and receivers of regencies, read when they have changed.</summary>
internal sealed class AudienceRegister(IDocumentStore store, NpgsqlDataSource database, StreamDecision streams, Sealer sealer, SettingsVersion versions, ReceiverSecrets secrets)
{
    /// <summary>How many delivery queues there are; beyond so many receivers some share one.</summary>
    public const int Lanes = 32;

    private readonly ConcurrentDictionary<string, (AudienceBook Book, IReadOnlyList<Receiver> Receivers)> _read = new();

    public async Task<AudienceBook> OfAsync(string tenant, CancellationToken ct) => (await ReadAsync(tenant, null, ct)).Book;

    public async Task<IReadOnlyList<Receiver>> ReceiversAsync(string tenant, CancellationToken ct) => (await ReadAsync(tenant, null, ct)).Receivers;

    /// <summary>The receivers, for whoever has just read how often they were changed.</summary>
    public async Task<IReadOnlyList<Receiver>> ReceiversAsync(string tenant, long version, CancellationToken ct) => (await ReadAsync(tenant, version, ct)).Receivers;

    /// <summary>Changes the audiences.</summary>
    /// <returns>The audiences afterwards; <see langword="null"/> where they had changed since the version seen.</returns>
    public Task<AudienceBook?> ChangeAsync(
        string tenant, long? seen, Func<AudienceBook, IReadOnlyList<object>> decide, CancellationToken ct, NpgsqlBatchCommand? also = null) =>
        streams.DecideAsync<AudienceBook?>(tenant, AudienceBook.Stream, history =>
        {
            var book = AudienceBook.After(history);
            if (seen is { } version && version != book.Version) return (null, []);
            var events = decide(book);
            return (AudienceBook.After([.. history, .. events]), events);
        }, ct, also);

    /// <summary>States where an audience receives alerts.</summary>
    public Task ReceiveAsync(string tenant, AlertReceiverStated stated, string address, string language, CancellationToken ct) =>
        ChangeAsync(tenant, null, _ => [stated], ct, new($"""
            insert into {ReceiverTables.Receivers} as r (tenant_id, receiver, audience, channel, areas, address, language, lane, removed)
            select $1, $2, $3, $4, $5, $6, $7, (select n from generate_series(0, {Lanes - 1}) n
                left join (select lane, count(*) as used from {ReceiverTables.Receivers} where tenant_id = $1 and not removed group by 1) u on u.lane = n order by coalesce(used, 0), n limit 1), false
            on conflict (tenant_id, receiver) do update set
                audience = excluded.audience, channel = excluded.channel, areas = excluded.areas, address = excluded.address, language = excluded.language, removed = false
            """)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = stated.Receiver }, new() { Value = stated.Audience }, new() { Value = $"{stated.Channel}" },
                new() { Value = stated.Areas.ToArray() }, new() { Value = sealer.Seal(Encoding.UTF8.GetBytes(address), tenant) }, new() { Value = language },
            },
        });

    /// <summary>Gives a receiver up; its secrets go with it.</summary>
    public async Task RemoveAsync(string tenant, AlertReceiverRemoved removed, CancellationToken ct)
    {
        await ChangeAsync(tenant, null, _ => [removed], ct, new($"""
            with gone as (delete from {ReceiverTables.Secrets} where tenant_id = $1 and receiver = $2),
                dropped as (update {DeliveryTable.Name} set state = '{DeliveryTable.Dropped}'
                    where tenant_id = $1 and receiver = $2 and state in ('{DeliveryTable.Pending}', '{DeliveryTable.Dead}'))
            update {ReceiverTables.Receivers} set removed = true where tenant_id = $1 and receiver = $2
            """)
        { Parameters = { new() { Value = tenant }, new() { Value = removed.Receiver } } });
        secrets.Forget(tenant, removed.Receiver);
    }

    private async Task<(AudienceBook Book, IReadOnlyList<Receiver> Receivers)> ReadAsync(string tenant, long? version, CancellationToken ct)
    {
        if (_read.TryGetValue(tenant, out var known) && known.Book.Version == (version ?? await versions.OfAsync(tenant, AudienceBook.Stream, ct))) return known;
        await using var session = store.QuerySession(tenant);
        var book = AudienceBook.After((await session.Events.FetchStreamAsync(AudienceBook.Stream, token: ct)).Select(e => e.Data));
        await using var command = database.CreateCommand($"""
            select receiver, audience, channel, areas, address, language, lane from {ReceiverTables.Receivers} where tenant_id = $1 and not removed order by 1
            """);
        command.Parameters.Add(new() { Value = tenant });
        var receivers = new List<Receiver>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            receivers.Add(new(rows.GetString(0), rows.GetString(1), Enum.Parse<AlertChannel>(rows.GetString(2)), rows.GetFieldValue<string[]>(3),
                Encoding.UTF8.GetString(sealer.Open(rows.GetFieldValue<byte[]>(4), tenant)), rows.GetString(5), rows.GetInt32(6)));
        return _read[tenant] = (book, receivers);
    }
}
