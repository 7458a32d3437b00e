using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>Lets what is known of people follow them where they come and go by themselves, and nobody says from where.</summary>
internal static class IdentityFollow
{
    // Where persons live, and where they live no more but something is known of them.
    private static readonly string Held = $"""
        with lives as (
                select distinct on (p.id) p.id, d.household_id as home from unnest($2::uuid[]) as p(id)
                join {DirectoryTable.Name} d on d.tenant_id = $1 and d.parted and {LivesIn("d", "p.id")}
                order by p.id, d.household_id),
            held as (
                select distinct on (l.id) l.id, l.home, d.household_id
                from lives l cross join {DirectoryTable.Name} d
                cross join lateral (
                    select as_of from {IdentityTables.Identities} where tenant_id = $1 and household_id = d.household_id and subject_id = l.id {Lookup.EachByIndex}) as i
                where d.tenant_id = $1 and d.parted and d.household_id <> l.id and not ({LivesIn("d", "l.id")})
                order by l.id, i.as_of desc, d.household_id)
        """;

    /// <summary>
    /// Moves the identities of persons who came to live in another household under the same id, as the directory has it: from one where they live no more.
    /// Whether their leaving or their coming is learned first makes no difference.
    /// </summary>
    public static NpgsqlBatchCommand Command(string tenant, IReadOnlyCollection<Guid> persons) => new($"""
        {Held}
        update {IdentityTables.Identities} as i set household_id = held.home from held
        where i.tenant_id = $1 and i.household_id = held.household_id and i.subject_id = held.id
          and not exists (select 1 from {IdentityTables.Identities} where tenant_id = $1 and household_id = held.home and subject_id = held.id)
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = persons.ToArray() } },
    };

    /// <summary>
    /// Asks for persons of whom something is known where they live and where they live no more: household there, household before, person.
    /// Only of households whose locks are held, since what is known is laid together outside the database.
    /// </summary>
    public static NpgsqlBatchCommand InTwo(string tenant, IReadOnlyCollection<Guid> persons, IReadOnlyCollection<Guid> locked) => new($"""
        {Held}
        select home, household_id, id from held where home = any($3) and household_id = any($3)
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = persons.ToArray() }, new() { Value = locked.ToArray() } },
    };

    private static string LivesIn(string household, string person) =>
        $"{household}.ended_at is null and coalesce({household}.roster @> jsonb_build_array(jsonb_build_object('id', {person})), false)";
}
