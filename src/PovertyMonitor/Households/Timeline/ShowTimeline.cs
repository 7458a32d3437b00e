using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households.Timeline;

/// <summary>GET /api/households/{id}/timeline: what was asked, answered, corrected, decided and given, in order.</summary>
internal static class ShowTimeline
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/households/{id:guid}/timeline", HandleAsync)
        .AllowRoles(Role.Enumerator, Role.Village, Role.District, Role.Dinsos)
        .WithName("ShowTimeline")
        .WithSummary("What was asked, answered, corrected, decided and given, in order: when it was so, when it was learned, by whom, in Indonesian or English by Accept-Language. No name is in it.")
        .Produces<IReadOnlyList<TimelineEntry>>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id, Caller caller, HouseholdDirectory directory, IEnumerable<ITimelineSource> sources, HttpContext http, CancellationToken ct)
    {
        if (await directory.FindAsync(caller.Regency!, id, ct) is not { } entry) return HouseholdProblems.Unknown.Result(("household", id));
        if (caller.Role == Role.Enumerator ? !caller.MaySubmitFor(entry.Place.Village, entry.Place.DasaWisma) : !caller.MayRead(entry.Place.Village))
            return AccessProblems.AreaNotAllowed.Result(("area", entry.Place.Village));
        var entries = new List<TimelineEntry>();
        foreach (var source in sources) entries.AddRange(await source.OfHouseholdAsync(caller.Regency!, id, Language.Of(http.Request), ct));
        return Results.Ok(entries.OrderBy(e => e.At).ThenBy(e => e.LearnedAt));
    }
}
