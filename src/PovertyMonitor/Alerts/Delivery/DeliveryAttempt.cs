using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>One attempt to bring something to its receiver.</summary>
internal sealed partial class DeliveryAttempt(
    DeliveryReader reader, DeliveryStore deliveries, DeliveryWriter writer, AudienceRegister audiences, WebhookSender webhooks, MailSender mails, AlertDoor door,
    ReceiverRest rest, IOptions<AlertOptions> options, ILogger<DeliveryAttempt> logger, IClock clock)
{
    // For what comes after the answer: an attempt that ended in a crash is made again when its time is up.
    private static readonly Duration Margin = Duration.FromSeconds(5);

    private const string WithdrawnBefore = "withdrawn before it was sent";
    private const string ToldSince = "told by notices since";

    /// <summary>Tries; what is delivered, dead or dropped already is left alone.</summary>
    /// <returns>When to try again; <see langword="null"/> for not.</returns>
    public async Task<Instant?> MakeAsync(string tenant, Guid id, CancellationToken ct)
    {
        if (await reader.ReadAsync(tenant, id, ct) is not { Delivery: { State: DeliveryTable.Pending } delivery } asked) return null;
        if (delivery.IsOver)
        {
            await deliveries.EndAsync(tenant, id, DeliveryTable.Dropped, delivery.Payload is null ? WithdrawnBefore : "over before it was taken", null, ct);
            return null;
        }
        var now = clock.GetCurrentInstant();
        var receiver = (await audiences.ReceiversAsync(tenant, asked.AudiencesVersion, ct)).FirstOrDefault(r => r.Code == delivery.Receiver);
        if (receiver is not null && await PutOffAsync(tenant, delivery, now, ct) is { IsPutOff: true, Until: var until }) return until;
        var begun = false;
        IReadOnlyList<Guid>? told;
        try
        {
            var written = receiver is null ? null : await WriteAsync(tenant, asked, receiver, now, ct);
            if (receiver is null || written is null)
            {
                await deliveries.EndAsync(tenant, id, DeliveryTable.Dropped, receiver is null ? "receiver given up" : delivery.Payload is null ? WithdrawnBefore : ToldSince, null, ct);
                return null;
            }
            if (await deliveries.BeginAsync(tenant, delivery, written, now, now + Duration.FromSeconds(options.Value.PatienceSeconds) + Margin, ct) is not { } body)
                return delivery.NextAttemptAt > now ? delivery.NextAttemptAt : now;
            begun = true;
            told = written.Told is { Count: > 0 } ? written.Told : delivery.Told;
            await SendAsync(tenant, delivery, receiver, body, ct);
            rest.Answered(tenant, receiver.Code);
        }
        catch (DeliveryFailure failure)
        {
            return await FailAsync(tenant, delivery, failure, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !IsOfDatabase(e))
        {
            // What can't be written or sent as it is would be tried for ever, and nobody would see it.
            LogFailed(e, id);
            if (!begun) await deliveries.MissAsync(tenant, id, now, ct);
            return await FailAsync(tenant, delivery, new DeliveryFailure($"failed: {e.GetType().Name}", inner: e), ct);
        }
        var done = clock.GetCurrentInstant();
        await door.DeliverAsync(tenant, delivery.IsDigest ? told ?? delivery.Alerts : delivery.Alerts, new AlertDelivered(receiver.Code, receiver.Channel, done), DeliveryStore.Taken(tenant, id, done), ct);
        return null;
    }

    // What failed is sent again as it was, but for a digest of which some is over or told since: that goes out anew, under another id.
    private async Task<WrittenDelivery?> WriteAsync(string tenant, AskedDelivery asked, Receiver receiver, Instant now, CancellationToken ct)
    {
        var sent = asked.Delivery.Payload is { } payload ? new WrittenDelivery(payload, [], []) : null;
        if (sent is not null && !asked.Delivery.IsDigest) return sent;
        var written = await writer.WriteAsync(tenant, asked, receiver, now, ct);
        return sent is not null && written is not null && asked.Delivery.Tells(written) ? sent : written;
    }

    // Then nothing can be written down either: the message itself comes again.
    private static bool IsOfDatabase(Exception? failure) => failure is not null && (failure is NpgsqlException || IsOfDatabase(failure.InnerException));

    // What is not severe waits for the morning also where it comes late or failed in the evening; whoever does not answer is let rest.
    private async Task<(bool IsPutOff, Instant? Until)> PutOffAsync(string tenant, PendingDelivery delivery, Instant now, CancellationToken ct)
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

    private bool IsOver(PendingDelivery delivery, Instant since, Instant now) => now - since >= Duration.FromSeconds(options.Value.RetrySeconds);

    private async Task SendAsync(string tenant, PendingDelivery delivery, Receiver receiver, string body, CancellationToken ct)
    {
        if (receiver.Channel == AlertChannel.Email) await mails.SendAsync(receiver, $"{delivery.Id}", Payloads.EmailOf(body), ct);
        else await webhooks.SendAsync(receiver, Payloads.IdIn(body), body, await audiences.SecretsAsync(tenant, receiver.Code, ct), ct);
    }

    private async Task<Instant?> FailAsync(string tenant, PendingDelivery delivery, DeliveryFailure failure, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (failure.IsAway) rest.Failed(tenant, delivery.Receiver, now, failure.Message);
        else rest.Answered(tenant, delivery.Receiver);
        var isOver = failure.IsFinal || IsOver(delivery, delivery.FirstAttemptAt ?? now, now);
        Instant? next = isOver ? null : now + DeliveryPlan.Pause(delivery.Id, delivery.Attempts + 1, options.Value.FirstPauseSeconds);
        await deliveries.EndAsync(tenant, delivery.Id, isOver ? DeliveryTable.Dead : DeliveryTable.Pending, failure.Message, next, ct);
        return next;
    }

    [LoggerMessage(LogLevel.Error, "The delivery {Delivery} failed.")]
    private partial void LogFailed(Exception exception, Guid delivery);
}
