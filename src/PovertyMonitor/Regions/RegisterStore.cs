using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Regions;

/// <summary>Reads and fills the table of areas.</summary>
internal sealed class RegisterStore(NpgsqlDataSource database, IDocumentStore store)
{
    private string Table => $"{store.Options.DatabaseSchemaName}.{AreaTable.Name}";

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
        await using var rows = await command.ExecuteReaderAsync(ct);
        var areas = new List<Area>();
        while (await rows.ReadAsync(ct))
            areas.Add(new Area(AreaCode.Parse(rows.GetString(0)), rows.GetString(1),
                Finite(rows.GetFieldValue<LocalDate>(2)), Finite(rows.GetFieldValue<LocalDate>(3))));
        return new Register(areas);
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
