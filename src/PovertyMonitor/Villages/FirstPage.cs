using Npgsql;

namespace PovertyMonitor.Villages;

/// <summary>
/// Empties a regency's largest tables before the first page of a rebuild is written. Rows deleted one by one would stay in the tables and
/// their indexes until they are vacuumed, and every new row would be held against the old one of its key.
/// </summary>
internal static class FirstPage
{
    private const string Setting = "povertymonitor.first_page_of";

    /// <summary>The tables; the others are emptied by the daemon when a rebuild begins.</summary>
    public static readonly IReadOnlyList<string> Tables = [PovertyTables.Own.Assessments, PovertyTables.Own.Tally];

    // All at once where no other regency has a row, and nobody who reads is waited for: else row by row.
    private static readonly string[] Emptying =
    [
        .. Tables.Select(table => $"""
            do $$ begin
                for turn in 1..2 loop
                    if exists (select from {table} where tenant_id < current_setting('{Setting}')) or exists (select from {table} where tenant_id > current_setting('{Setting}')) then return; end if;
                    if turn = 1 then lock table {table} in access exclusive mode nowait; end if;
                end loop;
                truncate {table};
            exception when lock_not_available then null;
            end $$
            """),
        .. Tables.Select(table => $"delete from {table} where tenant_id = current_setting('{Setting}')"),
    ];

    /// <summary>Empties them, unless a page of the regency was written before.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, CancellationToken ct)
    {
        await using var first = new NpgsqlCommand(
            $"select set_config('{Setting}', $1, true) from (select 1) as one where not exists (select from {PovertyTables.Own.Progress} where tenant_id = $1)", connection, transaction)
        {
            Parameters = { new() { Value = tenant } },
        };
        if (await first.ExecuteScalarAsync(ct) is null) return;
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var sql in Emptying) batch.BatchCommands.Add(new(sql));
        await batch.ExecuteNonQueryAsync(ct);
    }
}
