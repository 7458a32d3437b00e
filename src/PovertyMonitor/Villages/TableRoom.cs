using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages;

/// <summary>
/// Leaves room on the pages of tables whose rows change later, so that a change stays on its page and no index learns of it.
/// Weasel's tables know no storage parameters.
/// </summary>
internal sealed class TableRoom(NpgsqlDataSource database) : ISeed
{
    // In percent of a page: of the assessments about two in five are superseded; a household kept is written once a round.
    private static readonly Dictionary<string, int> Filled = new(StringComparer.Ordinal)
    {
        [PovertyTables.Own.Assessments] = 75,
        [PovertyTables.Own.Tally] = 75,
        [PovertyTables.Own.Kept] = 60,
    };

    /// <inheritdoc/>
    public int Order => 85;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        foreach (var (table, percent) in Filled)
        {
            await using var command = database.CreateCommand($"""
                do $$ begin
                    if (select reloptions is null from pg_class where oid = '{table}'::regclass) then alter table {table} set (fillfactor = {percent}); end if;
                end $$
                """);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
