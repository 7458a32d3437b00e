using Npgsql;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

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
        var sent = await SentAsync(tenant, alert.Alert!.Id, isError ? "alerts" : "told_open", ct);
        if (sent.Count == 0 && !isError) return (Notice.Closed, []);
        // Who took it is looked up after that: what was on its way is either found there or here.
        var took = (await door.TakeAsync(tenant, alert.Alert.Id, null, _ => AlertDecision.Already, ct)).Case.Receivers;
        var told = isError ? took.Union(sent) : [.. sent.Except(took)];
        return (isError ? Notice.Withdrawn : Notice.Closed, [.. (await audiences.ReceiversAsync(tenant, ct)).Where(r => told.Contains(r.Code))]);
    }

    private async Task<IReadOnlyList<string>> SentAsync(string tenant, Guid alert, string among, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select distinct receiver from {DeliveryTable.Name}
            where tenant_id = $1 and state in ('{DeliveryTable.Pending}', '{DeliveryTable.Dead}', '{DeliveryTable.Dropped}') and payload is not null and {among} @> array[$2::uuid]
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = alert });
        var receivers = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) receivers.Add(rows.GetString(0));
        return receivers;
    }
}
