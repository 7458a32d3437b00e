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

    /// <summary>Counted in the area in both rounds, but no longer of the kind asked for.</summary>
    LeftKind,

    /// <summary>Counted in the area in both rounds, and since then of the kind asked for.</summary>
    JoinedKind,
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
        var slice = first.Slice;
        var one = $"""
            select household, deprived, missing, {FigureReader.ColumnOf(slice.Persons)} as persons, {FigureReader.Inside(slice)} as here, {FigureReader.OfKind} as kind
            from {PovertyTables.Assessments} a where {FigureReader.Held(first)} and {FigureReader.Known}
            """;
        await using var command = database.CreateCommand($"""
            with one as ({one}), two as ({one.Replace("a.round = $3", $"a.round = ${FigureReader.Next}", StringComparison.Ordinal)})
            select coalesce(one.here, false), coalesce(one.here and one.kind, false), coalesce(two.here, false), coalesce(two.here and two.kind, false),
                one.household is not null, two.household is not null,
                one.deprived, one.missing, two.deprived, two.missing, count(*), sum(one.persons)::bigint, sum(two.persons)::bigint
            from one full join two using (household) where one.here and one.kind or two.here and two.kind
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
            """);
        FigureReader.AddAll(command.Parameters, tenant, first, area);
        command.Parameters.Add(new() { Value = second });
        var cells = new List<FlowCell>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            MaskCell? Cell(int masks, int persons) =>
                rows.IsDBNull(masks) ? null : new((uint)rows.GetInt32(masks), (uint)rows.GetInt32(masks + 1), rows.GetInt64(10), rows.GetInt64(persons));
            var flow = FlowOf(new(rows.GetBoolean(0), rows.GetBoolean(1), rows.GetBoolean(4)), new(rows.GetBoolean(2), rows.GetBoolean(3), rows.GetBoolean(5)));
            cells.Add(new(flow, Cell(6, 11), Cell(8, 12)));
        }
        return cells;
    }

    /// <summary>What became of a household. Pure.</summary>
    public static RoundFlow FlowOf(RoundSide first, RoundSide second) => (first.IsCounted, second.IsCounted) switch
    {
        (true, true) => RoundFlow.Stayed,
        (true, false) => !second.IsInterviewed ? RoundFlow.NotInterviewedAgain : second.IsHere ? RoundFlow.LeftKind : RoundFlow.MovedOut,
        _ => !first.IsInterviewed ? RoundFlow.Found : first.IsHere ? RoundFlow.JoinedKind : RoundFlow.MovedIn,
    };
}

/// <summary>A household in one round, seen from an area.</summary>
/// <param name="IsHere">Whether it lived in the area.</param>
/// <param name="IsCounted">Whether it did, and was of the kind asked for.</param>
/// <param name="IsInterviewed">Whether it was interviewed at all.</param>
internal readonly record struct RoundSide(bool IsHere, bool IsCounted, bool IsInterviewed);
