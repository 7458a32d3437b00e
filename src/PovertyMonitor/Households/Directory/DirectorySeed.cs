using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Directory;

/// <summary>Fills an empty directory from the log: a store that is older than the directory has households already.</summary>
internal sealed class DirectorySeed(NpgsqlDataSource database) : ISeed
{
    /// <inheritdoc />
    public int Order => 50;

    /// <inheritdoc />
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {DirectoryTable.Name} (tenant_id, household_id, village, rt, rw, dasa_wisma, seen_at)
            select tenant_id, stream_id, data->'place'->>'village', data->'place'->>'rt', data->'place'->>'rw', data->'place'->>'dasaWisma', (data->>'visitedAt')::timestamptz
            from mt_events where tenant_id = $1 and type = 'household_registered' and not exists (select 1 from {DirectoryTable.Name} where tenant_id = $1)
            """);
        command.Parameters.Add(new() { Value = tenant });
        await command.ExecuteNonQueryAsync(ct);
    }
}
