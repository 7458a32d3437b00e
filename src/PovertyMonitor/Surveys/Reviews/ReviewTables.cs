using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The table of what people decided: beside each event, what does not belong in one.</summary>
internal static class ReviewTables
{
    public const string Resolutions = "review_resolutions";

    /// <summary>One row per content decided about, and another where what was taken is rejected later. The note is sealed with the household's key, or the master key where no household was known.</summary>
    public static Table ResolutionsIn(string schema)
    {
        var table = TenantTable.Named(schema, Resolutions);
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").AsPrimaryKey();
        table.AddColumn("held_for", "varchar").AsPrimaryKey();
        table.AddColumn("household_id", "uuid");
        table.AddColumn("action", "varchar").NotNull();
        table.AddColumn("reason", "varchar").NotNull();
        table.AddColumn("resolved_by", "varchar").NotNull();
        table.AddColumn("resolved_at", "timestamptz").NotNull();
        table.AddColumn("village", "varchar");
        table.AddColumn("sender", "varchar");
        table.AddColumn("result_id", "uuid");
        table.AddColumn("request_hash", "bytea").NotNull();
        table.AddColumn("note_household", "uuid");
        table.AddColumn("note", "bytea");
        table.Indexes.Add(new IndexDefinition("review_resolutions_by_household") { Columns = ["tenant_id", "household_id"], Predicate = "household_id is not null" });
        return table;
    }
}
