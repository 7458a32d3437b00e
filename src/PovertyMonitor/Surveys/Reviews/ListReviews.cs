using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Quality;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>GET /api/reviews: what waits for a person.</summary>
internal static class ListReviews
{
    private const int PageSize = 100;
    private const string Held = "held";
    private const string Flagged = "flagged";
    private const string Found = "found";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Enumerator, Role.Village)
        .WithName("ListReviews")
        .WithSummary("What waits for a person, oldest first, about 100 at a time; after = the last one's receivedAt, and village and reason narrow it: submissions that are held and count nowhere (kind=held), and households with the same number that may be one, which both count until somebody judges (kind=found; for Dinas Sosial). With kind=flagged submissions that were taken and have something seriously odd that nobody looked at. An enumerator or a village operator sees those of own villages.")
        .Produces<IReadOnlyList<ReviewItem>>()
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> HandleAsync(
        string? village, string? reason, string? kind, DateTimeOffset? after, Caller caller, Language language, ReviewQueue queue, QualityReader quality, IEnumerable<IReviewSource> sources, CancellationToken ct)
    {
        if (kind is not (null or Held or Flagged or Found)) return PlatformProblems.BadParameter.Result([], ("parameter", "kind"));
        if (Unprintable(village) || Unprintable(reason)) return PlatformProblems.BadParameter.Result([], ("parameter", Unprintable(village) ? "village" : "reason"));
        if (village is not null && !ReviewAccess.MaySeeAllOf(caller, village)) return AccessProblems.AreaNotAllowed.Result(("area", village));
        string[]? villages = village is not null ? [village] : caller.Role == Role.Dinsos ? null : [.. caller.Villages];
        var from = after ?? DateTimeOffset.UnixEpoch;
        if (kind == Flagged) return Results.Ok(await quality.OpenAsync(caller.Regency!, villages, reason, from, PageSize, ct));
        var items = new List<ReviewItem>();
        if (kind != Found) items.AddRange(await queue.ListAsync(caller.Regency!, villages, reason, from, PageSize, ct));
        if (kind != Held)
            foreach (var source in sources) items.AddRange(await source.ListAsync(caller, village, reason, from, PageSize, language, ct));
        return Results.Ok(PageOf([.. items.OrderBy(i => i.ReceivedAt)]));
    }

    // The time of the last one leads to the next page.
    private static IEnumerable<ReviewItem> PageOf(List<ReviewItem> items) =>
        items.Count <= PageSize ? items : items.TakeWhile(i => i.ReceivedAt <= items[PageSize - 1].ReceivedAt);

    private static bool Unprintable(string? text) => text?.Any(char.IsControl) == true;
}
