using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Writes what leaves for receivers.</summary>
internal sealed class DeliveryStore(BriefConnections database)
{
    // More than anybody reads, and little enough to be written again with each.
    private const int MostInDigest = 500;

    /// <summary>Keeps what was planned of an alert, for different receivers.</summary>
    /// <returns>The ids of what is kept. Those are missing that are a digest which has gone out without this alert, or is full.</returns>
    public async Task<IReadOnlySet<Guid>> KeepAsync(string tenant, IReadOnlyCollection<PlannedDelivery> planned, Guid alert, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {DeliveryTable.Name} as d (tenant_id, id, receiver, notice, alerts, state, due_at, attempts, is_digest)
            select $1, p.id, p.receiver, p.notice, array[$2::uuid], '{DeliveryTable.Pending}', p.due, 0, p.is_digest
            from unnest($3::uuid[], $4::varchar[], $5::varchar[], $6::timestamptz[], $7::boolean[]) as p(id, receiver, notice, due, is_digest) order by p.id
            on conflict (tenant_id, id) do update set alerts = case when d.alerts @> excluded.alerts then d.alerts else d.alerts || excluded.alerts end
            where d.alerts @> excluded.alerts or (d.payload is null and d.state = '{DeliveryTable.Pending}' and cardinality(d.alerts) < {MostInDigest})
            returning d.id
            """);
        object[] values =
        [
            tenant, alert, planned.Select(p => p.Id).ToArray(), planned.Select(p => p.Receiver.Code).ToArray(), planned.Select(p => $"{p.Notice}").ToArray(),
            planned.Select(p => p.Due).ToArray(), planned.Select(p => p.IsDigest).ToArray(),
        ];
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        var kept = new HashSet<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) kept.Add(rows.GetGuid(0));
        return kept;
    }

    /// <summary>
    /// Begins an attempt: what is sent is fixed with the first one, and nobody else tries until it is over or its time is up. Null
    /// where a digest got another alert meanwhile, one of its alerts was settled or taken up again since it was written, or another attempt is under way.
    /// </summary>
    /// <remarks>The rows of what is told are locked meanwhile: whoever settles one finds that it is sent, or it is not sent as it was.</remarks>
    public async Task<string?> BeginAsync(string tenant, PendingDelivery delivery, WrittenDelivery written, Instant now, Instant until, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with told as (select id, state, settled_at from {AlertTable.Name} where tenant_id = $1 and id = any($7) order by id for share)
            update {DeliveryTable.Name} set payload = case when payload is null or $9 then $3 else payload end,
                told_open = case when payload is null or $9 then $8 else told_open end, told = case when payload is null or $9 then $7 else told end,
                attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, $4), next_attempt_at = $6
            where tenant_id = $1 and id = $2 and state = '{DeliveryTable.Pending}' and (next_attempt_at is null or next_attempt_at <= $4)
                and ((payload is not null and not $9) or (cardinality(alerts) = $5
                    and not exists (select from told where state = 'withdrawn' or (settled_at is not null) = (told.id = any($8))))) returning payload
            """);
        foreach (var value in (object[])[tenant, delivery.Id, written.Payload, now, delivery.Alerts.Count, until, written.Told.ToArray(), written.Open.ToArray(), written.IsAnew]) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>Counts an attempt that failed before it was begun.</summary>
    public async Task MissAsync(string tenant, Guid id, Instant now, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {DeliveryTable.Name} set attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, $3) where tenant_id = $1 and id = $2 and state = '{DeliveryTable.Pending}'
            """);
        foreach (var value in (object[])[tenant, id, now]) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Puts an attempt off. It is none, so the days of trying don't begin with it; why it is put off stands where no attempt has failed yet.</summary>
    public async Task PutOffAsync(string tenant, Guid id, Instant until, string? why, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {DeliveryTable.Name} set next_attempt_at = $3, last_error = coalesce(last_error, $4)
            where tenant_id = $1 and id = $2 and state = '{DeliveryTable.Pending}' and (next_attempt_at is null or next_attempt_at <= $3)
            """);
        foreach (var value in (object[])[tenant, id, until]) command.Parameters.Add(new() { Value = value });
        command.Parameters.Add(new() { Value = (object?)why ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes that it was taken.</summary>
    public static NpgsqlBatchCommand Taken(string tenant, Guid id, Instant now) => new($"""
        update {DeliveryTable.Name} set state = '{DeliveryTable.Delivered}', last_error = null, next_attempt_at = null, delivered_at = $3
        where tenant_id = $1 and id = $2 and state = '{DeliveryTable.Pending}'
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = id }, new() { Value = now } },
    };

    /// <summary>Writes how an attempt ended that was not taken.</summary>
    public async Task EndAsync(string tenant, Guid id, string state, string error, Instant? next, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            update {DeliveryTable.Name} set state = $3, last_error = $4, next_attempt_at = $5
            where tenant_id = $1 and id = $2 and state = '{DeliveryTable.Pending}'
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = state });
        command.Parameters.Add(new() { Value = error });
        command.Parameters.Add(new() { Value = (object?)next ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(ct);
    }
}
