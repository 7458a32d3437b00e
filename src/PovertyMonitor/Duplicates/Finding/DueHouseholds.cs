using Npgsql;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>Which households are to be compared next.</summary>
internal sealed class DueHouseholds(NpgsqlDataSource database)
{
    private const int MostAtOnce = 1000;

    /// <summary>Those of the village that has waited longest; none where nothing is to be done.</summary>
    public async Task<Guid[]> NextAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select household_id from {DuplicateTables.Due}
            where tenant_id = $1 and village = (select village from {DuplicateTables.Due} where tenant_id = $1 order by since, household_id limit 1)
            order by household_id limit {MostAtOnce}
            """);
        command.Parameters.Add(new() { Value = tenant });
        var due = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) due.Add(rows.GetGuid(0));
        return [.. due];
    }

    /// <summary>Takes households out that were compared.</summary>
    public static NpgsqlBatchCommand Done(string tenant, Guid[] households) =>
        new($"delete from {DuplicateTables.Due} where tenant_id = $1 and household_id = any($2)")
        {
            Parameters = { new() { Value = tenant }, new() { Value = households } },
        };
}
