using System.Text.Json;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using Wolverine;
using Wolverine.Marten.Subscriptions;

namespace PovertyMonitor.Alerts;

/// <summary>Follows the log with a position of its own and raises alerts, in the transaction that moves the position.</summary>
/// <remarks>Rebuilding a projection or adopting a measure moves nothing here, so it raises nothing anew.</remarks>
internal sealed class AlertSubscription : BatchSubscription
{
    public AlertSubscription() : base("alerts")
    {
        // All that a household's state follows from: what happens within a page is folded from the page.
        foreach (var type in HouseholdHistories.FactTypes) IncludeType(type);
    }

    public override async Task ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, IMessageBus bus, CancellationToken cancellationToken)
    {
        foreach (var ofTenant in page.Events.GroupBy(e => e.TenantId))
            await ProcessAsync(ofTenant.Key, [.. ofTenant.OrderBy(e => e.Sequence)], operations, bus, cancellationToken);
    }

    private static async Task ProcessAsync(
        string tenant, List<IEvent> events, IDocumentOperations operations, IMessageBus bus, CancellationToken ct)
    {
        await using var session = operations.DocumentStore.QuerySession(tenant);
        var measure = await RuleMeasure.ReadAsync(session, ct);
        var earlier = await HouseholdHistories.BeforeAsync(session, events, ct);
        var states = earlier.GroupBy(e => e.StreamId).ToDictionary(g => g.Key, g => Household.After(g.Select(e => e.Data)));
        foreach (var e in events)
        {
            var state = states[e.StreamId] = states.GetValueOrDefault(e.StreamId, Household.Unknown).With(e.Data);
            foreach (var alert in RaiseAlerts.Decide(tenant, e.StreamId, state, e.Data, measure))
            {
                Keep(operations, alert, e);
                await bus.PublishAsync(new DeliverAlert(alert), new DeliveryOptions { TenantId = tenant });
            }
        }
    }

    private static void Keep(IDocumentOperations operations, Alert alert, IEvent e) => operations.QueueSqlCommand($"""
        insert into {AlertTable.Name} (tenant_id, id, sequence, audience, village, content, raised_at)
        values (?, ?, ?, ?, ?, ?::jsonb, ?::timestamptz) on conflict do nothing
        """, alert.Regency, alert.Id, e.Sequence, alert.Audience, alert.Village,
        JsonSerializer.Serialize(alert, AlertJson.Options), Instant.FromDateTimeOffset(e.Timestamp).ToSql());
}
