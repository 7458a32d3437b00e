using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Regions;

/// <summary>Reads and fills the table of areas.</summary>
internal sealed class RegisterStore(NpgsqlDataSource database, IDocumentStore store)
{
    private string Table => $"{store.Options.DatabaseSchemaName}.{AreaTable.Name}";

    private string Successions => $"{store.Options.DatabaseSchemaName}.{SuccessionTable.Name}";

    /// <summary>The codes of the regencies that have a register.</summary>
    public async Task<IReadOnlyList<AreaCode>> RegenciesAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select distinct tenant_id from {Table} order by 1");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var codes = new List<AreaCode>();
        while (await rows.ReadAsync(ct))
            codes.Add(AreaCode.Parse(rows.GetString(0)));
        return codes;
    }

    /// <summary>The areas of a regency, empty where none are stored.</summary>
    public async Task<Register> ReadAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select code, name, valid_from, valid_to from {Table} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        var areas = new List<Area>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct))
                areas.Add(new Area(AreaCode.Parse(rows.GetString(0)), rows.GetString(1),
                    Finite(rows.GetFieldValue<LocalDate>(2)), Finite(rows.GetFieldValue<LocalDate>(3))));
        return new Register(areas, await SuccessionsAsync(tenant, ct));
    }

    /// <summary>States what became of a village: it ends where nothing of it is left, and what it became begins.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="source">The village.</param>
    /// <param name="target">What it became, with its first day.</param>
    /// <param name="hamlets">The hamlets that went; <see langword="null"/> for the whole village.</param>
    /// <param name="by">Who states it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task ChangeAsync(string tenant, Area source, Area target, string[]? hamlets, string by, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with ended as (
                update {Table} set valid_to = $5 where tenant_id = $1 and code = $2 and valid_to = 'infinity' and valid_from < $5 and $6 = array['{SuccessionTable.WholeVillage}']),
            begun as (
                insert into {Table} (tenant_id, code, name, valid_from, valid_to)
                select $1, $3, $4, $5, 'infinity'::date where not exists (select 1 from {Table} where tenant_id = $1 and code = $3))
            insert into {Successions} (tenant_id, source, rw, since, target, stated_by)
            select $1, $2, rw, $5, $3, $7 from unnest($6) as rw
            on conflict (tenant_id, source, rw, since) do update set target = excluded.target, stated_by = excluded.stated_by
            """);
        foreach (var text in new[] { tenant, source.Code.ToString(), target.Code.ToString(), target.Name }) command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = target.ValidFrom!.Value });
        command.Parameters.Add(new() { Value = hamlets ?? [SuccessionTable.WholeVillage], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = by });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<Succession>> SuccessionsAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select source, target, rw, since from {Successions} where tenant_id = $1 order by since, source, rw");
        command.Parameters.Add(new() { Value = tenant });
        await using var row = await command.ExecuteReaderAsync(ct);
        var successions = new List<Succession>();
        while (await row.ReadAsync(ct))
            successions.Add(new(AreaCode.Parse(row.GetString(0)), AreaCode.Parse(row.GetString(1)),
                row.GetString(2) is { Length: > 0 } rw ? rw : null, row.GetFieldValue<LocalDate>(3)));
        return successions;
    }

    /// <summary>Adds what is not yet there, in one statement; says how many rows that were.</summary>
    public async Task<int> AddMissingAsync(string tenant, IReadOnlyCollection<Area> areas, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {Table} (tenant_id, code, name, valid_from, valid_to)
            select $1, r.* from unnest($2, $3, $4, $5) as r(code, name, valid_from, valid_to)
            on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = areas.Select(a => a.Code.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = areas.Select(a => a.Name).ToArray() });
        command.Parameters.Add(Days(areas.Select(a => a.ValidFrom ?? LocalDate.MinIsoValue)));
        command.Parameters.Add(Days(areas.Select(a => a.ValidTo ?? LocalDate.MaxIsoValue)));
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Days(IEnumerable<LocalDate> days) =>
        new() { Value = days.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

    // Npgsql maps the infinite dates of PostgreSQL to the ends of NodaTime's calendar, and back.
    private static LocalDate? Finite(LocalDate day) => day == LocalDate.MinIsoValue || day == LocalDate.MaxIsoValue ? null : day;
}
