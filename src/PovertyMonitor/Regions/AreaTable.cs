using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Regions;

/// <summary>The table of the register: one row per area and time.</summary>
internal static class AreaTable
{
    /// <summary>The table's name, without its schema.</summary>
    public const string Name = "areas";

    /// <summary>The table in <paramref name="schema"/>. An open beginning or end is an infinite date.</summary>
    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("code", "varchar").AsPrimaryKey();
        table.AddColumn("valid_from", "date").AsPrimaryKey();
        table.AddColumn("valid_to", "date").NotNull();
        table.AddColumn("name", "varchar").NotNull();
        return table;
    }
}
