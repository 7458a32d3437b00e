using Marten;
using Npgsql;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>What a rule about areas held of when it was looked at last; a rule that was never looked at has no memory.</summary>
internal sealed class AreaMemory(NpgsqlDataSource database)
{
    private const string Name = "alert_area_memory";

    // The row that says that a rule revision was looked at.
    private const string Looked = "";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("rule", "varchar").AsPrimaryKey();
        table.AddColumn("revision", "integer").AsPrimaryKey();
        table.AddColumn("subject", "varchar").AsPrimaryKey();
        table.AddColumn("alert", "uuid");
        return table;
    }

    /// <summary>The subjects it held of, with the alert it gave; <see langword="null"/> where it was never looked at.</summary>
    public async Task<IReadOnlyDictionary<string, Guid>?> ReadAsync(string tenant, string rule, int revision, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select subject, alert from {Name} where tenant_id = $1 and rule = $2 and revision = $3");
        foreach (var value in (object[])[tenant, rule, revision]) command.Parameters.Add(new() { Value = value });
        var held = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var isKnown = false;
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            isKnown = true;
            if (row.GetString(0) != Looked) held.Add(row.GetString(0), row.GetGuid(1));
        }
        return isKnown ? held : null;
    }

    /// <summary>Remembers that it was looked at.</summary>
    public static void Look(IDocumentOperations operations, string tenant, string rule, int revision) => operations.QueueSqlCommand(
        $"insert into {Name} (tenant_id, rule, revision, subject) values (?, ?, ?, '{Looked}') on conflict do nothing", tenant, rule, revision);

    /// <summary>Remembers that it holds.</summary>
    public static void Hold(IDocumentOperations operations, string tenant, string rule, int revision, string subject, Guid alert) => operations.QueueSqlCommand(
        $"insert into {Name} (tenant_id, rule, revision, subject, alert) values (?, ?, ?, ?, ?) on conflict do nothing", tenant, rule, revision, subject, alert);

    /// <summary>Remembers that it holds no longer.</summary>
    public static void Release(IDocumentOperations operations, string tenant, string rule, int revision, string subject) => operations.QueueSqlCommand(
        $"delete from {Name} where tenant_id = ? and rule = ? and revision = ? and subject = ?", tenant, rule, revision, subject);
}
