using PovertyMonitor.Access;

namespace PovertyMonitor.Surveys;

/// <summary>GET /api/reviews: what waits for a person.</summary>
internal static class ListReviews
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews", async (DateTimeOffset? after, Caller caller, HeldSubmissions held, CancellationToken ct) =>
            Results.Ok(await held.ListAsync(caller.Regency!, after ?? DateTimeOffset.UnixEpoch, PageSize, ct)))
        .AllowRoles(Role.Dinsos)
        .WithName("ListReviews")
        .WithSummary("Submissions that were kept for review, oldest first, about 100 at a time; after = the last one's receivedAt.")
        .Produces<IReadOnlyList<ReviewItem>>();
}
