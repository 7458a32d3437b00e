using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace PovertyMonitor.Villages;

/// <summary>Which version of the projection's tables is read.</summary>
internal static partial class LiveVersion
{
    /// <summary>The version behind the views; <see langword="null"/> where there are none.</summary>
    public static async Task<int?> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_get_viewdef(to_regclass($1))", connection) { Parameters = { new() { Value = PovertyTables.Progress } } };
        return await command.ExecuteScalarAsync(ct) is string definition
            ? int.Parse(VersionOfTable().Match(definition).Groups[1].Value, CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex(@"FROM \S+_v([0-9]+)")]
    private static partial Regex VersionOfTable();
}
