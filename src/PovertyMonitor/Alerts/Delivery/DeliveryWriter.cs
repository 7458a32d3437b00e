using NodaTime;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>What is sent.</summary>
/// <param name="Payload">The body.</param>
/// <param name="Told">The alerts that it tells of, but for what was raised in error: that stays so.</param>
/// <param name="Open">Those of them that it tells of as open.</param>
internal sealed record WrittenDelivery(string Payload, IReadOnlyList<Guid> Told, IReadOnlyList<Guid> Open)
{
    /// <summary>Whether it takes the place of what was sent before.</summary>
    public bool IsAnew { get; init; }
}

/// <summary>Writes what is sent, with the alerts as they stand.</summary>
internal sealed class DeliveryWriter(AlertContents contents, DeliveryReader reader, AlertDoor door)
{
    /// <summary>What a receiver is sent; <see langword="null"/> where nothing is left to tell.</summary>
    public async Task<WrittenDelivery?> WriteAsync(string tenant, AskedDelivery asked, Receiver receiver, Instant now, CancellationToken ct)
    {
        var delivery = asked.Delivery;
        var told = new List<AlertContent>();
        // What a notice of its own tells would come as if it were news, and may be read last.
        var noticed = delivery.IsDigest ? await reader.NoticedAsync(tenant, delivery, ct) : null;
        foreach (var raised in asked.Alerts)
            if (noticed?.Contains(raised.Alert.Id) != true && AlertWords.Parse(raised.State) is var state && IsTold(delivery.Notice, state)) told.Add(await ContentAsync(tenant, raised.Alert, delivery.Notice, state, ct));
        if (told.Count == 0) return null;
        IReadOnlyList<Guid> all = [.. told.Where(t => t.State != AlertState.Withdrawn).Select(t => t.Alert.Id)];
        IReadOnlyList<Guid> open = [.. told.Where(t => StateWords.Before(t.State) is null).Select(t => t.Alert.Id)];
        var id = delivery is { IsDigest: true, Payload: not null } ? DeliveryPlan.Anew(delivery.Id, all, open) : Payloads.IdOf(delivery, delivery.IsDigest);
        var payload = receiver.Channel == AlertChannel.Email
            ? Payloads.Email(id, receiver.Language, told, now)
            : Payloads.Webhook(id, tenant, told, delivery.IsDigest, now);
        return new(payload, all, open) { IsAnew = delivery.Payload is not null };
    }

    // Whoever was told that it was taken up again is told that this was an error, and of what; the alert itself tells what was so.
    private async Task<AlertContent> ContentAsync(string tenant, Alert alert, Notice notice, AlertState state, CancellationToken ct) =>
        notice is Notice.Reopened or Notice.Closed && state == AlertState.Closed
            && (await door.TakeAsync(tenant, alert.Id, null, _ => AlertDecision.Already, ct)).Case is { TakenBack: not null, Recalled: { } recalled }
            ? await contents.MessageAsync(recalled, notice, state, isTakenBack: true, ct)
            : await contents.MessageAsync(alert, notice, state, isTakenBack: false, ct);

    /// <summary>Whether something is told of an alert that stands at a state. Pure.</summary>
    /// <remarks>
    /// What was withdrawn before anybody was told of it is not told. What is over otherwise is, and says so: that it was so stays
    /// true. That it is over, or was an error, is not told of what was taken up again since: that is told itself.
    /// </remarks>
    public static bool IsTold(Notice notice, AlertState state) => notice switch
    {
        Notice.Withdrawn => state == AlertState.Withdrawn,
        Notice.Closed => state == AlertState.Closed,
        _ => state != AlertState.Withdrawn,
    };
}
