using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.OpenRosa.Publishing;

/// <summary>The table of every version of every form that was ever published; none is ever deleted.</summary>
internal static class PublishedFormTable
{
    public const string Name = "published_forms";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("form_id", "varchar").AsPrimaryKey();
        table.AddColumn("version", "integer").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").NotNull();
        table.AddColumn("xml", "text").NotNull();
        table.AddColumn("published_at", "timestamptz").NotNull();
        return table;
    }
}
