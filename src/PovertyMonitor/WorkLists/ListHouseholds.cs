using System.Globalization;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>GET /api/households: the households that fit a question, page by page, without anything that identifies a person.</summary>
internal static class ListHouseholds
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/households", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.District, Role.Village)
        .WithName("ListHouseholds")
        .WithSummary("Households by area, status, what they lack and do not lack, score, subgroup, Dasa Wisma group and stage of the village's list; sort=village or score (the highest first), limit up to 500 (100 if absent), after = the last answer's next. All pages are as known at the first one's place of the log, so that each household comes once. Dinas Sosial sees the regency, a camat's office its district, a village operator the own village.")
        .Produces<HouseholdList>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        [AsParameters] HouseholdRequest request, [AsParameters] PageRequest page, Caller caller, Language language, HouseholdQuestions questions, HouseholdSearch search, CancellationToken ct)
    {
        var (question, problem) = await questions.ReadAsync(request, page.Check, caller, ct);
        if (question is null) return problem!;
        var (filter, after) = (question.Filter, page.Place);
        var asOf = after?.AsOf ?? question.AsOf;
        var found = asOf is null ? [] : await search.FindAsync(caller.Regency!, filter, page.Order, asOf, after, page.Size + 1, ct);
        var shown = found.Take(page.Size).ToList();
        return Results.Ok(new HouseholdList(
            filter.Measure.Id, filter.Cutoff.ToString(), asOf, [.. shown.Select(h => HouseholdLine.Of(h, filter, question.Register, language))],
            found.Count > page.Size ? NextOf(shown[^1], page.Order, filter, asOf!) : null));
    }

    private static string NextOf(ListedHousehold last, ListOrder order, HouseholdFilter filter, AsOf asOf) =>
        new HouseholdCursor(order, filter.Measure.Id, asOf, HouseholdSearch.SortValueOf(filter, last.Deprived, last.Missing), last.Village, last.Household).ToString();
}

/// <summary>Which page is asked for.</summary>
/// <param name="Sort"><c>village</c> (if absent) or <c>score</c>.</param>
/// <param name="Limit">How many households at most, 1 to 500; 100 if absent.</param>
/// <param name="After">The last answer's <c>next</c>.</param>
internal sealed record PageRequest(string? Sort, string? Limit, string? After)
{
    private const int UsualSize = 100;
    private const int LongestSize = 500;

    /// <summary>The order; where the word is unknown, the usual one.</summary>
    public ListOrder Order => HouseholdCursor.OrderOf(Sort ?? "village") ?? ListOrder.Village;

    /// <summary>The length of a page; 0 where it can't be had.</summary>
    public int Size => Limit is null ? UsualSize : int.TryParse(Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= LongestSize ? size : 0;

    /// <summary>Where the page before ended.</summary>
    public HouseholdCursor? Place => After is null ? null : HouseholdCursor.Parse(After);

    /// <summary>What is wrong with it for a list under a measure.</summary>
    public IEnumerable<FieldError> Check(HouseholdFilter filter)
    {
        if (HouseholdCursor.OrderOf(Sort ?? "village") is null) yield return HouseholdListProblems.InvalidParameter.At("sort", ("expected", "village, score"));
        if (Size == 0) yield return HouseholdListProblems.InvalidParameter.At("limit", ("expected", $"1..{LongestSize}"));
        if (After is not null && (Place is not { } place || place.Order != Order || place.Measure != filter.Measure.Id)) yield return HouseholdListProblems.WrongCursor.At("after");
    }
}
