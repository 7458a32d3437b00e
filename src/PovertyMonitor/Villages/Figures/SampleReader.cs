using NodaTime;
using Npgsql;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Villages.Figures;

/// <summary>A household interviewed in a round that visits a sample.</summary>
/// <param name="Village">The village that counts it.</param>
/// <param name="IsAsked">Whether it is of the area and the part that are asked for.</param>
/// <param name="Masks">How it counts.</param>
/// <param name="Stratum">Its stratum; <see langword="null"/> where it is not in the sample, and so stands for nobody.</param>
/// <param name="Psu">Its primary sampling unit.</param>
/// <param name="Weight">How many households it stands for.</param>
internal sealed record SampledHousehold(string Village, bool IsAsked, CountedMasks Masks, string? Stratum, string? Psu, double Weight);

/// <summary>Reads the households of a sample round with the units and weights of its design.</summary>
internal sealed class SampleReader(NpgsqlDataSource database, RoundDesigns designs)
{
    /// <summary>Whether a round visits a sample.</summary>
    public async Task<bool> IsSampleAsync(string tenant, string? round, CancellationToken ct) =>
        round is not null && await designs.FindAsync(tenant, round, ct) is { Kind: RoundKind.Sample };

    /// <summary>All households that a round counts: of a part, too, the errors follow from all units.</summary>
    public async Task<(AsOf? AsOf, IReadOnlyList<SampledHousehold> Households)> ReadAsync(string tenant, FigureQuestion question, string area, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select p.sequence, p.recorded_at, f.* from {PovertyTables.Progress} p left join (
                select {FigureReader.VillageOf(question.Slice)} as village, coalesce({FigureReader.Part(question.Slice)}, false) as asked, a.deprived, a.missing,
                    {FigureReader.ColumnOf(question.Slice.Persons)} as persons, s.stratum, s.psu, s.weight::float8
                from {PovertyTables.Assessments} a left join {SampleStands.Of("$1", "$3", "$7")} as s on s.household = a.household
                where {FigureReader.Held(question)} and {FigureReader.Known}) as f on true
            where p.tenant_id = $1
            """);
        FigureReader.AddAll(command.Parameters, tenant, question, area);
        AsOf? asOf = null;
        var households = new List<SampledHousehold>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            asOf ??= new(row.GetInt64(0), row.GetFieldValue<Instant>(1));
            if (row.IsDBNull(2)) break;
            var isSampled = !row.IsDBNull(7);
            households.Add(new(row.GetString(2), row.GetBoolean(3), new((uint)row.GetInt32(4), (uint)row.GetInt32(5), row.GetInt32(6)),
                isSampled ? row.GetString(7) : null, isSampled ? row.GetString(8) : null, isSampled ? row.GetDouble(9) : 0));
        }
        return (asOf, households);
    }
}
