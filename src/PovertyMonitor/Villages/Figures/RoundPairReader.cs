using Npgsql;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Villages.Figures;

/// <summary>What became of households between two rounds, seen from an area.</summary>
internal enum RoundFlow
{
    /// <summary>Counted in the area in both rounds.</summary>
    Stayed,

    /// <summary>Counted in the area first and elsewhere then.</summary>
    MovedOut,

    /// <summary>Counted elsewhere first and in the area then.</summary>
    MovedIn,

    /// <summary>Counted in the area in the second round only.</summary>
    Found,

    /// <summary>Counted in the area in the first round only.</summary>
    NotInterviewedAgain,
}

/// <summary>Households with the same masks in both rounds.</summary>
/// <param name="Flow">What became of them.</param>
/// <param name="First">Their cell in the first round.</param>
/// <param name="Second">Their cell in the second.</param>
internal sealed record FlowCell(RoundFlow Flow, MaskCell? First, MaskCell? Second);

/// <summary>Reads how an area's households were counted in two rounds.</summary>
internal sealed class RoundPairReader(NpgsqlDataSource database)
{
    /// <summary>The households by what became of them and by their masks.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="first">The question about the first round.</param>
    /// <param name="second">The second round.</param>
    /// <param name="area">The area.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<FlowCell>> ReadAsync(string tenant, FigureQuestion first, string second, string area, CancellationToken ct)
    {
        var counted = $"""
            select household, deprived, missing, {FigureReader.ColumnOf(first.Slice.Persons)} as persons, village = $4 or village like $4 || '.%' as here
            from {PovertyTables.Assessments} a where a.tenant_id = $1 and a.measure = $2 and a.counts_in_round and a.round = @round
                and a.known_from <= $5 and (a.known_to is null or a.known_to > $5) and a.flags & $6 = $6
            """;
        await using var command = database.CreateCommand($"""
            with one as ({counted.Replace("@round", "$3", StringComparison.Ordinal)}), two as ({counted.Replace("@round", "$7", StringComparison.Ordinal)})
            select coalesce(one.here, false), coalesce(two.here, false), one.household is not null, two.household is not null,
                one.deprived, one.missing, two.deprived, two.missing, count(*), sum(one.persons)::bigint, sum(two.persons)::bigint
            from one full join two using (household) where one.here or two.here
            group by 1, 2, 3, 4, 5, 6, 7, 8
            """);
        foreach (var text in new[] { tenant, first.Measure.Id, first.Round!, area }) command.Parameters.Add(new() { Value = text });
        command.Parameters.Add(new() { Value = first.Slice.Known?.Sequence ?? long.MaxValue });
        command.Parameters.Add(new() { Value = (short)first.Slice.Households });
        command.Parameters.Add(new() { Value = second });
        var cells = new List<FlowCell>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            MaskCell? Cell(int masks, int persons) =>
                rows.IsDBNull(masks) ? null : new((uint)rows.GetInt32(masks), (uint)rows.GetInt32(masks + 1), rows.GetInt64(8), rows.GetInt64(persons));
            cells.Add(new(FlowOf(rows.GetBoolean(0), rows.GetBoolean(1), rows.GetBoolean(2), rows.GetBoolean(3)), Cell(4, 9), Cell(6, 10)));
        }
        return cells;
    }

    private static RoundFlow FlowOf(bool hereFirst, bool hereThen, bool first, bool second) => (hereFirst, hereThen) switch
    {
        (true, true) => RoundFlow.Stayed,
        (true, false) => second ? RoundFlow.MovedOut : RoundFlow.NotInterviewedAgain,
        _ => first ? RoundFlow.MovedIn : RoundFlow.Found,
    };
}
