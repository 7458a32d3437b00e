using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Villages.Figures;

/// <summary>A household that a figure counts.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Village">The village that counts it.</param>
/// <param name="Place">Where it lived.</param>
/// <param name="ValidFrom">Since when it was so.</param>
/// <param name="Submission">The interview it rests on.</param>
/// <param name="Round">That interview's round.</param>
/// <param name="KnownFrom">The event since which the system holds it.</param>
/// <param name="Masks">How it counts.</param>
internal sealed record ListedInFigure(Guid Household, string Village, Place Place, Instant ValidFrom, Guid Submission, string Round, long KnownFrom, CountedMasks Masks);

/// <summary>Reads the households behind a figure of any slice, by village and household.</summary>
internal sealed class CountedList(NpgsqlDataSource database)
{
    private static readonly string IsCounted = SampleStands.Counts("a.household", "$1", "$3", "$7");

    /// <summary>The pairs of masks among them.</summary>
    public async Task<IReadOnlyList<(uint Deprived, uint Missing)>> MasksAsync(string tenant, FigureQuestion question, string area, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select distinct a.deprived, a.missing from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and {FigureReader.Known} and {IsCounted}");
        FigureReader.AddAll(command.Parameters, tenant, question, area);
        var masks = new List<(uint, uint)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) masks.Add(((uint)row.GetInt32(0), (uint)row.GetInt32(1)));
        return masks;
    }

    /// <summary>Those with some masks, after a place of the list.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="question">The figure's question.</param>
    /// <param name="area">The area.</param>
    /// <param name="masks">The masks.</param>
    /// <param name="after">The village and the household of the last one before.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<ListedInFigure>> ReadAsync(
        string tenant, FigureQuestion question, string area, IReadOnlyCollection<(uint Deprived, uint Missing)> masks, (string Village, Guid Household) after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select f.* from (
                select a.household, {FigureReader.VillageOf(question.Slice)} as village, a.rt, a.rw, a.dasa_wisma, a.valid_from, a.submission, a.round, a.known_from,
                    a.deprived, a.missing, {FigureReader.ColumnOf(question.Slice.Persons)} as persons
                from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and {FigureReader.Known} and {IsCounted}) as f
            where (f.deprived, f.missing) in (select * from unnest(${FigureReader.Next}::integer[], ${FigureReader.Next + 1}::integer[]))
                and (f.village, f.household) > (${FigureReader.Next + 2}, ${FigureReader.Next + 3})
            order by f.village, f.household limit ${FigureReader.Next + 4}
            """);
        FigureReader.AddAll(command.Parameters, tenant, question, area);
        command.Parameters.Add(new() { Value = masks.Select(m => (int)m.Deprived).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = masks.Select(m => (int)m.Missing).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = after.Village });
        command.Parameters.Add(new() { Value = after.Household });
        command.Parameters.Add(new() { Value = limit });
        var households = new List<ListedInFigure>();
        await using var row = await command.ExecuteReaderAsync(ct);
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        while (await row.ReadAsync(ct))
            households.Add(new(row.GetGuid(0), row.GetString(1), new(row.GetString(1), Text(2), Text(3), Text(4)), row.GetFieldValue<Instant>(5), row.GetGuid(6), row.GetString(7), row.GetInt64(8),
                new((uint)row.GetInt32(9), (uint)row.GetInt32(10), row.GetInt32(11))));
        return households;
    }
}
