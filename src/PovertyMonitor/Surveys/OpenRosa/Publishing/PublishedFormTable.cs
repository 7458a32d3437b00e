using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.OpenRosa.Publishing;

/// <summary>The table of every version of every form that was ever published; none is ever deleted.</summary>
internal static class PublishedFormTable
{
    public const string Name = "published_forms";

    public static Table In(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Name, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        table.AddColumn("form_id", "varchar").AsPrimaryKey();
        table.AddColumn("version", "integer").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").NotNull();
        table.AddColumn("xml", "text").NotNull();
        table.AddColumn("published_at", "timestamptz").NotNull();
        return table;
    }
}
