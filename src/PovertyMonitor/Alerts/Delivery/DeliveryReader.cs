using System.Data.Common;
using System.Globalization;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>What is on its way to a receiver.</summary>
internal sealed record PendingDelivery(Guid Id, string Receiver, Notice Notice, IReadOnlyList<Guid> Alerts, string State, int Attempts, string? Payload, Instant? FirstAttemptAt, bool IsDigest, Instant? NextAttemptAt, bool IsSevere, Instant DueAt, string? LastError)
{
    /// <summary>Whether nothing of it is to be told any more: all was raised in error, or was told of as open and has closed by itself since.</summary>
    public bool IsOver { get; init; }

    /// <summary>The alerts that its payload tells of; <see langword="null"/> where nothing was sent, or before that was written down.</summary>
    public IReadOnlyList<Guid>? Told { get; init; }

    /// <summary>Those of them that it tells of as open.</summary>
    public IReadOnlyList<Guid>? ToldOpen { get; init; }

    /// <summary>Whether what was sent tells what would be told now: of a digest that failed some may be over since, or told by notices of their own.</summary>
    public bool Tells(WrittenDelivery now) => (Told is null || Told.ToHashSet().SetEquals(now.Told)) && (ToldOpen ?? []).ToHashSet().SetEquals(now.Open);
}

/// <summary>All that an attempt begins with.</summary>
/// <param name="Delivery">What is on its way.</param>
/// <param name="Alerts">Its alerts as they stand.</param>
/// <param name="AudiencesVersion">How often the audiences and receivers were changed.</param>
internal sealed record AskedDelivery(PendingDelivery Delivery, IReadOnlyList<RaisedAlert> Alerts, long AudiencesVersion);

/// <summary>Reads what leaves for receivers.</summary>
internal sealed class DeliveryReader(BriefConnections database)
{
    /// <summary>Which deliveries d are notices of what changed, sent or to be sent, as SQL.</summary>
    public const string Notices = $"not d.is_digest and d.notice <> '{nameof(Notice.Raised)}' and (d.payload is not null or d.state <> '{DeliveryTable.Dropped}')";

    private const string Own = $"select alerts from {DeliveryTable.Name} where tenant_id = $1 and id = $2";

    /// <summary>A delivery; <see langword="null"/> where there is none.</summary>
    public async Task<PendingDelivery?> FindAsync(string tenant, Guid id, CancellationToken ct) => (await ReadAsync(tenant, id, ct))?.Delivery;

    /// <summary>A delivery with what an attempt needs besides, by one way to the server and back; <see langword="null"/> where there is none.</summary>
    public async Task<AskedDelivery?> ReadAsync(string tenant, Guid id, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Delivery(tenant, id));
        batch.BatchCommands.Add(AlertReader.Those($"any(select unnest(alerts) from ({Own}) own) order by array_position(({Own}), id)", tenant, id));
        batch.BatchCommands.Add(SettingsVersion.Command(tenant, AudienceBook.Stream));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) return null;
        var delivery = await OfAsync(id, rows, ct);
        await rows.NextResultAsync(ct);
        var alerts = await AlertReader.ReadAsync(rows, ct);
        await rows.NextResultAsync(ct);
        return new(delivery, alerts, await rows.ReadAsync(ct) ? Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>The alerts of a digest of which its receiver is told by notices of their own.</summary>
    public async Task<IReadOnlySet<Guid>> NoticedAsync(string tenant, PendingDelivery digest, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select distinct a.id from {DeliveryTable.Name} d cross join unnest(d.alerts) a(id)
            where d.tenant_id = $1 and d.receiver = $2 and d.alerts && $3 and {Notices}
            """);
        foreach (var value in (object[])[tenant, digest.Receiver, digest.Alerts.ToArray()]) command.Parameters.Add(new() { Value = value });
        var noticed = new HashSet<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) noticed.Add(rows.GetGuid(0));
        return noticed;
    }

    /// <summary>The receivers that are told of an alert by a digest which has not gone out, and by nothing else.</summary>
    public async Task<IReadOnlySet<string>> WaitingAsync(string tenant, Guid alert, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select w.receiver from {DeliveryTable.Name} w where w.tenant_id = $1 and w.state = '{DeliveryTable.Pending}' and w.is_digest and w.payload is null and w.alerts @> array[$2::uuid]
                and not exists (select from {DeliveryTable.Name} d where d.tenant_id = $1 and d.receiver = w.receiver and d.alerts @> array[$2::uuid] and {Notices})
            """);
        foreach (var value in (object[])[tenant, alert]) command.Parameters.Add(new() { Value = value });
        var receivers = new HashSet<string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) receivers.Add(rows.GetString(0));
        return receivers;
    }

    private static NpgsqlBatchCommand Delivery(string tenant, Guid id) => new($"""
        select receiver, notice, alerts, state, attempts, payload, first_attempt_at, is_digest, next_attempt_at,
            exists (select 1 from {AlertTable.Name} a where a.tenant_id = $1 and a.id = any(d.alerts) and a.severity = 'severe'), due_at, last_error,
            not exists (select 1 from {AlertTable.Name} a where a.tenant_id = $1 and a.id = any(d.alerts)
                and (a.state = 'withdrawn') = (notice = '{nameof(Notice.Withdrawn)}') and not (a.state = 'closed' and a.id = any(coalesce(d.told_open, array[]::uuid[])))
                and (notice <> '{nameof(Notice.Closed)}' or a.state = 'closed')),
            told, told_open
        from {DeliveryTable.Name} d where tenant_id = $1 and id = $2
        """)
    { Parameters = { new() { Value = tenant }, new() { Value = id } } };

    private static async Task<PendingDelivery> OfAsync(Guid id, DbDataReader row, CancellationToken ct) =>
        new(id, row.GetString(0), Enum.Parse<Notice>(row.GetString(1)), row.GetFieldValue<Guid[]>(2), row.GetString(3), row.GetInt32(4),
            await row.IsDBNullAsync(5, ct) ? null : row.GetString(5), await row.IsDBNullAsync(6, ct) ? null : row.GetFieldValue<Instant>(6), row.GetBoolean(7),
            await row.IsDBNullAsync(8, ct) ? null : row.GetFieldValue<Instant>(8), row.GetBoolean(9), row.GetFieldValue<Instant>(10), await row.IsDBNullAsync(11, ct) ? null : row.GetString(11))
        {
            IsOver = row.GetBoolean(12),
            Told = await row.IsDBNullAsync(13, ct) ? null : row.GetFieldValue<Guid[]>(13),
            ToldOpen = await row.IsDBNullAsync(14, ct) ? null : row.GetFieldValue<Guid[]>(14),
        };
}
