using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages/{code}/comparison, and of districts and regencies: two measures, or two revisions of one, on the same households.</summary>
internal static class GetComparison
{
    public static void Map(IEndpointRouteBuilder api) => api.MapFigures(
        "comparison", "Comparison",
        level => (string code, string? measure, string? with, string? round, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, MeasurePairReader pairs, CancellationToken ct) =>
            HandleAsync(code, level, measure, with ?? "", round, slice, work, pairs, ct),
        (route, level) => route.Produces<ComparisonView>()
            .WithSummary($"Two measures (measure, with), or two revisions of one, on the same households of a {level}: both indices, and how many are poor under both, one or neither. k would not mean the same under both and is not taken."));

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string? measure, string with, string? round, SliceRequest slice, FigureWork work, MeasurePairReader pairs, CancellationToken ct)
    {
        var (area, question, problem) = await work.ReadAsync(code, level, measure, round, slice, ct);
        if (question is null) return problem!;
        if (question.Slice.Cutoff is not null) return VillageProblems.Invalid.Result([VillageProblems.InvalidField.At("k", ("expected", "-"))], ("count", 1));
        if (await work.Samples.IsSampleAsync(work.Tenant, round, ct)) return VillageProblems.Invalid.Result([VillageProblems.InvalidField.At("round", ("expected", "census"))], ("count", 1));
        var (other, unknown) = await FigureQuestion.ReadAsync(with, round, work.Tenant, work.Poverty, ct);
        if (other is null) return unknown!;
        var (asOf, cells) = await pairs.ReadAsync(work.Tenant, question, other.Measure.Id, code, ct);
        var second = other with { Slice = question.Slice };
        return Results.Ok(new ComparisonView(
            IndexView.Of(area!, question, asOf, MaskHistogram.Of(cells.Select(c => c.First)), null),
            IndexView.Of(area!, second, asOf, MaskHistogram.Of(cells.Select(c => c.Second)), null),
            [.. cells.GroupBy(c => (StatusOf(question, c.First), StatusOf(second, c.Second))).OrderBy(g => g.Key)
                .Select(g => new AgreementView(g.Key.Item1, g.Key.Item2, g.Sum(c => c.First.Households), g.Sum(c => c.First.Persons)))]));
    }

    private static PovertyStatus StatusOf(FigureQuestion question, MaskCell cell) => HouseholdStandings.StatusOf(question.Measure, cell.Mask, cell.Missing);
}

/// <summary>Two measures on the same households.</summary>
/// <param name="First">The index under the first.</param>
/// <param name="Second">The index under the second.</param>
/// <param name="Agreement">The households by what each measure says of them.</param>
internal sealed record ComparisonView(IndexView First, IndexView Second, IReadOnlyList<AgreementView> Agreement);

/// <summary>Households of which two measures say something.</summary>
/// <param name="First">What the first says.</param>
/// <param name="Second">What the second says.</param>
/// <param name="Households">How many.</param>
/// <param name="Persons">Persons in them.</param>
internal sealed record AgreementView(PovertyStatus First, PovertyStatus Second, long Households, long Persons);
