using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>One attempt to bring something to its receiver.</summary>
internal sealed partial class DeliveryAttempt(
    DeliveryReader reader, DeliveryStore deliveries, DeliveryWriter writer, DeliveryRetries retries, AudienceRegister audiences, ReceiverSecrets secrets, WebhookSender webhooks,
    MailSender mails, AlertDoor door, IOptions<AlertOptions> options, ILogger<DeliveryAttempt> logger, IClock clock)
{
    // For what comes after the answer: an attempt that ended in a crash is made again when its time is up.
    private static readonly Duration Margin = Duration.FromSeconds(5);

    private const string ToldSince = "told by notices since";

    /// <summary>Tries; what is delivered, dead or dropped already is left alone.</summary>
    /// <returns>When to try again; <see langword="null"/> for not.</returns>
    public async Task<Instant?> MakeAsync(string tenant, Guid id, CancellationToken ct)
    {
        if (await reader.ReadAsync(tenant, id, ct) is not { Delivery: { State: DeliveryTable.Pending } delivery } asked) return null;
        if (delivery.IsOver)
        {
            await deliveries.EndAsync(tenant, id, DeliveryTable.Dropped, delivery.Payload is null ? Untold(delivery) : "over before it was taken", null, ct);
            return null;
        }
        var now = clock.GetCurrentInstant();
        var receiver = (await audiences.ReceiversAsync(tenant, asked.AudiencesVersion, ct)).FirstOrDefault(r => r.Code == delivery.Receiver);
        if (receiver is not null && await retries.PutOffAsync(tenant, delivery, now, ct) is { IsPutOff: true, Until: var until }) return until;
        var begun = false;
        IReadOnlyList<Guid>? told;
        try
        {
            var written = receiver is null ? null : await WriteAsync(tenant, asked, receiver, now, ct);
            if (receiver is null || written is null)
            {
                await deliveries.EndAsync(tenant, id, DeliveryTable.Dropped, receiver is null ? "receiver given up" : delivery.Payload is null ? Untold(delivery) : ToldSince, null, ct);
                return null;
            }
            if (await deliveries.BeginAsync(tenant, delivery, written, now, now + Duration.FromSeconds(options.Value.PatienceSeconds) + Margin, ct) is not { } body)
                return delivery.NextAttemptAt > now ? delivery.NextAttemptAt : now;
            begun = true;
            told = written.Told is { Count: > 0 } ? written.Told : delivery.Told;
            await SendAsync(tenant, delivery, receiver, body, ct);
            retries.Taken(tenant, receiver.Code);
        }
        catch (DeliveryFailure failure)
        {
            return await retries.FailAsync(tenant, delivery, failure, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !IsOfDatabase(e))
        {
            // What can't be written or sent as it is would be tried for ever, and nobody would see it.
            LogFailed(e, id);
            if (!begun) await deliveries.MissAsync(tenant, id, now, ct);
            return await retries.FailAsync(tenant, delivery, new DeliveryFailure($"failed: {e.GetType().Name}", inner: e), ct);
        }
        var done = clock.GetCurrentInstant();
        await door.DeliverAsync(tenant, delivery.IsDigest ? told ?? delivery.Alerts : delivery.Alerts, new AlertDelivered(receiver.Code, receiver.Channel, done), DeliveryStore.Taken(tenant, id, done), ct);
        return null;
    }

    private static string Untold(PendingDelivery delivery) =>
        delivery.Notice is Notice.Withdrawn or Notice.Closed ? "taken up again before it was sent" : "withdrawn before it was sent";

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

    private async Task SendAsync(string tenant, PendingDelivery delivery, Receiver receiver, string body, CancellationToken ct)
    {
        if (receiver.Channel == AlertChannel.Email) await mails.SendAsync(receiver, $"{delivery.Id}", Payloads.EmailOf(body), ct);
        else await webhooks.SendAsync(receiver, Payloads.IdIn(body), body, await secrets.OfAsync(tenant, receiver.Code, ct), ct);
    }

    [LoggerMessage(LogLevel.Error, "The delivery {Delivery} failed.")]
    private partial void LogFailed(Exception exception, Guid delivery);
}
