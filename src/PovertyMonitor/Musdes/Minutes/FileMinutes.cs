using System.Security.Cryptography;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes.Minutes;

/// <summary>PUT /api/musdes/lists/{id}/minutes: files the scan of the signed minutes of the last meeting.</summary>
internal static class FileMinutes
{
    /// <summary>The largest scan taken, in bytes.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/musdes/lists/{id:guid}/minutes", HandleAsync)
        .AllowRoles(Role.Village)
        .WithName("FileMinutes")
        .WithSummary("Files the signed minutes of the last meeting, scanned as PDF, JPEG or PNG of up to 10 MiB; they are kept sealed.")
        .Produces<ListView>(StatusCodes.Status201Created).Produces<ListView>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    /// <summary>What follows from a scan.</summary>
    public static MusdesDecision Decide(MusdesList list, string sha256, string mediaType, int size, string by)
    {
        if ((ListRefusals.Finished(list) ?? ListRefusals.WithCamat(list)) is { } refused) return refused;
        if (list.Meetings.LastOrDefault() is not { Minutes: var minutes }) return MusdesDecision.Refuse(MusdesProblems.NotDecided, ("list", list.Drawn!.ListId));
        return list.LastScan?.Sha256 == sha256
            ? MusdesDecision.Already
            : MusdesDecision.Of(new MinutesFiled(minutes, sha256, mediaType, size, by));
    }

    private static async Task<IResult> HandleAsync(
        Guid id, Caller caller, Language language, SealedScans scans, MusdesDoor door, MusdesViews views, HttpContext http, CancellationToken ct)
    {
        if (await ReadAsync(http.Request, ct) is not { } bytes) return MusdesProblems.ScanTooLarge.Result(("limit", MostBytes));
        if (ScanType.Of(bytes) is not { } mediaType) return MusdesProblems.ScanNotAPicture.Result();
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var answer = await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, sha256, mediaType, bytes.Length, caller.Subject), language, ct,
            scans.Write(caller.Regency!, id, sha256, mediaType, bytes));
        return await views.AnswerAsync(answer, caller, language, http.Response, ct);
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) return null;
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes) return null;
        }
        return body.ToArray();
    }
}
