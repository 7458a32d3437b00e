using Marten;

namespace PovertyMonitor.Commitments;

/// <summary>Reads and starts the stream of a regency's action plan.</summary>
internal sealed class ActionPlanStore(IDocumentStore store)
{
    /// <summary>The plan of a regency as it stands.</summary>
    /// <param name="tenant">The regency's code.</param>
    /// <param name="ct">Stops the work.</param>
    public async Task<ActionPlan> ReadAsync(string tenant, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        return ActionPlan.After((await session.Events.FetchStreamAsync(ActionPlan.StreamId, token: ct)).Select(e => e.Data));
    }

    /// <summary>Records an agreement where the regency has none.</summary>
    /// <param name="tenant">The regency's code.</param>
    /// <param name="agreement">What was agreed.</param>
    /// <param name="ct">Stops the work.</param>
    public async Task AgreeAsync(string tenant, ActionPlanAgreed agreement, CancellationToken ct)
    {
        var events = AgreeActionPlan.Decide(agreement, await ReadAsync(tenant, ct));
        if (events.Count == 0)
            return;
        await using var session = store.LightweightSession(tenant);
        session.Events.StartStream<ActionPlan>(ActionPlan.StreamId, events);
        await session.SaveChangesAsync(ct);
    }
}
