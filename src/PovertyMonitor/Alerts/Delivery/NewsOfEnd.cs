using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Something that was sent of an alert.</summary>
/// <param name="Receiver">Where to.</param>
/// <param name="Notice">What was told.</param>
/// <param name="IsOpen">Whether it told of it as open; <see langword="null"/> of what was sent before that was written down.</param>
/// <param name="IsPending">Whether it is sent again.</param>
/// <param name="BegunAt">When it was sent first.</param>
/// <param name="TakenAt">When it was taken; <see langword="null"/> where that is not known.</param>
internal sealed record SentNotice(string Receiver, Notice Notice, bool? IsOpen, bool IsPending, Instant BegunAt, Instant? TakenAt);

/// <summary>Finds who must be told that an alert is over by itself.</summary>
/// <remarks>
/// What was sent and not taken may have arrived all the same, and its content is fixed; since it would come again as if it were news, it is
/// sent no more (<see cref="PendingDelivery.IsOver"/>), and that it is over is told instead. Who took it is told that it was an error; that
/// its cause is gone stands in the feed and on the page. What was sent as over already needs nothing.
/// </remarks>
internal sealed class NewsOfEnd(BriefConnections database, AlertDoor door, AudienceRegister audiences)
{
    /// <summary>The receivers, and what they are told; none where the alert is not over by itself.</summary>
    public async Task<(Notice Notice, IReadOnlyList<Receiver> Receivers)> OfAsync(string tenant, AlertCase alert, CancellationToken ct)
    {
        if (alert.State is not (AlertState.Withdrawn or AlertState.Closed)) return (Notice.Closed, []);
        var isError = alert.State == AlertState.Withdrawn;
        var sent = await SentAsync(tenant, alert.Alert!.Id, ct);
        // Who took it is looked up after that: what was on its way is either found there or here.
        IReadOnlySet<string> told = isError
            ? (await door.TakeAsync(tenant, alert.Alert.Id, null, _ => AlertDecision.Already, ct)).Case.Receivers.Union(sent.Where(s => s.TakenAt is null).Select(s => s.Receiver))
            : ToldOfEnd(alert, sent);
        return (isError ? Notice.Withdrawn : Notice.Closed, [.. (await audiences.ReceiversAsync(tenant, ct)).Where(r => told.Contains(r.Code))]);
    }

    /// <summary>Who is told that the alert is over, by what each was sent since it was taken up last and since it took an earlier end. Pure.</summary>
    public static IReadOnlySet<string> ToldOfEnd(AlertCase alert, IEnumerable<SentNotice> sent)
    {
        var since = (alert.TakenBack ?? alert.Reopenings.LastOrDefault())?.At ?? Instant.MinValue;
        return sent.GroupBy(s => s.Receiver, StringComparer.Ordinal).Where(IsTold).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);

        bool IsTold(IEnumerable<SentNotice> ofReceiver)
        {
            var ended = ofReceiver.Where(s => s.Notice == Notice.Closed).Max(s => s.TakenAt) ?? Instant.MinValue;
            var open = ofReceiver.Where(s => s.Notice is not (Notice.Closed or Notice.Withdrawn)).ToList();
            var mayHave = open.Any(s => s is { TakenAt: null, IsOpen: true } && (s.IsPending || s.BegunAt > ended));
            var took = open.Any(s => s.IsOpen != false && s.TakenAt >= since && s.TakenAt > ended);
            return alert.TakenBack is null ? mayHave && !took : mayHave || took;
        }
    }

    private async Task<IReadOnlyList<SentNotice>> SentAsync(string tenant, Guid alert, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select receiver, notice, told_open @> array[$2::uuid], state = '{DeliveryTable.Pending}', coalesce(first_attempt_at, due_at),
                case when state = '{DeliveryTable.Delivered}' then coalesce(delivered_at, due_at) end
            from {DeliveryTable.Name} where tenant_id = $1 and payload is not null and alerts @> array[$2::uuid]
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = alert });
        var sent = new List<SentNotice>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            sent.Add(new(rows.GetString(0), Enum.Parse<Notice>(rows.GetString(1)), rows.IsDBNull(2) ? null : rows.GetBoolean(2), rows.GetBoolean(3),
                rows.GetFieldValue<Instant>(4), rows.IsDBNull(5) ? null : rows.GetFieldValue<Instant>(5)));
        return sent;
    }
}
