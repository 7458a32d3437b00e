using Marten;
using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>Reads which households hold copies of one, by themselves or through others, before their locks are taken.</summary>
internal static class ReachReader
{
    private const string JoinedBy = $"""
        select d.household_id from {DirectoryTable.Name} d where d.tenant_id = $1 and d.parted and exists (
            select from mt_events e where e.tenant_id = $1 and e.stream_id = d.household_id and e.type = 'member_joined' and e.data->'member'->>'id' = any($2) {Lookup.EachByIndex})
        """;

    private const string HomesOf = $"""
        select d.household_id from {DirectoryTable.Name} d where d.tenant_id = $1 and d.parted and d.ended_at is null and exists (
            select from unnest($2::text[]) as m(id) where d.roster @> jsonb_build_array(jsonb_build_object('id', m.id)))
        """;

    /// <summary>The household and those.</summary>
    public static Task<HashSet<Guid>> OfAsync(IDocumentStore store, string tenant, Guid household, CancellationToken ct) => OfAsync(store, tenant, [household], ct);

    /// <summary>Households into which somebody was said to have come, and those into which they may have come from there.</summary>
    /// <remarks>Of those of which something was told beside their interviews, each is looked up by the index of streams.</remarks>
    public static async Task<HashSet<Guid>> JoinedByAsync(NpgsqlDataSource database, IDocumentStore store, string tenant, IReadOnlyCollection<Guid> members, CancellationToken ct)
    {
        if (members.Count == 0) return [];
        var joined = await FindAsync(database, JoinedBy, tenant, members, ct);
        return joined.Count == 0 ? [] : await OfAsync(store, tenant, joined, ct);
    }

    /// <summary>Households where those may live who would live in the ones that a change is about if it was taken back.</summary>
    public static Task<HashSet<Guid>> HomesWithoutAsync(
        NpgsqlDataSource database, IDocumentStore store, string tenant, IEnumerable<Household> states, Guid withdraws, CancellationToken ct)
    {
        var undone = new ChangeWithdrawn(Guid.Empty, "", withdraws, default);
        Guid[] members = [.. states.SelectMany(h => Spell.Of(h.With(undone))).SelectMany(s => s.Answers.Members).Select(m => m.Id).Distinct()];
        return JoinedByAsync(database, store, tenant, members, ct);
    }

    /// <summary>Households of which something was told beside their interviews and in which somebody lives, as the directory has it.</summary>
    public static async Task<IReadOnlyCollection<Guid>> HomesOfAsync(NpgsqlDataSource database, string tenant, IReadOnlyCollection<Guid> members, CancellationToken ct) =>
        members.Count == 0 ? [] : await FindAsync(database, HomesOf, tenant, members, ct);

    private static async Task<List<Guid>> FindAsync(NpgsqlDataSource database, string sql, string tenant, IReadOnlyCollection<Guid> members, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = members.Select(m => $"{m}").ToArray() });
        var found = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) found.Add(rows.GetGuid(0));
        return found;
    }

    private static async Task<HashSet<Guid>> OfAsync(IDocumentStore store, string tenant, IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var states = new Dictionary<Guid, Household>();
        while (Retelling.Reach(households, states) is var reach)
        {
            if (reach.All(states.ContainsKey)) return reach;
            foreach (var further in reach.Where(h => !states.ContainsKey(h)))
                states[further] = Household.After((await session.Events.FetchStreamAsync(further, token: ct)).Select(e => e.Data));
        }
        return [.. households];
    }
}
