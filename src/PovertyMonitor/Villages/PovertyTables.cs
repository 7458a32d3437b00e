using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Villages;

/// <summary>
/// The tables of the poverty projection. They belong to it alone, and their names carry its version; whoever reads figures reads
/// them by their names without one, which are views of the live version (<see cref="PovertyViews"/>).
/// </summary>
internal static class PovertyTables
{
    /// <summary>The measure revisions in force, as the log brought them.</summary>
    public const string Measures = "poverty_measures";

    /// <summary>How far a measure adopted when households were known already has been worked out for them.</summary>
    public const string Fills = "poverty_fills";

    /// <summary>What was believed of a household under a measure: when it was so, and when the system learned it.</summary>
    public const string Assessments = "poverty_assessments";

    /// <summary>Households and persons per deprivation mask: per village, and per round or current.</summary>
    public const string Tally = "poverty_tally";

    /// <summary>Households per round, village and outcome of their last visit.</summary>
    public const string Visits = "poverty_visits";

    /// <summary>Households expected per round and village, as the regency stated them.</summary>
    public const string Expected = "poverty_expected";

    /// <summary>Events that could not be taken into account, with the reason.</summary>
    public const string Quarantine = "poverty_quarantine";

    /// <summary>How far the projection has come.</summary>
    public const string Progress = "poverty_progress";

    /// <summary>What is kept of a household between pages; nobody else can read it.</summary>
    public const string Kept = "poverty_households";

    /// <summary>The version of the tables and of the projection.</summary>
    public const int Version = 5;

    private const string Suffix = "_v5";

    /// <summary>What persons are counted by, in assessments and in the tally.</summary>
    public const string PersonColumns = "persons, female, male, under_five, children, adults, elderly, women, men, disabled";

    /// <summary>What is read by name.</summary>
    public static IReadOnlyList<string> All { get; } = [Measures, Fills, Assessments, Tally, Visits, Expected, Quarantine, Progress];

    /// <summary>
    /// This version's tables in the order in which a rebuild empties them. The progress is the lock between all who write: whoever
    /// fills in a measure is done, or finds that there is nothing to fill in.
    /// </summary>
    public static IReadOnlyList<string> Written { get; } = [.. ((string[])[Progress, Measures, Fills, Assessments, Tally, Visits, Expected, Quarantine, Kept]).Select(OwnOf)];

    /// <summary>The table of this version behind a name.</summary>
    public static string OwnOf(string name) => name + Suffix;

    /// <summary>The tables as the projection writes them.</summary>
    internal static class Own
    {
        public const string Measures = PovertyTables.Measures + Suffix;
        public const string Fills = PovertyTables.Fills + Suffix;
        public const string Assessments = PovertyTables.Assessments + Suffix;
        public const string Tally = PovertyTables.Tally + Suffix;
        public const string Visits = PovertyTables.Visits + Suffix;
        public const string Expected = PovertyTables.Expected + Suffix;
        public const string Quarantine = PovertyTables.Quarantine + Suffix;
        public const string Progress = PovertyTables.Progress + Suffix;
        public const string Kept = PovertyTables.Kept + Suffix;
    }

    public static IEnumerable<Table> In(string schema) =>
    [
        Of(schema, Own.Measures, ["measure varchar"], ["adopted_at_sequence bigint", "effective_from date", "definition jsonb"]),
        Of(schema, Own.Fills, ["measure varchar"], ["adopted_at_sequence bigint", "households bigint", "filled bigint", "filled_up_to uuid", "ready boolean"]),
        AssessmentsIn(schema),
        Of(schema, Own.Tally,
            ["measure varchar", "scope varchar", "village varchar", "deprived integer", "missing integer", "flags smallint"],
            ["households bigint", .. PersonColumns.Split(", ").Select(c => $"{c} bigint")]),
        Of(schema, Own.Visits, ["round varchar", "village varchar", "outcome varchar"], ["households bigint"]),
        Of(schema, Own.Expected, ["round varchar", "village varchar"], ["households bigint"]),
        Of(schema, Own.Quarantine, ["sequence bigint"], ["event_id uuid", "event_type varchar", "reason varchar"]),
        Of(schema, Own.Progress, [], ["sequence bigint", "recorded_at timestamptz"]),
        KeptIn(schema),
    ];

    private static Table AssessmentsIn(string schema)
    {
        // The rows of a household lie together, whatever the measure: a page of events touches half as many pages of the index.
        var table = OfHouseholds(schema, Own.Assessments,
            ["measure varchar", "valid_from timestamptz", "counts_in_round boolean", "known_from bigint"],
            ["submission uuid", "round varchar", "village varchar",
                "deprived integer", "missing integer", "flags smallint", .. PersonColumns.Split(", ").Select(c => $"{c} integer")]);
        table.AddColumn("valid_to", "timestamptz");
        table.AddColumn("known_to", "bigint");
        foreach (var column in (string[])["rt", "rw", "dasa_wisma"]) table.AddColumn(column, "varchar");
        foreach (var index in LaterIndexes.All) table.Indexes.Add(index);
        // What moved a figure between two places of the log: rows lie in the order of the log, but for those of a measure filled in.
        table.Indexes.Add(new IndexDefinition($"{Own.Assessments}_known_from") { Columns = ["known_from"], Method = IndexMethod.brin });
        return table;
    }

    private static Table KeptIn(string schema)
    {
        var table = OfHouseholds(schema, Own.Kept, [], []);
        table.AddColumn("state", "bytea");
        return table;
    }

    // The household comes first in the key: of fixed length and nearly always enough to tell two rows apart, it makes every lookup much cheaper.
    private static Table OfHouseholds(string schema, string name, string[] keys, string[] columns) =>
        With(TenantTable.Named(schema, name, "household", "uuid"), keys, columns);

    private static Table Of(string schema, string name, string[] keys, string[] columns) => With(TenantTable.Named(schema, name), keys, columns);

    private static Table With(Table table, string[] keys, string[] columns)
    {
        foreach (var key in keys) table.AddColumn(key.Split(' ')[0], key.Split(' ')[1]).AsPrimaryKey();
        foreach (var column in columns) table.AddColumn(column.Split(' ')[0], column.Split(' ')[1]).NotNull();
        return table;
    }
}
