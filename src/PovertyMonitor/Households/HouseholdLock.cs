using Npgsql;

namespace PovertyMonitor.Households;

/// <summary>Lets one transaction at a time decide about a household.</summary>
/// <remarks>
/// Taken before the history is read, so that no append fails at its version check afterwards: a failed append leaves
/// a gap in the event sequence, for which every projection waits.
/// </remarks>
internal static class HouseholdLock
{
    /// <summary>Locks households until the transaction ends, in the order of their ids, so that two can't wait for each other.</summary>
    public static async Task TakeAsync(NpgsqlConnection connection, string tenant, Guid[] households, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtextextended($1 || '/' || h::text, 0)) from (select unnest($2::uuid[]) as h order by 1) as sorted", connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = households });
        await command.ExecuteNonQueryAsync(ct);
    }
}
