using System.Text;
using Npgsql;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>Looks for what must not lie open in a <see cref="TestApp"/>'s database.</summary>
internal static class TestAppTables
{
    /// <summary>The tables with a row that holds one of some texts, in any column.</summary>
    public static async Task<List<string>> TablesWithAsync(this TestApp app, IEnumerable<string> planted)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(ct);
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand(
            "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')", connection))
        await using (var rows = await list.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) tables.Add(rows.GetString(0));
        Assert.Contains("public.mt_events", tables);
        // A row as text shows bytes in hexadecimal, so each is looked for in both forms.
        var patterns = planted.SelectMany(p => new[] { $"%{p}%", $"%{Convert.ToHexString(Encoding.UTF8.GetBytes(p))}%" }).ToArray();
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var look = new NpgsqlCommand($"select count(*) from {table} as t where t::text ilike any($1)", connection) { Parameters = { new() { Value = patterns } } };
            if (await look.ExecuteScalarAsync(ct) is > 0L) found.Add(table);
        }
        return found;
    }
}
