using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>The tables of the national register's files: no number of a person, only its keyed hash.</summary>
internal static class RegisterFileTables
{
    public const string Files = "register_files";
    public const string Entries = "register_entries";

    public static IEnumerable<Table> In(string schema) => [FilesIn(schema), EntriesIn(schema)];

    private static Table FilesIn(string schema)
    {
        var table = TenantTable.Named(schema, Files);
        table.AddColumn("file_id", "uuid").AsPrimaryKey();
        table.AddColumn("as_of", "date").NotNull();
        table.AddColumn("received_at", "timestamptz").NotNull();
        table.AddColumn("matched_at", "timestamptz").NotNull();
        table.AddColumn("refused", "integer").NotNull();
        table.AddColumn("matched", "integer").NotNull();
        table.AddColumn("ambiguous", "integer").NotNull();
        table.AddColumn("unmatched", "integer").NotNull();
        return table;
    }

    private static Table EntriesIn(string schema)
    {
        var table = TenantTable.Named(schema, Entries);
        table.AddColumn("file_id", "uuid").AsPrimaryKey();
        table.AddColumn("row_number", "integer").AsPrimaryKey();
        table.AddColumn("keyed_hash", "bytea").NotNull();
        table.AddColumn("card_hash", "bytea");
        table.AddColumn("household_id", "uuid");
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("decile", "smallint");
        table.AddColumn("programmes", "varchar[]").NotNull();
        table.Indexes.Add(new IndexDefinition("register_entries_by_household") { Columns = ["tenant_id", "file_id", "household_id"], Predicate = "household_id is not null" });
        return table;
    }
}
