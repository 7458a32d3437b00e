using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using NodaTime;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using Wolverine;
using Wolverine.Marten.Subscriptions;
using Wolverine.Runtime;

namespace PovertyMonitor.Alerts.Detection;

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
        // The store that runs it is made with it, so that what needs the store can only be asked for now.
        var rules = ((MessageBus)bus).Runtime.Services.GetRequiredService<RuleRegister>();
        foreach (var ofTenant in page.Events.GroupBy(e => e.TenantId))
            await ProcessAsync(ofTenant.Key, [.. ofTenant.OrderBy(e => e.Sequence)], operations, bus, rules, cancellationToken);
    }

    private static async Task ProcessAsync(
        string tenant, List<IEvent> events, IDocumentOperations operations, IMessageBus bus, RuleRegister register, CancellationToken ct)
    {
        await using var session = operations.DocumentStore.QuerySession(tenant);
        var rules = await register.HouseholdsAsync(tenant, ct);
        var baseline = await register.BaselineAsync(tenant, ct);
        var earlier = await HouseholdHistories.BeforeAsync(session, events, ct);
        var states = earlier.GroupBy(e => e.StreamId).ToDictionary(g => g.Key, g => Household.After(g.Select(e => e.Data)));
        foreach (var e in events)
        {
            var before = states.GetValueOrDefault(e.StreamId, Household.Unknown);
            var after = states[e.StreamId] = before.With(e.Data);
            foreach (var finding in FindAlerts.Decide(tenant, e.StreamId, before, after, e.Data, rules, baseline))
                await bus.PublishAsync(Note(operations, finding, tenant, rules, e), new DeliveryOptions { TenantId = tenant, GroupId = $"{e.StreamId}" });
        }
    }

    private static object Note(IDocumentOperations operations, Finding finding, string tenant, HouseholdRules rules, IEvent e)
    {
        if (finding is Finding.Turn turn)
            return new AlertCauseTurned(tenant, turn.Alert, turn.Became, turn.By, turn.Rule.Code, turn.Rule.Revision, $"{e.StreamId}", $"{turn.Cause}", Undone: turn.Undone);
        var alert = ((Finding.Raise)finding).Alert;
        var rule = rules.InForce.First(r => r.Code == alert.Kind).Definition;
        AlertTable.Raise(operations, alert, rule.CoolDownDays, Instant.FromDateTimeOffset(e.Timestamp));
        return new AlertFound(tenant, alert.Id, alert.Kind, alert.Subject, alert.Cause, AlertFacts.Of(alert));
    }
}
