using Npgsql;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>The table of rounds that were opened: what the doors ask for every submission.</summary>
internal static class RoundTable
{
    public const string Name = "survey_rounds";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("round", "varchar").AsPrimaryKey();
        table.AddColumn("is_open", "boolean").NotNull();
        return table;
    }

    /// <summary>Writes whether a round is open.</summary>
    public static NpgsqlBatchCommand Write(string tenant, string round, bool isOpen) => new(
        $"insert into {Name} (tenant_id, round, is_open) values ($1, $2, $3) on conflict (tenant_id, round) do update set is_open = excluded.is_open")
    {
        Parameters = { new() { Value = tenant }, new() { Value = round }, new() { Value = isOpen } },
    };
}
