using Marten;
using NodaTime;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>The order to look how the rules about areas stand.</summary>
/// <param name="Tenant">The regency.</param>
public sealed record CheckAreas(string Tenant);

/// <summary>Looks how the rules about areas stand.</summary>
public interface IAreaWatch
{
    /// <summary>Raises and ends what changed since the last look, in the session's transaction.</summary>
    Task<OutgoingMessages> LookAsync(string tenant, IDocumentSession session, CancellationToken ct);
}

/// <summary>Handles the order to look.</summary>
public static class CheckAreasHandler
{
    /// <summary>A look that fails is left to the next one.</summary>
    public static void Configure(HandlerChain chain) => chain.OnAnyException().Discard();

    /// <summary>Looks.</summary>
    [Transactional]
    public static Task<OutgoingMessages> Handle(CheckAreas check, IDocumentSession session, IAreaWatch watch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(watch);
        return watch.LookAsync(check.Tenant, session, ct);
    }
}

/// <inheritdoc cref="IAreaWatch" />
internal sealed class AreaWatch(RuleRegister rules, AreaConditions conditions, AreaMemory memory, AlertReader alerts, IClock clock) : IAreaWatch
{
    public async Task<OutgoingMessages> LookAsync(string tenant, IDocumentSession session, CancellationToken ct)
    {
        var messages = new OutgoingMessages();
        foreach (var rule in (await rules.OfAsync(tenant, ct)).Rules.Values.Where(r => !r.Latest.IsOfHouseholds))
        {
            if (!rule.IsOn) AreaMemory.Overlook(session, tenant, rule.Code);
            else if (await rules.MeasureAsync(tenant, rule.Latest.Measure, ct) is { } measure && await conditions.OfAsync(tenant, rule.Latest, measure, ct) is { } standing)
                await LookAsync(messages, session, tenant, rule, standing, await memory.ReadAsync(tenant, rule.Code, ct), ct);
        }
        return messages;
    }

    private async Task LookAsync(
        OutgoingMessages messages, IDocumentSession session, string tenant, RuleHistory rule, IReadOnlyList<AreaCondition> standing, AreaHeld before, CancellationToken ct)
    {
        var (definition, revision) = (rule.Latest, rule.Revisions.Length);
        var changed = AreaDecision.Of(definition.Kind, standing, before.Alerts);
        // A rule that is new, stated anew or switched on again learns how things stand and says nothing of it.
        var isSilent = before.Looked != revision;
        if (isSilent) AreaMemory.Look(session, tenant, rule.Code, revision);
        foreach (var (subject, alert) in changed.Gone)
        {
            AreaMemory.Release(session, tenant, rule.Code, subject);
            messages.Add(new AlertCauseTurned(tenant, alert, CauseTurn.Gone, rule.Code, rule.Code, revision, subject).WithGroupId(subject));
        }
        var begun = changed.Begun.Select(c => c.ToAlert(tenant, rule.Code, revision, definition)).ToList();
        // What was over and holds again for the same reason, in the same round say, has its alert already: that one is taken up again.
        var known = isSilent || begun.Count == 0 ? [] : (await alerts.FindAsync(tenant, [.. begun.Select(a => a.Id)], ct)).Select(a => a.Alert.Id).ToHashSet();
        foreach (var alert in begun)
        {
            AreaMemory.Hold(session, tenant, rule.Code, alert);
            if (isSilent) continue;
            if (known.Contains(alert.Id))
            {
                messages.Add(new AlertCauseTurned(tenant, alert.Id, CauseTurn.Back, rule.Code, rule.Code, revision, alert.Subject, Facts: AlertFacts.Of(alert)).WithGroupId(alert.Subject));
                continue;
            }
            AlertTable.Raise(session, alert, definition.CoolDownDays, clock.GetCurrentInstant());
            messages.Add(new AlertFound(tenant, alert.Id, alert.Kind, alert.Subject, alert.Cause, AlertFacts.Of(alert)).WithGroupId(alert.Subject));
        }
    }
}
