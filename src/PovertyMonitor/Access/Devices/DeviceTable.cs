using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Access.Devices;

/// <summary>The table of devices; a row per key that was ever issued.</summary>
internal static class DeviceTable
{
    public const string Name = "devices";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("key_hash", "bytea").AsPrimaryKey();
        table.AddColumn("code", "varchar").NotNull();
        table.AddColumn("villages", "varchar[]").NotNull();
        table.AddColumn("dasa_wisma", "varchar[]").NotNull();
        table.AddColumn("enumerator", "varchar");
        table.AddColumn("issued_by", "varchar").NotNull();
        table.AddColumn("issued_at", "timestamptz").NotNull();
        table.AddColumn("revoked_at", "timestamptz");
        // A phone tells its key only: the regency follows from it.
        table.Indexes.Add(new IndexDefinition("devices_by_key") { Columns = ["key_hash"], IsUnique = true });
        table.Indexes.Add(new IndexDefinition("devices_in_use") { Columns = ["tenant_id", "code"], IsUnique = true, Predicate = "revoked_at is null" });
        return table;
    }
}
