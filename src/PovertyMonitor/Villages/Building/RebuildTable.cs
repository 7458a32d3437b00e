using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Villages.Building;

/// <summary>The rebuilds that are asked for or under way. No table of the projection: a rebuild must not forget that it is one.</summary>
internal static class RebuildTable
{
    public const string Name = "poverty_rebuilds";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("up_to", "bigint").NotNull();
        table.AddColumn("asked_at", "timestamptz").NotNull();
        table.AddColumn("asked_by", "varchar").NotNull();
        return table;
    }
}
