using Npgsql;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>What the projection wrote, table by table.</summary>
internal static class PovertyTableSizes
{
    public static async Task PrintAsync(NpgsqlDataSource database, long events, CancellationToken ct)
    {
        foreach (var table in PovertyTables.Written)
        {
            await using var command = database.CreateCommand($"select count(*), pg_table_size('{table}'), pg_indexes_size('{table}') from {table}");
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            Console.WriteLine($"  {table,-28} {row.GetInt64(0),12:N0} rows, {(double)row.GetInt64(0) / events:F2} an event, {row.GetInt64(1) / 1048576,6:N0} MB, indexes {row.GetInt64(2) / 1048576,6:N0} MB");
        }
    }
}
