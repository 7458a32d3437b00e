using Marten;
using Npgsql;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>What a rule held of when it was looked at last.</summary>
/// <param name="Looked">The revision that was looked at; <see langword="null"/> where none was since the rule was switched on.</param>
/// <param name="Alerts">The subjects it held of, with the alert each gave, of whatever revision.</param>
internal sealed record AreaHeld(int? Looked, IReadOnlyDictionary<string, HeldAlert> Alerts);

/// <summary>The alert that a subject gave.</summary>
/// <param name="Alert">Its id.</param>
/// <param name="Cause">What it rested on; <see langword="null"/> where it wasn't written down yet.</param>
internal readonly record struct HeldAlert(Guid Alert, string? Cause);

/// <summary>What rules about areas held of when they were looked at last. A revision that wasn't looked at takes over what the one before held, so that its alerts still end.</summary>
internal sealed class AreaMemory(NpgsqlDataSource database)
{
    private const string Name = "alert_area_memory";

    // The row that says that a rule revision was looked at.
    private const string Looked = "";

    // The revision that alerts in the memory are kept under: they outlive the one that raised them.
    private const int OfAny = 0;

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("rule", "varchar").AsPrimaryKey();
        table.AddColumn("revision", "integer").AsPrimaryKey();
        table.AddColumn("subject", "varchar").AsPrimaryKey();
        table.AddColumn("alert", "uuid");
        table.AddColumn("cause", "varchar");
        return table;
    }

    /// <summary>What a rule held of.</summary>
    public async Task<AreaHeld> ReadAsync(string tenant, string rule, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select subject, revision, alert, cause from {Name} where tenant_id = $1 and rule = $2 order by revision desc");
        foreach (var value in (object[])[tenant, rule]) command.Parameters.Add(new() { Value = value });
        var (held, looked) = (new Dictionary<string, HeldAlert>(StringComparer.Ordinal), default(int?));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (row.GetString(0) == Looked) looked ??= row.GetInt32(1);
            else held.TryAdd(row.GetString(0), new(row.GetGuid(2), await row.IsDBNullAsync(3, ct) ? null : row.GetString(3)));
        }
        return new(looked, held);
    }

    /// <summary>Remembers that a revision was looked at.</summary>
    public static void Look(IDocumentOperations operations, string tenant, string rule, int revision) => operations.QueueSqlCommand(
        $"insert into {Name} (tenant_id, rule, revision, subject) values (?, ?, ?, '{Looked}') on conflict do nothing", tenant, rule, revision);

    /// <summary>Forgets that a rule was looked at, since it is switched off; what it held of stays.</summary>
    public static void Overlook(IDocumentOperations operations, string tenant, string rule) => operations.QueueSqlCommand(
        $"delete from {Name} where tenant_id = ? and rule = ? and subject = '{Looked}'", tenant, rule);

    /// <summary>Remembers that it holds.</summary>
    public static void Hold(IDocumentOperations operations, string tenant, string rule, Alert alert) => operations.QueueSqlCommand(
        $"insert into {Name} (tenant_id, rule, revision, subject, alert, cause) values (?, ?, ?, ?, ?, ?) on conflict do nothing", tenant, rule, OfAny, alert.Subject, alert.Id, alert.Cause);

    /// <summary>Remembers that it holds no longer.</summary>
    public static void Release(IDocumentOperations operations, string tenant, string rule, string subject) => operations.QueueSqlCommand(
        $"delete from {Name} where tenant_id = ? and rule = ? and subject = ?", tenant, rule, subject);
}
