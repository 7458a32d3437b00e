using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Regions;

/// <summary>The table of what became of villages: one row per village, or per hamlet that went to another one.</summary>
internal static class SuccessionTable
{
    /// <summary>The table's name, without its schema.</summary>
    public const string Name = "area_successions";

    /// <summary>In place of a hamlet: the whole village.</summary>
    public const string WholeVillage = "";

    /// <summary>The table in <paramref name="schema"/>.</summary>
    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("source", "varchar").AsPrimaryKey();
        table.AddColumn("rw", "varchar").AsPrimaryKey();
        table.AddColumn("since", "date").AsPrimaryKey();
        table.AddColumn("target", "varchar").NotNull();
        table.AddColumn("stated_by", "varchar").NotNull();
        return table;
    }
}
