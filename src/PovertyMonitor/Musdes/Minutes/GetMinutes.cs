using PovertyMonitor.Access;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Musdes.Minutes;

/// <summary>GET /api/musdes/lists/{id}/minutes: the signed minutes byte by byte as they came.</summary>
internal static class GetMinutes
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/musdes/lists/{id:guid}/minutes", HandleAsync)
        .AllowRoles(Role.Village, Role.District, Role.Dinsos)
        .WithName("GetMinutes")
        .WithSummary("The signed minutes of the last meeting, or of the one whose minutes' number is given; the reading is recorded.")
        .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id, string? minutes, Caller caller, MusdesReader reader, SealedScans scans, IdentityReader identities, HttpResponse response, CancellationToken ct)
    {
        var (list, _) = await reader.ListAsync(caller.Regency!, id, ct);
        if (list.Drawn is not { } drawn) return MusdesProblems.UnknownList.Result(("list", id));
        if (!caller.MayRead(drawn.Village)) return AccessProblems.AreaNotAllowed.Result(("area", drawn.Village));
        if (!list.Scans.TryGetValue(minutes ?? list.Meetings.LastOrDefault()?.Minutes ?? "", out var scan)
            || await scans.ReadAsync(caller.Regency!, id, scan.Sha256, ct) is not { } bytes) return MusdesProblems.ScanUnknown.Result();
        await identities.RecordAsync(caller, "signed minutes", id, ct);
        // It came from anywhere: no browser may take it for a page of this service.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = "attachment";
        response.Headers.ContentSecurityPolicy = "sandbox";
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(bytes, scan.MediaType);
    }
}
