using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>GET /api/reviews/{submissionId}/resolution: what was decided about a submission, and why.</summary>
internal static class GetResolution
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews/{submissionId:guid}/resolution", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Enumerator, Role.Village)
        .WithName("GetResolution")
        .WithSummary("What was decided about the contents of a submission, the latest first; the reading of a note is recorded.")
        .Produces<IReadOnlyList<ResolutionView>>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid submissionId, HttpContext http, Caller caller, Language language, Resolutions resolutions, IdentityReader identities, CancellationToken ct)
    {
        var decided = (await resolutions.OfAsync(caller.Regency!, submissionId, ct))
            .Where(r => ReviewAccess.MaySee(caller, r.Resolution.Village, r.Resolution.Sender)).ToList();
        if (decided.Count == 0) return ReviewProblems.Unknown.Result(("submission", submissionId));
        if (decided.Any(r => r.Note is not null)) await identities.RecordAsync(caller, "review note", submissionId, ct);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok(decided.Select(r => r.Resolution.View(language, r.Note)));
    }
}
