using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages: the villages with their figures, in the order asked for.</summary>
internal static class ListVillages
{
    private const string ByCoverage = "coverage";

    private static readonly Dictionary<string, Func<VillageRow, IComparable?>> Orders = new()
    {
        ["code"] = v => v.Code,
        ["name"] = v => v.Name,
        ["h"] = v => v.H,
        ["a"] = v => v.A,
        ["m0"] = v => v.M0,
        ["households"] = v => v.Households,
        ["poorPersons"] = v => v.PoorPersons,
        [ByCoverage] = v => v.Coverage,
    };

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/villages", HandleAsync)
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
        .WithName("ListVillages")
        .WithSummary("The villages with H, A and M0; sort by code, name, h, a, m0, households, poorPersons or, of a round, coverage, with - in front from the largest; district narrows them, and minHouseholds leaves out villages with fewer households interviewed.")
        .Produces<VillageList>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string? district, int? minHouseholds, string? sort, string? measure, string? round, Caller caller, IRegister registers, PovertyReader reader, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var order = sort ?? "code";
        if (!Orders.TryGetValue(order.TrimStart('-'), out var by))
            return VillageProblems.UnknownSort.Result(("sort", order), ("known", string.Join(", ", Orders.Keys)));
        if (order.TrimStart('-') == ByCoverage && round is null) return VillageProblems.CoverageWithoutRound.Result();
        var register = await registers.OfAsync(tenant, ct);
        var within = district ?? tenant;
        if (!AreaCode.TryParse(within, out var area) || register.Find(area) is null || (district is not null && area.Level != AreaLevel.District))
            return VillageProblems.WrongLevel.Result(("code", within), ("level", "district"));
        var (question, problem) = await FigureQuestion.ReadAsync(measure, round, tenant, reader, ct);
        if (question is null) return problem!;
        var rows = await VillageRows.ReadAsync(register.VillagesIn(area).Where(v => caller.MayRead(v.Code.ToString())), question, tenant, within, reader, ct);
        return Results.Ok(new VillageList(question.Measure.Id, round, await reader.AsOfAsync(tenant, ct), VillageRows.Sort(rows.Where(r => r.Households >= (minHouseholds ?? 0)), by, order.StartsWith('-'))));
    }
}

/// <summary>The villages of a regency or a district.</summary>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Round">The round; absent for the current figures.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Villages">The villages in the order asked for; those without a figure last.</param>
internal sealed record VillageList(string Measure, string? Round, AsOf? AsOf, IReadOnlyList<VillageRow> Villages);

/// <summary>One village's figures.</summary>
/// <param name="Code">The village's Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="District">Its district's code.</param>
/// <param name="Households">Households with an interview.</param>
/// <param name="Persons">Persons in them.</param>
/// <param name="H">Headcount ratio, 0 to 1; absent where nobody is measured.</param>
/// <param name="A">Intensity, k to 1; absent where nobody is poor.</param>
/// <param name="M0">Adjusted headcount ratio, 0 to 1.</param>
/// <param name="PoorPersons">Persons in poor households.</param>
/// <param name="Coverage">Completed / expected in the round; absent for the current figures.</param>
internal sealed record VillageRow(
    string Code, string Name, string District, long Households, long Persons, double? H, double? A, double? M0, long PoorPersons, double? Coverage);

/// <summary>Makes the rows of village lists.</summary>
internal static class VillageRows
{
    public static async Task<IReadOnlyList<VillageRow>> ReadAsync(
        IEnumerable<Area> villages, FigureQuestion question, string tenant, string within, PovertyReader reader, CancellationToken ct)
    {
        var histograms = await reader.HistogramsAsync(tenant, question.Measure.Id, question.ScopeCode, within, ct);
        var visits = question.Round is { } round ? await reader.VisitsAsync(tenant, round, within, ct) : null;
        return [.. villages.Select(v =>
        {
            var code = v.Code.ToString();
            var index = PovertyIndex.Of(question.Measure.Structure, question.Measure.Cutoff,
                histograms.GetValueOrDefault(code, MaskHistogram.Empty), question.Measure.MissingRule);
            var coverage = visits is null ? null : Coverage.Of([visits.GetValueOrDefault(code, VillageVisits.None)]).Ratio;
            return new VillageRow(code, v.Name, v.Code.AtLevel(AreaLevel.District).ToString(),
                index.Households, index.Persons, index.H, index.A, index.M0, index.PoorPersons, coverage);
        })];
    }

    /// <summary>Orders rows; equal ones by code, and those without a value last in either direction.</summary>
    public static IReadOnlyList<VillageRow> Sort(IEnumerable<VillageRow> rows, Func<VillageRow, IComparable?> by, bool descending)
    {
        var known = rows.OrderBy(r => by(r) is null);
        return [.. (descending ? known.ThenByDescending(by) : known.ThenBy(by)).ThenBy(r => r.Code, StringComparer.Ordinal)];
    }
}
