using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages;

/// <summary>
/// Takes away what earlier versions of the projection left, once nobody reads it any more: their tables follow from the log, and a
/// progress that stands still would look like a fault.
/// </summary>
internal sealed class RetiredVersions(NpgsqlDataSource database) : ISeed
{
    // The first version had no number in its name.
    private static readonly string[] Projections = ["poverty", "poverty-v2", "poverty-v3", "poverty-v4"];
    private static readonly string[] Suffixes = ["_v1", "_v2", "_v3", "_v4"];

    // After the views, which stood upon them.
    /// <inheritdoc/>
    public int Order => 95;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await LiveVersion.ReadAsync(connection, ct) is { } live && live != PovertyTables.Version) return;
        await using var progress = new NpgsqlCommand("delete from mt_event_progression where name = any($1)", connection)
        {
            Parameters = { new() { Value = Projections.Select(p => $"{p}:All:{tenant}").ToArray() } },
        };
        await progress.ExecuteNonQueryAsync(ct);
        var tables = PovertyTables.All.Append(PovertyTables.Kept).SelectMany(name => Suffixes.Select(suffix => name + suffix));
        await using var drop = new NpgsqlCommand($"drop table if exists {string.Join(", ", tables)}", connection);
        await drop.ExecuteNonQueryAsync(ct);
    }
}
