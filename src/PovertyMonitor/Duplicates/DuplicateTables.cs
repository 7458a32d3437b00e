using PovertyMonitor.Platform;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Duplicates;

/// <summary>The tables of probable duplicates. None holds a number, a name or a hash of one.</summary>
internal static class DuplicateTables
{
    public const string Profiles = "duplicate_profiles";
    public const string Due = "duplicate_due";
    public const string Positions = "duplicate_positions";
    public const string Searches = "duplicate_searches";
    public const string Candidates = "duplicate_candidates";

    public static IEnumerable<Table> In(string schema) => [ProfilesIn(schema), DueIn(schema), PositionsIn(schema), SearchesIn(schema), CandidatesIn(schema)];

    // What of a household is compared; its numbers' hashes stay where the identities are.
    private static Table ProfilesIn(string schema)
    {
        var table = TenantTable.Named(schema, Profiles);
        table.AddColumn("household_id", "uuid").AsPrimaryKey();
        table.AddColumn("village", "varchar").NotNull();
        table.AddColumn("rt", "varchar");
        table.AddColumn("rw", "varchar");
        table.AddColumn("dasa_wisma", "varchar");
        table.AddColumn("size", "integer").NotNull();
        table.AddColumn("members", "integer[]").NotNull();
        table.AddColumn("is_crowded", "boolean").NotNull();
        // The members' ids, those who died included; null until the household is read next where it was before these were kept.
        table.AddColumn("people", "uuid[]");
        table.Indexes.Add(new IndexDefinition("duplicate_profiles_by_people") { Columns = ["people"], Method = IndexMethod.gin });
        table.Indexes.Add(new IndexDefinition("duplicate_profiles_by_village") { Columns = ["tenant_id", "village"] });
        return table;
    }

    // Households that are to be read from the log and compared with the others.
    private static Table DueIn(string schema)
    {
        var table = TenantTable.Named(schema, Due);
        table.AddColumn("household_id", "uuid").AsPrimaryKey();
        table.AddColumn("village", "varchar").NotNull();
        table.AddColumn("since", "timestamptz").NotNull();
        table.Indexes.Add(new IndexDefinition("duplicate_due_by_time") { Columns = ["tenant_id", "since", "household_id"] });
        table.Indexes.Add(new IndexDefinition("duplicate_due_by_village") { Columns = ["tenant_id", "village", "household_id"] });
        return table;
    }

    // How far the log was followed, and the model that was learned last.
    private static Table PositionsIn(string schema)
    {
        var table = TenantTable.Named(schema, Positions);
        table.AddColumn("sequence", "bigint").NotNull();
        table.AddColumn("model", "jsonb");
        return table;
    }

    private static Table SearchesIn(string schema)
    {
        var table = TenantTable.Named(schema, Searches);
        table.AddColumn("search_id", "uuid").AsPrimaryKey();
        table.AddColumn("area", "varchar").NotNull();
        table.AddColumn("requested_by", "varchar").NotNull();
        table.AddColumn("requested_at", "timestamptz").NotNull();
        table.AddColumn("households", "integer");
        table.AddColumn("finished_at", "timestamptz");
        table.Indexes.Add(new IndexDefinition("duplicate_searches_under_way") { Columns = ["tenant_id"], Predicate = "finished_at is null" });
        return table;
    }

    private static Table CandidatesIn(string schema)
    {
        var table = TenantTable.Named(schema, Candidates);
        table.AddColumn("a", "uuid").AsPrimaryKey();
        table.AddColumn("b", "uuid").AsPrimaryKey();
        table.AddColumn("village_a", "varchar").NotNull();
        table.AddColumn("village_b", "varchar").NotNull();
        table.AddColumn("probability", "double precision").NotNull();
        table.AddColumn("fields", "jsonb").NotNull();
        table.AddColumn("same_card", "boolean").NotNull();
        table.AddColumn("same_niks", "integer").NotNull();
        table.AddColumn("found_at", "timestamptz").NotNull();
        table.AddColumn("state", "varchar").NotNull();
        table.AddColumn("judgement", "varchar");
        table.AddColumn("reason", "varchar");
        table.AddColumn("judged_by", "varchar");
        table.AddColumn("judged_at", "timestamptz");
        table.AddColumn("judged_card", "boolean");
        table.AddColumn("judged_niks", "integer");
        table.Indexes.Add(new IndexDefinition("duplicate_candidates_by_state") { Columns = ["tenant_id", "state", "probability", "a", "b"] });
        table.Indexes.Add(new IndexDefinition("duplicate_candidates_by_second") { Columns = ["tenant_id", "b"] });
        return table;
    }
}
