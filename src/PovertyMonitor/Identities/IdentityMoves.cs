using Npgsql;

namespace PovertyMonitor.Identities;

/// <summary>Lets what is known of people follow them from one household to another.</summary>
internal static class IdentityMoves
{
    /// <summary>Moves persons' identities; each keeps its own key. What the other household knows of a person already stays.</summary>
    public static NpgsqlBatchCommand Command(string tenant, Guid from, Guid to, IReadOnlyCollection<Guid> persons) => new($"""
        update {IdentityTables.Identities} as i set household_id = $3
        where tenant_id = $1 and household_id = $2 and subject_id = any($4) and subject_id <> household_id
          and not exists (select 1 from {IdentityTables.Identities} where tenant_id = $1 and household_id = $3 and subject_id = i.subject_id)
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = from }, new() { Value = to }, new() { Value = persons.ToArray() } },
    };

    /// <summary>Takes away what a household knows of a person, once it is known in another one; the key goes too.</summary>
    public static NpgsqlBatchCommand Remove(string tenant, Guid from, Guid person) =>
        new($"delete from {IdentityTables.Identities} where tenant_id = $1 and household_id = $2 and subject_id = $3 and subject_id <> household_id")
        {
            Parameters = { new() { Value = tenant }, new() { Value = from }, new() { Value = person } },
        };
}
