using Microsoft.AspNetCore.Mvc;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

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
        .WithSummary("The villages with H, A and M0, of any date, cutoff or part as GetIndex takes them; sort by code, name, h, a, m0, households, poorPersons or, of a round, coverage, with - in front from the largest. district and name narrow them, minHouseholds leaves out villages with fewer households interviewed, minM0 those with a lower M0. Of a round with bounds (a census) or intervals (a sample) of M0: villages whose bounds overlap share ranks.")
        .Produces<VillageList>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        [AsParameters] VillageFilter filter, string? measure, string? round, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, HttpRequest request, CancellationToken ct)
    {
        Task<(VillageList? List, ProblemResult? Problem)> Answer() => ListAsync(filter, measure, round, slice, work, ct);
        // Whoever has but some villages gets another list at the same address.
        if (work.Caller.MayRead(work.Tenant)) return await work.Answers.OfAsync<VillageList>(work.Tenant, request, Answer, ct);
        var (list, problem) = await Answer();
        return list is null ? problem! : Results.Ok(list);
    }

    private static async Task<(VillageList? List, ProblemResult? Problem)> ListAsync(
        VillageFilter filter, string? measure, string? round, SliceRequest slice, FigureWork work, CancellationToken ct)
    {
        var order = filter.Sort ?? "code";
        if (!Orders.TryGetValue(order.TrimStart('-'), out var by))
            return (null, VillageProblems.UnknownSort.Result(("sort", order), ("known", string.Join(", ", Orders.Keys))));
        if (order.TrimStart('-') == ByCoverage && round is null) return (null, VillageProblems.CoverageWithoutRound.Result());
        var register = await work.Registers.OfAsync(work.Tenant, ct);
        var within = filter.District ?? work.Tenant;
        if (!AreaCode.TryParse(within, out var area) || register.Find(area) is null || (filter.District is not null && area.Level != AreaLevel.District))
            return (null, VillageProblems.WrongLevel.Result(("code", within), ("level", "district")));
        var (question, problem) = await FigureQuestion.ReadAsync(measure, round, work.Tenant, work.Poverty, ct);
        if (question is null) return (null, problem);
        var (part, invalid) = await slice.ReadAsync(round, work, ct);
        if (invalid is not null) return (null, invalid);
        question = question with { Slice = part };
        if (await work.CheckAsync(question, ct) is { } impossible) return (null, impossible);
        var figures = await work.Source.OfAsync(work.Tenant, question, within, ct);
        // A village that came to its end is shown where it has a figure.
        var villages = register.VillagesIn(area).Where(v => work.Caller.MayRead(v.Code.ToString()) && (v.ValidTo is null || figures.ByVillage.ContainsKey(v.Code.ToString())));
        var rows = VillageRanks.Of([.. villages.Select(v => VillageRow.Of(v, question, figures)).Where(filter.Takes)]);
        return (new(question.Measure.Id, round, figures.AsOf, SliceView.Of(part), VillageRows.Sort(rows, by, order.StartsWith('-'))), null);
    }
}

/// <summary>Which villages are asked for.</summary>
/// <param name="District">Only those of a district.</param>
/// <param name="Name">Only those whose name has this in it; case doesn't count.</param>
/// <param name="MinHouseholds">Only those with at least so many households interviewed.</param>
/// <param name="MinM0">Only those with at least this M0.</param>
/// <param name="Sort">The order.</param>
internal sealed record VillageFilter(
    [FromQuery(Name = "district")] string? District, [FromQuery(Name = "name")] string? Name, [FromQuery(Name = "minHouseholds")] int? MinHouseholds,
    [FromQuery(Name = "minM0")] double? MinM0, [FromQuery(Name = "sort")] string? Sort)
{
    /// <summary>Whether a village is among them.</summary>
    public bool Takes(VillageRow row) => row.Households >= (MinHouseholds ?? 0) && (MinM0 is null || row.M0 >= MinM0)
        && (Name is null || row.Name.Contains(Name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The villages of a regency or a district.</summary>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Round">The round; absent for the current figures.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Slice">Which part of what is known the figures are of; absent where it is all of it, now.</param>
/// <param name="Villages">The villages in the order asked for; those without a figure last.</param>
internal sealed record VillageList(string Measure, string? Round, AsOf? AsOf, SliceView? Slice, IReadOnlyList<VillageRow> Villages);
