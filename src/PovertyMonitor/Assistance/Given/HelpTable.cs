using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Assistance.Given;

/// <summary>The table of what was given to households, written with the events: what lists ask for.</summary>
internal static class HelpTable
{
    public const string Name = "household_assistance";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("household_id", "uuid").AsPrimaryKey();
        table.AddColumn("assistance_id", "uuid").AsPrimaryKey();
        table.AddColumn("programme", "varchar").NotNull();
        table.AddColumn("given_on", "date").NotNull();
        table.AddColumn("amount", "bigint");
        table.AddColumn("service", "varchar");
        table.AddColumn("agency", "varchar").NotNull();
        return table;
    }

    /// <summary>Writes what was given.</summary>
    public static NpgsqlBatchCommand Write(string tenant, Guid household, AssistanceRecorded given) => new($"""
        insert into {Name} (tenant_id, household_id, assistance_id, programme, given_on, amount, service, agency) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = household }, new() { Value = given.AssistanceId }, new() { Value = given.Programme }, new() { Value = given.GivenOn },
            new() { Value = (object?)given.Amount ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = (object?)given.Service ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = given.Agency },
        },
    };
}
