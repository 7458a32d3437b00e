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

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Enumerator, Role.Village)
        .WithName("ListReviews")
        .WithSummary("Submissions that wait for a person, oldest first, about 100 at a time; after = the last one's receivedAt, and village and reason narrow them. With kind=flagged those that were taken and have something seriously odd that nobody looked at. An enumerator or a village operator sees those of own villages.")
        .Produces<IReadOnlyList<ReviewItem>>()
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> HandleAsync(
        string? village, string? reason, string? kind, DateTimeOffset? after, Caller caller, ReviewQueue queue, QualityReader quality, CancellationToken ct)
    {
        if (kind is not (null or Held or Flagged)) return PlatformProblems.BadParameter.Result([], ("parameter", "kind"));
        if (Unprintable(village) || Unprintable(reason)) return PlatformProblems.BadParameter.Result([], ("parameter", Unprintable(village) ? "village" : "reason"));
        if (village is not null && !ReviewAccess.MaySeeAllOf(caller, village)) return AccessProblems.AreaNotAllowed.Result(("area", village));
        string[]? villages = village is not null ? [village] : caller.Role == Role.Dinsos ? null : [.. caller.Villages];
        var from = after ?? DateTimeOffset.UnixEpoch;
        return Results.Ok(kind == Flagged
            ? await quality.OpenAsync(caller.Regency!, villages, reason, from, PageSize, ct)
            : await queue.ListAsync(caller.Regency!, villages, reason, from, PageSize, ct));
    }

    private static bool Unprintable(string? text) => text?.Any(char.IsControl) == true;
}
