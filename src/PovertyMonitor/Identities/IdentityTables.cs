using PovertyMonitor.Platform;
using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Identities;

/// <summary>The tables that hold who people are, encrypted, and who looked.</summary>
internal static class IdentityTables
{
    /// <summary>One row per household (subject = household) and per member of whom something was said: a wrapped key and what it seals.</summary>
    public const string Identities = "personal_identities";

    /// <summary>One row per reading of personal data.</summary>
    public const string Readings = "personal_readings";

    public static Table IdentitiesIn(string schema)
    {
        var table = TenantTable.Named(schema, Identities);
        table.AddColumn("household_id", "uuid").AsPrimaryKey();
        table.AddColumn("subject_id", "uuid").AsPrimaryKey();
        table.AddColumn("wrapped_key", "bytea").NotNull();
        table.AddColumn("sealed", "bytea");
        table.AddColumn("keyed_hash", "bytea");
        table.AddColumn("as_of", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("personal_identities_by_hash") { Columns = ["tenant_id", "keyed_hash"], Predicate = "keyed_hash is not null" });
        return table;
    }

    public static Table ReadingsIn(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Readings, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("tenant_id", "varchar").NotNull();
        table.AddColumn("read_at", "timestamptz").NotNull();
        table.AddColumn("reader", "varchar").NotNull();
        table.AddColumn("purpose", "varchar").NotNull();
        table.AddColumn("subject_id", "uuid");
        table.AddColumn("subjects", "integer").NotNull();
        table.Indexes.Add(new IndexDefinition("personal_readings_by_time") { Columns = ["tenant_id", "read_at"] });
        return table;
    }
}
