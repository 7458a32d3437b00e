using Npgsql;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>The table of how many households rounds expect, per village and per Dasa Wisma group, written with the events that state it.</summary>
internal static class ExpectedTable
{
    public const string Name = "round_expected";

    /// <summary>The group of a row that is about the whole village.</summary>
    public const string WholeVillage = "";

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Name);
        table.AddColumn("round", "varchar").AsPrimaryKey();
        table.AddColumn("village", "varchar").AsPrimaryKey();
        table.AddColumn("group_key", "varchar").AsPrimaryKey();
        table.AddColumn("dasa_wisma", "varchar");
        table.AddColumn("households", "integer").NotNull();
        return table;
    }

    /// <summary>Writes what was stated.</summary>
    public static NpgsqlBatchCommand Write(string tenant, string round, IReadOnlyDictionary<string, int> villages, IReadOnlyList<GroupExpectation> groups) => new($"""
        insert into {Name} (tenant_id, round, village, group_key, dasa_wisma, households)
        select $1, $2, r.* from unnest($3::text[], $4::text[], $5::text[], $6::integer[]) as r
        on conflict (tenant_id, round, village, group_key) do update set dasa_wisma = excluded.dasa_wisma, households = excluded.households
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = round },
            Columns.Texts([.. villages.Keys, .. groups.Select(g => g.Village)]),
            Columns.Texts([.. villages.Select(_ => WholeVillage), .. groups.Select(g => Round.KeyOf(g.DasaWisma))]),
            Columns.Texts([.. villages.Select(_ => (string?)null), .. groups.Select(g => g.DasaWisma)]),
            new() { Value = villages.Values.Concat(groups.Select(g => g.Households)).ToArray() },
        },
    };
}

/// <summary>Fills the table from the log, once: a store that is older than the table has expectations already.</summary>
internal sealed class ExpectedSeed(NpgsqlDataSource database) : ISeed
{
    /// <inheritdoc />
    public int Order => 50;

    /// <inheritdoc />
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        // A row of no round says that the log was read: it is long, and nothing but these few events is looked for in it.
        await using var command = database.CreateCommand($"""
            with unread as (
                insert into {ExpectedTable.Name} (tenant_id, round, village, group_key, households) values ($1, '', '', '', 0) on conflict do nothing returning tenant_id)
            insert into {ExpectedTable.Name} (tenant_id, round, village, group_key, households)
            select distinct on (e.data->>'round', v.key) e.tenant_id, e.data->>'round', v.key, '{ExpectedTable.WholeVillage}', v.value::integer
            from mt_events e, jsonb_each_text(e.data->'households') v
            where e.tenant_id = $1 and e.type = 'households_expected' and exists (select 1 from unread)
            order by e.data->>'round', v.key, e.seq_id desc
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = tenant });
        await command.ExecuteNonQueryAsync(ct);
    }
}
