using System.Globalization;
using System.Net.Mime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.OpenRosa.Lists;

namespace PovertyMonitor.Surveys.Rounds.Coverage;

/// <summary>GET /api/rounds/{round}/coverage: completed / expected, by outcome of the visit, per district, village or Dasa Wisma group.</summary>
internal static class GetCoverage
{
    private const string ByDistrict = "district";
    private const string ByVillage = "village";
    private const string ByGroup = "group";
    private const string Csv = "text/csv";

    public static readonly Problem UnknownBreakdown = new(
        "round.unknown_breakdown", StatusCodes.Status400BadRequest,
        new("Rincian tidak dikenal", "Unknown breakdown"),
        new("Cakupan tidak dapat dirinci menurut '{by}' untuk Anda.", "Coverage can't be broken down by '{by}' for you."),
        new("Pilih salah satu: {known}.", "Choose one of: {known}."));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/rounds/{round}/coverage", HandleAsync)
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos, Role.Planner, Role.Operator)
        .WithName("GetCoverage")
        .WithSummary("A round's coverage by=district, village or group, as JSON or, with Accept: text/csv, as CSV: each household once by its last visit. Of a sample round the sample is what is expected, and who was visited beside it is counted apart (outsideSample). An enumerator sees own villages and groups, a village operator the own village, a camat's office its district; planners and operators see no groups.")
        .Produces<CoverageView>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Csv)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string round, string? area, string? by, HttpRequest request, Caller caller, IRegister registers, CoverageReader coverage, CancellationToken ct)
    {
        // How many were interviewed in a group is what its suppressed figures are of.
        string[] known = caller.Role switch
        {
            Role.Enumerator or Role.Village => [ByVillage, ByGroup],
            Role.District or Role.Dinsos => [ByDistrict, ByVillage, ByGroup],
            _ => [ByDistrict, ByVillage],
        };
        var level = by ?? (caller.Role == Role.Enumerator ? ByGroup : ByVillage);
        if (!known.Contains(level)) return UnknownBreakdown.Result(("by", level), ("known", string.Join(", ", known)));
        if (!SubmissionReader.RoundCode().IsMatch(round)) return RoundProblems.Unknown.Result(("round", round));
        var register = await registers.OfAsync(caller.Regency!, ct);
        if (!AreaCode.TryParse(area ?? caller.Regency, out var within) || register.Find(within) is null) return AreaProblems.Unknown.Result(("area", area));
        if (ScopeOf(caller, level, register.VillagesIn(within).Select(v => v.Code.ToString())) is not { } scope) return AccessProblems.AreaNotAllowed.Result(("area", area ?? caller.Regency));

        var cells = await coverage.ReadAsync(caller.Regency!, round, scope, ct);
        string? NameOf(string code) => register.Find(AreaCode.Parse(code))?.Name;
        var rows = level switch
        {
            ByGroup => CoverageRow.ByGroup(cells, NameOf),
            ByVillage => CoverageRow.ByArea(cells, village => village, NameOf),
            _ => CoverageRow.ByArea(cells, village => AreaCode.Parse(village).AtLevel(AreaLevel.District).ToString(), NameOf),
        };
        return request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            ? Results.Text(CsvOf(rows), Csv)
            : Results.Ok(new CoverageView(round, level, rows, area is null && caller.MayRead(caller.Regency!) ? await coverage.UnplacedAsync(caller.Regency!, round, ct) : null));
    }

    // A cadre has single groups of a village: the village's own row would show the others'.
    private static CoverageScope? ScopeOf(Caller caller, string level, IEnumerable<string> villages)
    {
        var all = villages.Where(caller.MayRead).ToHashSet(StringComparer.Ordinal);
        if (caller.Role != Role.Enumerator) return all.Count == 0 ? null : new([.. all], []);
        var own = caller.Villages.Where(all.Contains).ToList();
        var groups = level == ByGroup ? caller.DasaWismaGroups.Where(g => all.Contains(g.Village) && !own.Contains(g.Village)).ToList() : [];
        return own.Count + groups.Count == 0 ? null : new(own, groups);
    }

    private static string CsvOf(IReadOnlyList<CoverageRow> rows)
    {
        var csv = new CsvText().Row([.. CoverageRow.Titles]);
        foreach (var row in rows) csv.Row([.. row.Cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture))]);
        return csv.ToString();
    }
}

/// <summary>A round's coverage.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="By"><c>district</c>, <c>village</c> or <c>group</c>.</param>
/// <param name="Rows">The rows that have a visit or an expectation, by code.</param>
/// <param name="Unplaced">Of the whole of a sample round, households of the sample of which no village is known: they are in no row.</param>
internal sealed record CoverageView(string Round, string By, IReadOnlyList<CoverageRow> Rows, int? Unplaced);
