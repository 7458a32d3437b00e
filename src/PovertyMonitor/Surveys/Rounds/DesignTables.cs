using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>The tables of rounds' designs and samples, written with the events that state them.</summary>
internal static class DesignTables
{
    public const string Designs = "round_designs";
    public const string Sample = "round_sample";

    public static IEnumerable<Table> In(string schema) => [DesignsIn(schema), SampleIn(schema)];

    /// <summary>Writes a design; a census has no sample.</summary>
    public static NpgsqlBatchCommand Write(string tenant, RoundDesigned design) => new($"""
        with gone as (delete from {Sample} where tenant_id = $1 and round = $2 and $3 = 'census')
        insert into {Designs} (tenant_id, round, kind, from_date, until_date, grace_days, measure) values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (tenant_id, round) do update set kind = excluded.kind, from_date = excluded.from_date, until_date = excluded.until_date,
            grace_days = excluded.grace_days, measure = excluded.measure
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = design.Round }, new() { Value = NameOf(design.Kind), NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = design.From }, new() { Value = design.Until }, new() { Value = design.GraceDays },
            new() { Value = (object?)design.Measure ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
        },
    };

    /// <summary>Writes a sample in place of the one before.</summary>
    public static NpgsqlBatchCommand Write(string tenant, string round, IReadOnlyCollection<SampleUnit> units) => new($"""
        with news as materialized (select * from unnest($3::uuid[], $4::text[], $5::text[], $6::numeric[]) as n(household, stratum, psu, weight)),
            gone as (delete from {Sample} as s where s.tenant_id = $1 and s.round = $2 and not exists (select 1 from news n where n.household = s.household_id))
        insert into {Sample} (tenant_id, round, household_id, stratum, psu, weight) select $1, $2, household, stratum, psu, weight from news
        on conflict (tenant_id, round, household_id) do update set stratum = excluded.stratum, psu = excluded.psu, weight = excluded.weight
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = round }, new() { Value = units.Select(u => u.Household).ToArray() },
            Columns.Texts(units.Select(u => u.Stratum)), Columns.Texts(units.Select(u => u.Psu)), Columns.Of(units.Select(u => u.Weight), NpgsqlDbType.Numeric),
        },
    };

    /// <summary>The condition in SQL that a round visits a sample.</summary>
    /// <param name="tenant">The expression of the regency.</param>
    /// <param name="round">The expression of the round.</param>
    public static string IsSample(string tenant, string round) => $"exists (select 1 from {Designs} k where k.tenant_id = {tenant} and k.round = {round} and k.kind = 'sample')";

    /// <summary>How a kind is written.</summary>
    public static string NameOf(RoundKind kind) => kind.ToString().ToLowerInvariant();

    private static Table DesignsIn(string schema)
    {
        var table = TenantTable.Named(schema, Designs);
        table.AddColumn("round", "varchar").AsPrimaryKey();
        table.AddColumn("kind", "varchar").NotNull();
        table.AddColumn("from_date", "date").NotNull();
        table.AddColumn("until_date", "date").NotNull();
        table.AddColumn("grace_days", "integer").NotNull();
        table.AddColumn("measure", "varchar");
        return table;
    }

    private static Table SampleIn(string schema)
    {
        var table = TenantTable.Named(schema, Sample);
        table.AddColumn("round", "varchar").AsPrimaryKey();
        table.AddColumn("household_id", "uuid").AsPrimaryKey();
        table.AddColumn("stratum", "varchar").NotNull();
        table.AddColumn("psu", "varchar").NotNull();
        table.AddColumn("weight", "numeric").NotNull();
        return table;
    }
}
