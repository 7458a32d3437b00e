using Microsoft.Extensions.Options;
using NodaTime;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>When what is on its way is tried, and when it is given up.</summary>
internal sealed class DeliveryRetries(DeliveryStore deliveries, ReceiverRest rest, IOptions<AlertOptions> options, IClock clock)
{
    /// <summary>Puts an attempt off that must wait, or gives it up where it waited too long, and says until when.</summary>
    /// <remarks>What is not severe waits for the morning also where it comes late or failed in the evening; whoever does not answer is let rest.</remarks>
    public async Task<(bool IsPutOff, Instant? Until)> PutOffAsync(string tenant, PendingDelivery delivery, Instant now, CancellationToken ct)
    {
        var loud = delivery.IsSevere ? now : DeliveryPlan.AfterQuiet(now, options.Value.Quiet, options.Value.Loud);
        if (loud > now)
        {
            await deliveries.PutOffAsync(tenant, delivery.Id, loud, why: null, ct);
            return (true, loud);
        }
        if (rest.Until(tenant, delivery.Receiver, now) is not { } until) return (false, null);
        var away = rest.Of(tenant, delivery.Receiver);
        // What was never tried itself shared the attempts of the others while it waited.
        if (IsOver(delivery, delivery.FirstAttemptAt ?? Instant.Max(delivery.DueAt, away?.Since ?? now), now))
        {
            await deliveries.EndAsync(tenant, delivery.Id, DeliveryTable.Dead, delivery.LastError ?? away?.Why ?? "receiver away", null, ct);
            return (true, null);
        }
        var next = until + DeliveryPlan.Pause(delivery.Id, 1, options.Value.FirstPauseSeconds);
        await deliveries.PutOffAsync(tenant, delivery.Id, next, away?.Why, ct);
        return (true, next);
    }

    /// <summary>Writes that an attempt failed.</summary>
    /// <returns>When to try again; <see langword="null"/> for not.</returns>
    public async Task<Instant?> FailAsync(string tenant, PendingDelivery delivery, DeliveryFailure failure, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (failure.IsAway) rest.Failed(tenant, delivery.Receiver, now, failure.Message);
        else rest.Answered(tenant, delivery.Receiver);
        var isOver = failure.IsFinal || IsOver(delivery, delivery.FirstAttemptAt ?? now, now);
        Instant? next = isOver ? null : now + DeliveryPlan.Pause(delivery.Id, delivery.Attempts + 1, options.Value.FirstPauseSeconds);
        await deliveries.EndAsync(tenant, delivery.Id, isOver ? DeliveryTable.Dead : DeliveryTable.Pending, failure.Message, next, ct);
        return next;
    }

    /// <summary>A receiver took it.</summary>
    public void Taken(string tenant, string receiver) => rest.Answered(tenant, receiver);

    private bool IsOver(PendingDelivery delivery, Instant since, Instant now) => now - since >= Duration.FromSeconds(options.Value.RetrySeconds);
}
