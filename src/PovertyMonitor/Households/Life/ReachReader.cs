using Marten;

namespace PovertyMonitor.Households.Life;

/// <summary>Reads which households hold copies of one, by themselves or through others, before their locks are taken.</summary>
internal static class ReachReader
{
    /// <summary>The household and those.</summary>
    public static async Task<HashSet<Guid>> OfAsync(IDocumentStore store, string tenant, Guid household, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var states = new Dictionary<Guid, Household>();
        while (Retelling.Reach([household], states) is var reach)
        {
            if (reach.All(states.ContainsKey)) return reach;
            foreach (var further in reach.Where(h => !states.ContainsKey(h)))
                states[further] = Household.After((await session.Events.FetchStreamAsync(further, token: ct)).Select(e => e.Data));
        }
        return [household];
    }
}
