using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Households.Directory;

/// <summary>The table of households by where they live: one row each, written with the events that change it.</summary>
internal static class DirectoryTable
{
    public const string Name = "household_directory";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("household_id", "uuid").AsPrimaryKey();
        table.AddColumn("village", "varchar").NotNull();
        table.AddColumn("rt", "varchar");
        table.AddColumn("rw", "varchar");
        table.AddColumn("dasa_wisma", "varchar");
        table.AddColumn("seen_at", "timestamptz").NotNull();
        table.AddColumn("round", "varchar");
        table.AddColumn("outcome", "varchar");
        table.AddColumn("roster", "jsonb");
        table.AddColumn("ended_at", "timestamptz");
        table.AddColumn("merged_into", "uuid");
        // Named when only splits and merges counted; it says whether anything beside interviews was told of the household.
        table.AddColumn("parted", "boolean").NotNull().DefaultValueByExpression("false");
        table.Indexes.Add(new IndexDefinition("household_directory_by_village") { Columns = ["tenant_id", "village", "dasa_wisma"] });
        table.Indexes.Add(new IndexDefinition("household_directory_merged") { Columns = ["tenant_id", "merged_into"], Predicate = "merged_into is not null" });
        table.Indexes.Add(new IndexDefinition("household_directory_ended") { Columns = ["tenant_id", "household_id"], Predicate = "ended_at is not null" });
        table.Indexes.Add(new IndexDefinition("household_directory_parted") { Columns = ["tenant_id", "household_id"], Predicate = "parted" });
        return table;
    }
}
