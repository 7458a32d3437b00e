using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Regions;

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
        .MapGet($"/{path}/{{code}}/index", (string code, string? measure, string? round, Caller caller, IRegister registers, PovertyReader reader, CancellationToken ct) =>
            HandleAsync(code, level, measure, round, caller, registers, reader, ct))
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
        .WithName(name)
        .WithSummary($"The poverty index of a {level.ToString().ToLowerInvariant()}: of a round, or the current one.")
        .Produces<IndexView>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string? measure, string? round, Caller caller, IRegister registers, PovertyReader reader, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (!AreaCode.TryParse(code, out var wanted) || wanted.Level != level)
            return VillageProblems.WrongLevel.Result(("code", code), ("level", level.ToString().ToLowerInvariant()));
        if (!caller.MayRead(code)) return AccessProblems.AreaNotAllowed.Result(("area", code));
        if ((await registers.OfAsync(tenant, ct)).Find(wanted) is not { } area)
            return VillageProblems.WrongLevel.Result(("code", code), ("level", level.ToString().ToLowerInvariant()));
        var (question, problem) = await FigureQuestion.ReadAsync(measure, round, tenant, reader, ct);
        if (question is null) return problem!;
        var asOf = await reader.AsOfAsync(tenant, ct);
        var histograms = await reader.HistogramsAsync(tenant, question.Measure.Id, question.ScopeCode, code, ct);
        var coverage = round is null ? null : Coverage.Of([.. (await reader.VisitsAsync(tenant, round, code, ct)).Values]);
        return Results.Ok(IndexView.Of(area, question.Measure, round, asOf, MaskHistogram.Merge(histograms.Values), coverage));
    }
}
