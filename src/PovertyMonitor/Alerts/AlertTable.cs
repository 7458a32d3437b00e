using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Alerts;

/// <summary>The alerts that were raised, and when each was delivered.</summary>
internal static class AlertTable
{
    public const string Name = "alerts";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("id", "uuid").AsPrimaryKey();
        table.AddColumn("sequence", "bigint").NotNull();
        table.AddColumn("audience", "varchar").NotNull();
        table.AddColumn("village", "varchar").NotNull();
        table.AddColumn("content", "jsonb").NotNull();
        table.AddColumn("raised_at", "timestamptz").NotNull();
        table.AddColumn("delivered_at", "timestamptz");
        table.Indexes.Add(new IndexDefinition("alerts_audience_sequence") { Columns = ["tenant_id", "audience", "sequence"] });
        return table;
    }
}
