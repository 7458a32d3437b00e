using Npgsql;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Programmes;

/// <summary>An assistance programme that the regency knows.</summary>
/// <param name="Code">Its code, such as PKH.</param>
/// <param name="Name">Its name.</param>
/// <param name="Agency">The code of the agency that runs it.</param>
/// <param name="Kind">What it gives.</param>
/// <param name="Field">Whose field it is: Dinas Sosial's or Dinas Kesehatan's.</param>
/// <param name="National">Whether it is a national programme.</param>
/// <param name="Aliases">Other words for it in register files.</param>
internal sealed record Programme(
    string Code, ProgrammeName Name, string Agency, ProgrammeKind Kind, ProgrammeField Field, bool National, IReadOnlyList<string> Aliases)
{
    /// <summary>The name in a language.</summary>
    public string In(Language language) => language == Language.English ? Name.En : Name.Id;
}

/// <summary>Reads the register of programmes.</summary>
internal sealed class ProgrammeReader(NpgsqlDataSource database)
{
    /// <summary>The regency's programmes, by code.</summary>
    public async Task<IReadOnlyList<Programme>> ListAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select code, name_id, name_en, agency, kind, field, national, aliases from {ProgrammeTable.Name} where tenant_id = $1 order by code");
        command.Parameters.Add(new() { Value = tenant });
        var programmes = new List<Programme>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            programmes.Add(new(row.GetString(0), new(row.GetString(1), row.GetString(2)), row.GetString(3), Enum.Parse<ProgrammeKind>(row.GetString(4)),
                Enum.Parse<ProgrammeField>(row.GetString(5)), row.GetBoolean(6), row.GetFieldValue<string[]>(7)));
        return programmes;
    }

    /// <summary>A programme; <see langword="null"/> where the regency knows none of that code.</summary>
    public async Task<Programme?> FindAsync(string tenant, string? code, CancellationToken ct) =>
        (await ListAsync(tenant, ct)).FirstOrDefault(p => p.Code == code);
}
