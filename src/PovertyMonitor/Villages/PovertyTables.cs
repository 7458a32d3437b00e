using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Villages;

/// <summary>The tables of the poverty projection. They belong to it alone, and their names carry its version.</summary>
internal static class PovertyTables
{
    /// <summary>The measure revisions in force, as the log brought them.</summary>
    public const string Measures = "poverty_measures_v3";

    /// <summary>What was believed of a household under a measure: when it was so, and when the system learned it.</summary>
    public const string Assessments = "poverty_assessments_v3";

    /// <summary>Households and persons per deprivation mask: per village, and per round or current.</summary>
    public const string Tally = "poverty_tally_v3";

    /// <summary>Households per round, village and outcome of their last visit.</summary>
    public const string Visits = "poverty_visits_v3";

    /// <summary>Households expected per round and village, as the regency stated them.</summary>
    public const string Expected = "poverty_expected_v3";

    /// <summary>Events that could not be taken into account, with the reason.</summary>
    public const string Quarantine = "poverty_quarantine_v3";

    /// <summary>How far the projection has come.</summary>
    public const string Progress = "poverty_progress_v3";

    /// <summary>What persons are counted by, in assessments and in the tally.</summary>
    public const string PersonColumns = "persons, female, male, under_five, children, adults, elderly, women, men, disabled";

    public static IReadOnlyList<string> All { get; } = [Measures, Assessments, Tally, Visits, Expected, Quarantine, Progress];

    public static IEnumerable<Table> In(string schema) =>
    [
        Of(schema, Measures, ["measure varchar"], ["adopted_at_sequence bigint", "effective_from date", "definition jsonb"]),
        AssessmentsIn(schema),
        Of(schema, Tally,
            ["measure varchar", "scope varchar", "village varchar", "deprived integer", "missing integer", "flags smallint"],
            ["households bigint", .. PersonColumns.Split(", ").Select(c => $"{c} bigint")]),
        Of(schema, Visits, ["round varchar", "village varchar", "outcome varchar"], ["households bigint"]),
        Of(schema, Expected, ["round varchar", "village varchar"], ["households bigint"]),
        Of(schema, Quarantine, ["sequence bigint"], ["event_id uuid", "event_type varchar", "reason varchar"]),
        Of(schema, Progress, [], ["sequence bigint", "recorded_at timestamptz"]),
    ];

    private static Table AssessmentsIn(string schema)
    {
        var table = Of(schema, Assessments,
            ["measure varchar", "household uuid", "valid_from timestamptz", "counts_in_round boolean", "known_from bigint"],
            ["submission uuid", "round varchar", "village varchar",
                "deprived integer", "missing integer", "flags smallint", .. PersonColumns.Split(", ").Select(c => $"{c} integer")]);
        table.AddColumn("valid_to", "timestamptz");
        table.AddColumn("known_to", "bigint");
        foreach (var column in (string[])["rt", "rw", "dasa_wisma"]) table.AddColumn(column, "varchar");
        table.Indexes.Add(new IndexDefinition("poverty_assessments_v3_village") { Columns = ["tenant_id", "measure", "village", "household"] });
        // What moved a figure between two places of the log.
        table.Indexes.Add(new IndexDefinition("poverty_assessments_v3_known_from") { Columns = ["tenant_id", "known_from"] });
        return table;
    }

    private static Table Of(string schema, string name, string[] keys, string[] columns)
    {
        var table = TenantTable.Named(schema, name);
        foreach (var key in keys) table.AddColumn(key.Split(' ')[0], key.Split(' ')[1]).AsPrimaryKey();
        foreach (var column in columns) table.AddColumn(column.Split(' ')[0], column.Split(' ')[1]).NotNull();
        return table;
    }
}
