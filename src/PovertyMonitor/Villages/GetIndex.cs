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
        .MapGet($"/{path}/{{code}}/index", (string code, string? measure, string? round, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, HttpRequest request, CancellationToken ct) =>
            HandleAsync(code, level, measure, round, slice, work, request, ct))
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
        .WithName(name)
        .WithSummary($"The poverty index of a {level.ToString().ToLowerInvariant()}: of a round, or the current one; as known on a day (knownOn) or at an event (knownAt), as true on a day (on), under any cutoff (k), of kinds of households, of persons, of a Dasa Wisma group, a hamlet (rw) or a stage; on the boundaries of then or now. A census round has bounds for those not covered; a sample round is estimated, with standard errors.")
        .Produces<IndexView>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string? measure, string? round, SliceRequest slice, FigureWork work, HttpRequest request, CancellationToken ct)
    {
        var (allowed, refused) = await work.AreaAsync(code, level, ct);
        if (allowed is null) return refused!;
        return await work.Answers.OfAsync<IndexView>(work.Tenant, request, async () =>
        {
            var (area, question, problem) = await work.ReadAsync(code, level, measure, round, slice, ct);
            return question is null ? (null, problem) : (IndexView.Of(area!, question, await work.Source.OfAsync(work.Tenant, question, code, ct)), null);
        }, ct);
    }
}
