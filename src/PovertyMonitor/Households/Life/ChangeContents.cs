using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Households.Life;

/// <summary>
/// A keyed hash of every report that was recorded, apart from the events: the same id with other content is another change,
/// also where only that differs which no event says.
/// </summary>
internal sealed class ChangeContents(NpgsqlDataSource database, Sealer sealer)
{
    private const string Name = "household_change_contents";
    private readonly byte[] _key = sealer.DeriveKey("change-content");

    /// <summary>One row per change.</summary>
    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("change_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").NotNull();
        return table;
    }

    /// <summary>Keeps what was recorded, in its transaction.</summary>
    public async Task KeepAsync(NpgsqlTransaction transaction, string tenant, Guid change, ChangeReport report, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"insert into {Name} (tenant_id, change_id, content_hash) values ($1, $2, $3) on conflict do nothing", transaction.Connection, transaction)
        {
            Parameters = { new() { Value = tenant }, new() { Value = change }, new() { Value = HashOf(report) } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Whether a change was recorded with other content; of what was recorded before contents were kept nothing is known.</summary>
    public async Task<bool> IsOtherAsync(string tenant, Guid change, ChangeReport report, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select content_hash from {Name} where tenant_id = $1 and change_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = change });
        return await command.ExecuteScalarAsync(ct) is byte[] kept && !kept.AsSpan().SequenceEqual(HashOf(report));
    }

    private byte[] HashOf(ChangeReport report)
    {
        using var body = JsonDocument.Parse(report.Body);
        return HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{report.Kind}{Ordered(body.RootElement)}"));
    }

    // Clients write the same object with its members in any order.
    private static string Ordered(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Ordered(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Ordered))}]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };
}
