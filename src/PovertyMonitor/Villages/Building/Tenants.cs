using Npgsql;

namespace PovertyMonitor.Villages.Building;

/// <summary>The regencies for which something is to be done.</summary>
internal static class Tenants
{
    /// <summary>Their codes, by a query.</summary>
    public static async Task<IReadOnlyList<string>> WithAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        var tenants = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) tenants.Add(rows.GetString(0));
        return tenants;
    }
}
