using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys;

/// <summary>The tables of the intake: what was taken, and what waits for a person.</summary>
internal static class SurveyTables
{
    public const string Receipts = "submission_receipts";
    public const string Reviews = "review_items";

    public static Table ReceiptsIn(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Receipts, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").NotNull();
        table.AddColumn("household_id", "uuid").NotNull();
        table.AddColumn("received_at", "timestamptz").NotNull();
        return table;
    }

    public static Table ReviewsIn(string schema)
    {
        var table = new Table(new PostgresqlObjectName(schema, Reviews, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").AsPrimaryKey();
        table.AddColumn("household_id", "uuid").NotNull();
        table.AddColumn("village", "varchar").NotNull();
        table.AddColumn("reason", "varchar").NotNull();
        table.AddColumn("sealed", "bytea").NotNull();
        table.AddColumn("received_at", "timestamptz").NotNull();
        return table;
    }
}
