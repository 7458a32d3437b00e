using System.Globalization;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages/{code}/why, and of districts and regencies: what a figure rests on, and which events moved it.</summary>
internal static class GetWhy
{
    private const int MostMoves = 500;
    private static readonly Role[] SeeHouseholds = [Role.Dinsos, Role.Village, Role.District];

    public static void Map(IEndpointRouteBuilder api) => api.MapFigures(
        "why", "Why",
        level => (string code, string? since, string? after, string? measure, string? round, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, MoveReader moves, CancellationToken ct) =>
            HandleAsync(code, level, since, after, measure, round, slice, work, moves, ct),
        (route, level) => route.Produces<WhyView>()
            .WithSummary($"Why a {level}'s figure is what it is: measure and version, rule for missing answers, n, coverage, last event; and the events that moved it since an earlier one (since: a day or an event's number) up to knownOn or knownAt, in pages (after). Households are shown to Dinas Sosial, the village and the district."));

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string? since, string? after, string? measure, string? round, SliceRequest slice, FigureWork work, MoveReader moves, CancellationToken ct)
    {
        var (area, question, problem) = await work.ReadAsync(code, level, measure, round, slice, ct);
        if (question is null) return problem!;
        var (from, wrong) = await SinceAsync(since, work, ct);
        if (wrong is not null) return wrong;
        var cursor = (Sequence: from + 1, Household: Guid.Empty);
        if (after is not null && !TryRead(after, out cursor)) return VillageProblems.Invalid.Result([VillageProblems.InvalidField.At("after", ("expected", "next"))], ("count", 1));
        var figures = await work.Source.OfAsync(work.Tenant, question, code, ct);
        var earlier = question with { Slice = question.Slice with { Known = new(from, null) } };
        var before = await work.Source.OfAsync(work.Tenant, earlier, code, ct);
        var read = await moves.ReadAsync(work.Tenant, question, code, cursor.Sequence, cursor.Household, MostMoves + 1, ct);
        var shown = read.Take(MostMoves).Select(m => MoveView.Of(m, question, SeeHouseholds.Contains(work.Caller.Role))).ToList();
        return Results.Ok(new WhyView(
            IndexView.Of(area!, question, figures), from, TrendPoint.Of(round, null, earlier, before), shown,
            read.Count > MostMoves ? $"{read[MostMoves - 1].Sequence}_{read[MostMoves - 1].Household:N}" : null));
    }

    private static async Task<(long Sequence, ProblemResult? Problem)> SinceAsync(string? since, FigureWork work, CancellationToken ct)
    {
        if (since is null) return (0, null);
        var isNumber = long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var (slice, problem) = await new SliceRequest(isNumber ? null : since, isNumber ? since : null, null, null, null, null, null, null, null, null).ReadAsync(null, work, ct);
        return problem is null ? (slice.Known!.Sequence, null)
            : (0, VillageProblems.Invalid.Result([VillageProblems.InvalidField.At("since", ("expected", "2026-03-01, 12345"))], ("count", 1)));
    }

    private static bool TryRead(string cursor, out (long Sequence, Guid Household) read)
    {
        read = default;
        var parts = cursor.Split('_');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || !Guid.TryParseExact(parts[1], "N", out var household)) return false;
        read = (sequence, household);
        return true;
    }
}

/// <summary>Why a figure is what it is.</summary>
/// <param name="Index">The figure, with its measure, rule, n, coverage and last event.</param>
/// <param name="Since">The event that the moves are counted from.</param>
/// <param name="Before">The figure as it was known then.</param>
/// <param name="Moves">The events that moved it, in the order of the log.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; absent on the last.</param>
internal sealed record WhyView(IndexView Index, long Since, TrendPoint Before, IReadOnlyList<MoveView> Moves, string? Next);

/// <summary>An event that moved a figure.</summary>
/// <param name="Sequence">Its number in the log.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Event">Its kind, such as <c>interview_completed</c>.</param>
/// <param name="Household">The household, for those who may see it.</param>
/// <param name="Before">How the household counted before; absent where it did not.</param>
/// <param name="After">How it counts since; absent where it does not.</param>
internal sealed record MoveView(long Sequence, Instant RecordedAt, string Event, Guid? Household, MoveSide? Before, MoveSide? After)
{
    public static MoveView Of(FigureMove move, FigureQuestion question, bool withHousehold) => new(
        move.Sequence, move.RecordedAt, move.Event, withHousehold ? move.Household : null, MoveSide.Of(move.Before, question), MoveSide.Of(move.After, question));
}

/// <summary>How a household counts.</summary>
/// <param name="Persons">Its persons.</param>
/// <param name="Poor">Whether it is poor; absent where the measure can't say.</param>
/// <param name="Deprivations">The codes of the indicators it is deprived in.</param>
internal sealed record MoveSide(long Persons, bool? Poor, IReadOnlyList<string> Deprivations)
{
    public static MoveSide? Of(CountedMasks? counted, FigureQuestion question)
    {
        if (counted is not { } c) return null;
        var index = question.IndexOf(MaskHistogram.Of([new MaskCell(c.Deprived, c.Missing, 1, 1)]));
        return new(c.Persons, index.HouseholdsUsed == 0 ? null : index.PoorHouseholds == 1,
            [.. question.Measure.Structure.Indicators.Where((_, j) => (c.Deprived & (1u << j)) != 0).Select(i => i.Code)]);
    }
}
