using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.Files;

/// <summary>The tables of census files: how far each is, its sealed bytes until it is through, and what is wrong in it.</summary>
internal static class FileTables
{
    public const string Files = "census_files";
    public const string Parts = "census_file_parts";
    public const string Problems = "census_file_problems";

    public static IEnumerable<Table> In(string schema) => [FilesIn(schema), PartsIn(schema), ProblemsIn(schema)];

    private static Table FilesIn(string schema)
    {
        var table = TenantTable.Named(schema, Files);
        table.AddColumn("file_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_id", "uuid").NotNull();
        table.AddColumn("round", "varchar").NotNull();
        table.AddColumn("size_bytes", "bigint").NotNull();
        table.AddColumn("sender", "varchar").NotNull();
        table.AddColumn("role", "varchar").NotNull();
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("last_row", "integer").NotNull();
        foreach (var count in FileCounts.Columns) table.AddColumn(count, "integer").NotNull();
        table.AddColumn("received_at", "timestamptz").NotNull();
        table.AddColumn("changed_at", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("census_files_under_way") { Columns = ["state"] });
        return table;
    }

    // Each part is sealed by itself with its place, so that it can be read without the others and not be moved.
    private static Table PartsIn(string schema)
    {
        var table = TenantTable.Named(schema, Parts);
        table.AddColumn("content_id", "uuid").AsPrimaryKey();
        table.AddColumn("part", "integer").AsPrimaryKey();
        table.AddColumn("sealed", "bytea").NotNull();
        return table;
    }

    private static Table ProblemsIn(string schema)
    {
        var table = TenantTable.Named(schema, Problems);
        table.AddColumn("file_id", "uuid").AsPrimaryKey();
        table.AddColumn("number", "integer").AsPrimaryKey();
        table.AddColumn("file_row", "integer").NotNull();
        table.AddColumn("file_column", "integer");
        table.AddColumn("column_code", "varchar");
        table.AddColumn("problem", "varchar").NotNull();
        table.AddColumn("places", "varchar[]").NotNull();
        table.AddColumn("is_warning", "boolean").NotNull();
        return table;
    }
}
