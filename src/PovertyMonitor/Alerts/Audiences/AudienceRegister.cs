using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>The audiences and receivers of regencies, read when they have changed; their secrets again after some seconds.</summary>
internal sealed class AudienceRegister(IDocumentStore store, NpgsqlDataSource database, StreamDecision streams, Sealer sealer, SettingsVersion versions, IClock clock)
{
    /// <summary>How long an old secret signs beside the new one.</summary>
    public static readonly Duration Overlap = Duration.FromHours(24);

    /// <summary>How many delivery queues there are; beyond so many receivers some share one.</summary>
    public const int Lanes = 32;

    private const int SecretBytes = 32;
    private static readonly Duration Freshness = Duration.FromSeconds(3);
    private readonly ConcurrentDictionary<(string Tenant, string Receiver), (Instant ReadAt, IReadOnlyList<SigningSecret> Secrets)> _secrets = new();
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
        _secrets.TryRemove((tenant, removed.Receiver), out _);
    }

    /// <summary>Makes a new secret; the one before signs beside it for <see cref="Overlap"/>, so that a receiver can change over.</summary>
    /// <returns>The secret as Standard Webhooks writes it; it can't be read again.</returns>
    public async Task<string> RotateAsync(string tenant, string receiver, CancellationToken ct)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        await using var command = database.CreateCommand($"""
            with old as (update {ReceiverTables.Secrets} set valid_until = least(coalesce(valid_until, $4), $4) where tenant_id = $1 and receiver = $2)
            insert into {ReceiverTables.Secrets} (tenant_id, receiver, number, secret)
            select $1, $2, coalesce(max(number), 0) + 1, $3 from {ReceiverTables.Secrets} where tenant_id = $1 and receiver = $2
            """);
        foreach (var value in (object[])[tenant, receiver, sealer.Seal(secret, tenant), clock.GetCurrentInstant() + Overlap]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
        _secrets.TryRemove((tenant, receiver), out _);
        return WebhookSignature.Write(secret);
    }

    /// <summary>The secrets that sign now, the newest first.</summary>
    public async Task<IReadOnlyList<SigningSecret>> SecretsAsync(string tenant, string receiver, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (_secrets.TryGetValue((tenant, receiver), out var known) && now - known.ReadAt < Freshness) return known.Secrets;
        await using var command = database.CreateCommand($"""
            select secret, valid_until from {ReceiverTables.Secrets} where tenant_id = $1 and receiver = $2 and (valid_until is null or valid_until > $3)
            order by number desc limit 2
            """);
        foreach (var value in (object[])[tenant, receiver, now]) command.Parameters.Add(new() { Value = value });
        var secrets = new List<SigningSecret>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            secrets.Add(new(sealer.Open(rows.GetFieldValue<byte[]>(0), tenant), await rows.IsDBNullAsync(1, ct) ? null : rows.GetFieldValue<Instant>(1)));
        _secrets[(tenant, receiver)] = (now, secrets);
        return secrets;
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
