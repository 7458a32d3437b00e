using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>The table of what leaves, or left, for each receiver.</summary>
internal static class DeliveryTable
{
    public const string Name = "alert_deliveries";

    public const string Pending = "pending";
    public const string Delivered = "delivered";
    public const string Dead = "dead";

    /// <summary>Not sent, since its alerts were withdrawn or its receiver given up before the first attempt.</summary>
    public const string Dropped = "dropped";

    /// <summary>All of them.</summary>
    public static readonly string[] States = [Pending, Delivered, Dead, Dropped];

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("id", "uuid").AsPrimaryKey();
        table.AddColumn("receiver", "varchar").NotNull();
        table.AddColumn("notice", "varchar").NotNull();
        table.AddColumn("is_digest", "boolean").NotNull();
        table.AddColumn("alerts", "uuid[]").NotNull();
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("due_at", "timestamptz").NotNull();
        table.AddColumn("attempts", "integer").NotNull();
        // What was sent first is what is sent again, whatever became of the alert since; a digest only while nothing else was told of its alerts.
        table.AddColumn("payload", "text");
        // The alerts that it tells of as open; absent of what was sent before that was written down.
        table.AddColumn("told_open", "uuid[]");
        // All that it tells of; likewise.
        table.AddColumn("told", "uuid[]");
        table.AddColumn("first_attempt_at", "timestamptz");
        table.AddColumn("next_attempt_at", "timestamptz");
        table.AddColumn("delivered_at", "timestamptz");
        table.AddColumn("last_error", "varchar");
        table.Indexes.Add(new IndexDefinition("alert_deliveries_state") { Columns = ["tenant_id", "state", "due_at"] });
        return table;
    }
}
