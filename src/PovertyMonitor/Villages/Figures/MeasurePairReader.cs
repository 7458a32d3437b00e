using NodaTime;
using Npgsql;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Households with the same masks under two measures.</summary>
/// <param name="First">Their cell under the first.</param>
/// <param name="Second">Their cell under the second.</param>
internal sealed record MeasureCell(MaskCell First, MaskCell Second);

/// <summary>Reads the same households under two measures.</summary>
internal sealed class MeasurePairReader(NpgsqlDataSource database)
{
    /// <summary>The households that both measures have assessed, by their masks.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="question">The question under the first measure.</param>
    /// <param name="second">The second measure's id.</param>
    /// <param name="area">The area.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(AsOf? AsOf, IReadOnlyList<MeasureCell> Cells)> ReadAsync(string tenant, FigureQuestion question, string second, string area, CancellationToken ct)
    {
        var persons = FigureReader.ColumnOf(question.Slice.Persons);
        var other = FigureReader.Scope(question).Replace("a.measure = $2", $"a.measure = ${FigureReader.Next} and $2 is not null", StringComparison.Ordinal);
        await using var command = database.CreateCommand($"""
            select p.sequence, p.recorded_at, f.d1, f.m1, f.d2, f.m2, f.households, f.persons
            from {PovertyTables.Progress} p left join (
                select one.deprived as d1, one.missing as m1, two.deprived as d2, two.missing as m2, count(*) as households, sum(one.persons)::bigint as persons
                from (select household, deprived, missing, {persons} as persons from {PovertyTables.Assessments} a where {FigureReader.Scope(question)} and {FigureReader.Known}) as one
                join (select household, deprived, missing from {PovertyTables.Assessments} a where {other} and {FigureReader.Known}) as two using (household)
                group by 1, 2, 3, 4) as f on true
            where p.tenant_id = $1
            """);
        FigureReader.AddAll(command.Parameters, tenant, question, area);
        command.Parameters.Add(new() { Value = second });
        AsOf? asOf = null;
        var cells = new List<MeasureCell>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            asOf ??= new(row.GetInt64(0), row.GetFieldValue<Instant>(1));
            if (row.IsDBNull(2)) break;
            MaskCell Cell(int at) => new((uint)row.GetInt32(at), (uint)row.GetInt32(at + 1), row.GetInt64(6), row.GetInt64(7));
            cells.Add(new(Cell(2), Cell(4)));
        }
        return (asOf, cells);
    }
}
