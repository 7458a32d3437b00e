using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Assistance.Programmes;

/// <summary>The table of programmes, written with the events that state them.</summary>
internal static class ProgrammeTable
{
    public const string Name = "assistance_programmes";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("code", "varchar").AsPrimaryKey();
        table.AddColumn("name_id", "varchar").NotNull();
        table.AddColumn("name_en", "varchar").NotNull();
        table.AddColumn("agency", "varchar").NotNull();
        table.AddColumn("kind", "varchar").NotNull();
        table.AddColumn("field", "varchar").NotNull();
        table.AddColumn("national", "boolean").NotNull();
        table.AddColumn("aliases", "varchar[]").NotNull();
        return table;
    }

    /// <summary>Writes a programme as it is stated.</summary>
    public static NpgsqlBatchCommand Write(string tenant, ProgrammeStated p) => new($"""
        insert into {Name} (tenant_id, code, name_id, name_en, agency, kind, field, national, aliases) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant_id, code) do update set name_id = excluded.name_id, name_en = excluded.name_en, agency = excluded.agency,
            kind = excluded.kind, field = excluded.field, national = excluded.national, aliases = excluded.aliases
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = p.Code }, new() { Value = p.Name.Id }, new() { Value = p.Name.En }, new() { Value = p.Agency },
            new() { Value = p.Kind.ToString() }, new() { Value = p.Field.ToString() }, new() { Value = p.National }, Columns.Of(p.Aliases, NpgsqlDbType.Varchar),
        },
    };
}

/// <summary>The event stream of a programme.</summary>
internal static class ProgrammeStream
{
    private static readonly Guid Space = new("a6a1f0d2-2c67-4d7e-9a1c-7f0f5a0f7b21");

    /// <summary>Its id, from the programme's code.</summary>
    public static Guid Of(string code) => NameBasedGuid.Create(Space, code);
}
