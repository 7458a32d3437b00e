using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages/{code}/index, and the same of a district and a regency: exact sums of their villages.</summary>
internal static class GetIndex
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Map(api, "villages", AreaLevel.Village, "GetVillageIndex");
        Map(api, "districts", AreaLevel.District, "GetDistrictIndex");
        Map(api, "regencies", AreaLevel.Regency, "GetRegencyIndex");
    }

    private static void Map(IEndpointRouteBuilder api, string path, AreaLevel level, string name) => api
        .MapGet($"/{path}/{{code}}/index", (string code, string? measure, string? round, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, CancellationToken ct) =>
            HandleAsync(code, level, measure, round, slice, work, ct))
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
        .WithName(name)
        .WithSummary($"The poverty index of a {level.ToString().ToLowerInvariant()}: of a round, or the current one; as known on a day (knownOn) or at an event (knownAt), as true on a day (on), under any cutoff (k), of kinds of households, of persons, of a Dasa Wisma group.")
        .Produces<IndexView>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string? measure, string? round, SliceRequest slice, FigureWork work, CancellationToken ct)
    {
        var (area, question, problem) = await work.ReadAsync(code, level, measure, round, slice, ct);
        if (question is null) return problem!;
        var figures = await work.Figures.HistogramsAsync(work.Tenant, question, code, ct);
        // Visits are kept as they are known now and of everybody: beside anything else they would say something wrong.
        var coverage = round is null || question.Slice with { Cutoff = null } != FigureSlice.Whole ? null
            : Coverage.Of([.. (await work.Poverty.VisitsAsync(work.Tenant, round, code, ct)).Values]);
        return Results.Ok(IndexView.Of(area!, question, figures.AsOf, figures.Sum, coverage));
    }
}
