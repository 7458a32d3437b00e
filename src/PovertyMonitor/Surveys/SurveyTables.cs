using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys;

/// <summary>The tables of the intake: what was received, the bytes it came in, and what waits.</summary>
internal static class SurveyTables
{
    public const string Receipts = "submission_receipts";
    public const string Contents = "submission_contents";
    public const string Attachments = "submission_attachments";
    public const string Held = "submissions_held";

    /// <summary>One row per submission id, ever: what became of it. It holds nothing that was answered.</summary>
    public static Table ReceiptsIn(string schema)
    {
        var table = TenantTable.Named(schema, Receipts);
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("content_hash", "bytea");
        table.AddColumn("household_id", "uuid");
        table.AddColumn("superseded_by", "uuid");
        table.AddColumn("reason", "varchar");
        table.AddColumn("sender", "varchar");
        table.AddColumn("device", "varchar");
        table.AddColumn("door", "varchar");
        table.AddColumn("village", "varchar");
        table.AddColumn("dasa_wisma", "varchar");
        table.AddColumn("round", "varchar");
        table.AddColumn("outcome", "varchar");
        table.AddColumn("visited_at", "timestamptz");
        table.AddColumn("received_at", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("submission_receipts_by_sender") { Columns = ["tenant_id", "sender", "received_at"] });
        table.Indexes.Add(new IndexDefinition("submission_receipts_by_successor") { Columns = ["tenant_id", "superseded_by"], Predicate = "superseded_by is not null" });
        // Coverage counts each household of a round once.
        table.Indexes.Add(new IndexDefinition("submission_receipts_by_round") { Columns = ["tenant_id", "round", "household_id"] });
        return table;
    }

    /// <summary>The bytes of each submission and of each other content under its id, sealed with the household's key, or the master key where no household could be told.</summary>
    public static Table ContentsIn(string schema)
    {
        var table = TenantTable.Named(schema, Contents);
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").AsPrimaryKey();
        table.AddColumn("household_id", "uuid");
        table.AddColumn("media_type", "varchar").NotNull();
        table.AddColumn("form", "varchar");
        table.AddColumn("form_version", "varchar");
        table.AddColumn("sealed", "bytea").NotNull();
        table.AddColumn("attachments", "varchar[]").NotNull();
        return table;
    }

    /// <summary>Files that came with submissions, sealed as those are; another content under a name is kept beside the first.</summary>
    public static Table AttachmentsIn(string schema)
    {
        var table = TenantTable.Named(schema, Attachments);
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("name", "varchar").AsPrimaryKey();
        table.AddColumn("household_id", "uuid");
        table.AddColumn("media_type", "varchar").NotNull();
        table.AddColumn("size_bytes", "bigint").NotNull();
        table.AddColumn("content_hash", "bytea").AsPrimaryKey();
        table.AddColumn("sealed", "bytea").NotNull();
        table.AddColumn("received_at", "timestamptz").NotNull();
        return table;
    }

    /// <summary>What is not in the log yet: waiting for the submission it corrects, or for a person.</summary>
    public static Table HeldIn(string schema)
    {
        var table = TenantTable.Named(schema, Held);
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("content_hash", "bytea").AsPrimaryKey();
        table.AddColumn("household_id", "uuid");
        table.AddColumn("village", "varchar");
        table.AddColumn("reason", "varchar").NotNull();
        table.AddColumn("waits_for", "uuid");
        table.AddColumn("sender", "varchar").NotNull();
        table.AddColumn("door", "varchar").NotNull();
        table.AddColumn("sealed", "bytea");
        // Of what is judged again, the areas of whoever sent it: it is held against its household when that is known.
        table.AddColumn("caller", "jsonb");
        // Of what is held for what is known of its household: the streams that say so, and how many events they had.
        table.AddColumn("watched", "uuid[]");
        table.AddColumn("seen_version", "bigint");
        table.AddColumn("received_at", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("submissions_held_by_base") { Columns = ["tenant_id", "waits_for"], Predicate = "waits_for is not null" });
        table.Indexes.Add(new IndexDefinition("submissions_held_by_history") { Columns = ["tenant_id", "received_at"], Predicate = "watched is not null" });
        table.Indexes.Add(new IndexDefinition("submissions_held_by_time") { Columns = ["tenant_id", "received_at"] });
        return table;
    }
}
