using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>The tables of what was odd about submissions, and of where villages are.</summary>
internal static class QualityTables
{
    public const string Flags = "quality_flags";
    public const string Points = "village_reference_points";

    /// <summary>One row per flag; nothing in it identifies a person. The member is the nil id for the household or the visit.</summary>
    public static Table FlagsIn(string schema)
    {
        var table = TenantTable.Named(schema, Flags);
        table.AddColumn("submission_id", "uuid").AsPrimaryKey();
        table.AddColumn("code", "varchar").AsPrimaryKey();
        table.AddColumn("member_id", "uuid").AsPrimaryKey();
        table.AddColumn("household_id", "uuid").NotNull();
        table.AddColumn("village", "varchar").NotNull();
        table.AddColumn("enumerator", "varchar").NotNull();
        table.AddColumn("round", "varchar").NotNull();
        table.AddColumn("visited_at", "timestamptz").NotNull();
        table.AddColumn("noted_at", "timestamptz").NotNull();
        table.AddColumn("is_serious", "boolean").NotNull();
        table.AddColumn("detail", "varchar");
        table.AddColumn("checked_by", "varchar");
        table.AddColumn("checked_at", "timestamptz");
        table.AddColumn("check_reason", "varchar");
        table.Indexes.Add(new IndexDefinition("quality_flags_by_village") { Columns = ["tenant_id", "village", "noted_at"] });
        table.Indexes.Add(new IndexDefinition("quality_flags_by_household") { Columns = ["tenant_id", "household_id"] });
        table.Indexes.Add(new IndexDefinition("quality_flags_open") { Columns = ["tenant_id", "noted_at"], Predicate = "is_serious and checked_at is null" });
        return table;
    }

    /// <summary>One row per village whose place was said.</summary>
    public static Table PointsIn(string schema)
    {
        var table = TenantTable.Named(schema, Points);
        table.AddColumn("village", "varchar").AsPrimaryKey();
        table.AddColumn("latitude", "double precision").NotNull();
        table.AddColumn("longitude", "double precision").NotNull();
        table.AddColumn("radius_metres", "integer").NotNull();
        return table;
    }
}
