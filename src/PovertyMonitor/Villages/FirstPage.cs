using Npgsql;

namespace PovertyMonitor.Villages;

/// <summary>
/// Empties a regency's largest tables before the first page of a rebuild is written. Rows deleted one by one would stay in the tables and
/// their indexes until they are vacuumed, and every new row would be held against the old one of its key.
/// </summary>
internal static class FirstPage
{
    private const string Tenant = "povertymonitor.first_page_of";
    private const string IsLong = "povertymonitor.many_pages_follow";

    /// <summary>The tables; the others are emptied by the daemon when a rebuild begins.</summary>
    public static readonly IReadOnlyList<string> Tables = [PovertyTables.Own.Assessments, PovertyTables.Own.Tally];

    // All at once where no other regency has come so far as to have a row, and nobody who reads is waited for: else row by row.
    private static readonly string[] Emptying =
    [
        .. Tables.Select(table => $"""
            do $$ begin
                for turn in 1..2 loop
                    if exists (select from {PovertyTables.Own.Progress} where tenant_id <> current_setting('{Tenant}')) then return; end if;
                    if turn = 1 then lock table {table} in access exclusive mode nowait; end if;
                end loop;
                truncate {table};
                {(table == PovertyTables.Own.Assessments ? $"if current_setting('{IsLong}')::boolean then {LaterIndexes.Drop}; end if;" : "")}
            exception when lock_not_available then null;
            end $$
            """),
        .. Tables.Select(table => $"delete from {table} where tenant_id = current_setting('{Tenant}')"),
    ];

    /// <summary>Empties them, unless a page of the regency was written before.</summary>
    /// <param name="connection">The page's connection.</param>
    /// <param name="transaction">The page's transaction.</param>
    /// <param name="tenant">The regency.</param>
    /// <param name="sequence">The page's last event.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task BeginAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string tenant, long sequence, CancellationToken ct)
    {
        await using var first = new NpgsqlCommand(
            $"select set_config('{Tenant}', $1, true) from (select 1) as one where not exists (select from {PovertyTables.Own.Progress} where tenant_id = $1)", connection, transaction)
        {
            Parameters = { new() { Value = tenant } },
        };
        if (await first.ExecuteScalarAsync(ct) is null) return;
        var isLong = await LaterIndexes.IsWorthItAsync(connection, transaction, tenant, sequence, ct);
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { new($"select set_config('{IsLong}', '{isLong}', true)") } };
        foreach (var sql in Emptying) batch.BatchCommands.Add(new(sql));
        await batch.ExecuteNonQueryAsync(ct);
    }
}
