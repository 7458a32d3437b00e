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
        .WithSummary("The signed minutes of the last meeting, of the last one under a minutes' number, or the scan of which the sha256 is given; the reading is recorded.")
        .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id, string? minutes, string? sha256, Caller caller, MusdesReader reader, SealedScans scans, IdentityReader identities, HttpResponse response, CancellationToken ct)
    {
        var (list, _) = await reader.ListAsync(caller.Regency!, id, ct);
        if (list.Drawn is not { } drawn) return MusdesProblems.UnknownList.Result(("list", id));
        if (!caller.MayRead(drawn.Village)) return AccessProblems.AreaNotAllowed.Result(("area", drawn.Village));
        if (ScanOf(list, minutes, sha256) is not { } scan
            || await scans.ReadAsync(caller.Regency!, id, scan.Sha256, ct) is not { } bytes) return sha256 is null ? MusdesProblems.ScanUnknown.Result() : MusdesProblems.ScanNotFiled.Result(("list", id));
        await identities.RecordAsync(caller, "signed minutes", id, ct);
        // It came from anywhere: no browser may take it for a page of this service.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = "attachment";
        response.Headers.ContentSecurityPolicy = "sandbox";
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(bytes, scan.MediaType);
    }

    // A result that came again after the camat's return has minutes of the same number.
    private static MinutesFiled? ScanOf(MusdesList list, string? minutes, string? sha256) => sha256 is null
        ? list.ScanOf(minutes is null ? list.Meetings.Count - 1 : list.Meetings.FindLastIndex(m => m.Minutes == minutes))
        : Enumerable.Range(0, list.Meetings.Count).SelectMany(list.ScansOf).LastOrDefault(s => s.Sha256 == sha256 && (minutes is null || s.Minutes == minutes));
}
