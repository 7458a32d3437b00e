using Marten;
using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Directory;

/// <summary>Writes anew the entries of households that a replaced split began: they were written once as if they had never been.</summary>
internal sealed class DirectoryMend(NpgsqlDataSource database, IDocumentStore store) : ISeed
{
    /// <inheritdoc />
    public int Order => 51;

    /// <inheritdoc />
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        var suspects = await SuspectsAsync(tenant, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        foreach (var household in suspects)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await StreamLock.TakeAsync(transaction, tenant, [household], ct);
            var states = await HouseholdHistories.StatesAsync(store, transaction, tenant, [household], ct);
            await using (var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { HouseholdDirectory.Restate(tenant, household, states[household]) } })
                await batch.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private async Task<List<Guid>> SuspectsAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select d.household_id from {DirectoryTable.Name} d where d.tenant_id = $1 and d.ended_at = $2 and (
                select count(distinct e.data->>'changeId') from mt_events e where e.tenant_id = $1 and e.stream_id = d.household_id and e.type = 'household_split_off') > 1
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = VisitTime.Earliest });
        var suspects = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) suspects.Add(rows.GetGuid(0));
        return suspects;
    }
}
