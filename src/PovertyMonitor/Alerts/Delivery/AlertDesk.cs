using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using Wolverine;

namespace PovertyMonitor.Alerts.Delivery;

/// <inheritdoc cref="IAlertDesk" />
internal sealed class AlertDesk(
    AlertDoor door, AlertReader alerts, RuleRegister rules, AudienceRegister audiences, DeliveryStore deliveries, DeliveryReader reader, DeliveryAttempt attempts, NewsOfEnd ends,
    IOptions<AlertOptions> options, IClock clock) : IAlertDesk
{
    public async Task<OutgoingMessages> TellAsync(AlertFound found, CancellationToken ct)
    {
        var messages = new OutgoingMessages();
        if (await alerts.FindAsync(found.Tenant, found.Alert, ct) is { } raised)
        {
            await PlanAsync(messages, raised.Alert, Notice.Raised, 0, raised.Alert.Audience, ct);
            await ScheduleEscalationAsync(messages, raised.Alert, 1, ct);
        }
        else if (await alerts.LatestOfAsync(found.Tenant, found.Rule, found.Subject, ct) is { } earlier)
        {
            var answer = await door.TakeAsync(found.Tenant, earlier, null, state => AlertDecider.Recur(state, found.Cause, found.Facts, clock.GetCurrentInstant()), ct);
            await TellReopenedAsync(messages, answer, found.Cause, ct);
        }
        return messages;
    }

    public async Task<OutgoingMessages> TurnAsync(AlertCauseTurned turned, CancellationToken ct)
    {
        var messages = new OutgoingMessages();
        var alert = await alerts.FindAsync(turned.Tenant, turned.Alert, ct) is null && turned is { Rule: { } rule, Subject: { } subject }
            ? await alerts.LatestOfAsync(turned.Tenant, rule, subject, ct)
            : turned.Alert;
        if (alert is not { } id) return messages;
        var answer = await door.TakeAsync(turned.Tenant, id, null, state => AlertDecider.Turn(state, turned, clock.GetCurrentInstant()), ct);
        if (answer.Refusal is not null) return messages;
        // Whoever was told before must know that it was an error; who was not won't be told at all.
        var (notice, receivers) = await ends.OfAsync(turned.Tenant, answer.Case, ct);
        if (receivers.Count > 0) await PlanAsync(messages, answer.Case.Alert!, notice, notice == Notice.Closed ? answer.Case.Reopenings.Length : 0, receivers, ct);
        await TellReopenedAsync(messages, answer, turned.Through, ct);
        return messages;
    }

    public async Task<OutgoingMessages> TakeUpAgainAsync(AlertTakenUpAgain again, CancellationToken ct)
    {
        var messages = new OutgoingMessages();
        var answer = await door.TakeAsync(again.Tenant, again.Alert, null, _ => AlertDecision.Already, ct);
        if (answer.Case.Reopenings is [.., var last]) await TellReopenedAsync(messages, answer, last.By, ct);
        return messages;
    }

    public async Task<OutgoingMessages> EscalateAsync(EscalateAlert escalate, CancellationToken ct)
    {
        var messages = new OutgoingMessages();
        var book = await audiences.OfAsync(escalate.Tenant, ct);
        var answer = await door.TakeAsync(escalate.Tenant, escalate.Alert, null,
            state => AlertDecider.Escalate(state, escalate.Level, book.Next(state.Audience, state.Told), clock.GetCurrentInstant()), ct);
        if (answer.Refusal is not null || answer.Case.Level != escalate.Level || !(answer.Case.State is AlertState.Raised or AlertState.Delivered)) return messages;
        await PlanAsync(messages, answer.Case.Alert!, Notice.Escalated, escalate.Level, answer.Case.Audience, ct);
        if (book.Next(answer.Case.Audience, answer.Case.Told) is not null) await ScheduleEscalationAsync(messages, answer.Case.Alert!, escalate.Level + 1, ct);
        return messages;
    }

    public async Task<OutgoingMessages> AttemptAsync(AttemptDelivery attempt, CancellationToken ct)
    {
        var messages = new OutgoingMessages();
        if (await attempts.MakeAsync(attempt.Tenant, attempt.Delivery, ct) is { } again) messages.Add(AlertQueues.To(attempt, again, clock.GetCurrentInstant()));
        return messages;
    }

    // Not by what was recorded just now: a message that is handled again after a crash recorded it before.
    private async Task TellReopenedAsync(OutgoingMessages messages, AlertAnswer answer, string through, CancellationToken ct)
    {
        if (answer.Case is not { Alert: { } alert, IsOpen: true, Reopenings: [.., { } last] reopenings } || last.By != through) return;
        // A digest that has not gone out yet tells it as it stands then.
        var waiting = await reader.WaitingAsync(alert.Regency, alert.Id, ct);
        var receivers = (await audiences.ReceiversAsync(alert.Regency, ct)).Where(r => r.Gets(answer.Case.Audience, alert.Area) && !waiting.Contains(r.Code));
        await PlanAsync(messages, alert, Notice.Reopened, reopenings.Length, [.. receivers], ct);
        await ScheduleEscalationAsync(messages, alert, answer.Case.Level + 1, ct);
    }

    private async Task PlanAsync(OutgoingMessages messages, Alert alert, Notice notice, int turn, string audience, CancellationToken ct) =>
        await PlanAsync(messages, alert, notice, turn, [.. (await audiences.ReceiversAsync(alert.Regency, ct)).Where(r => r.Gets(audience, alert.Area))], ct);

    private async Task PlanAsync(OutgoingMessages messages, Alert alert, Notice notice, int turn, IReadOnlyList<Receiver> receivers, CancellationToken ct)
    {
        var grouping = (await rules.RevisionAsync(alert.Regency, alert.Kind, alert.Revision, ct))?.Grouping ?? AlertGrouping.Each;
        for (var number = 1; receivers.Count > 0; number++)
        {
            var now = clock.GetCurrentInstant();
            var planned = receivers.Select(r => DeliveryPlan.Of(alert, notice, turn, grouping, r, number, options.Value, now)).ToList();
            var kept = await deliveries.KeepAsync(alert.Regency, planned, alert.Id, ct);
            foreach (var delivery in planned.Where(p => kept.Contains(p.Id)))
                messages.Add(AlertQueues.To(new AttemptDelivery(alert.Regency, delivery.Id, delivery.Receiver.Lane), delivery.Due, now));
            receivers = [.. planned.Where(p => !kept.Contains(p.Id)).Select(p => p.Receiver)];
        }
    }

    private async Task ScheduleEscalationAsync(OutgoingMessages messages, Alert alert, int level, CancellationToken ct)
    {
        if (await rules.RevisionAsync(alert.Regency, alert.Kind, alert.Revision, ct) is { AcknowledgeWithinHours: > 0 and var hours })
            messages.Schedule(new EscalateAlert(alert.Regency, alert.Id, level), (clock.GetCurrentInstant() + Duration.FromHours(hours)).ToDateTimeOffset());
    }
}
