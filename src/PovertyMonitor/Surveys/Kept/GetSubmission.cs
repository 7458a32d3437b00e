using System.Net.Mime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Kept;

/// <summary>GET /api/submissions/{id}: what became of a submission, and its bytes; for its sender and for Dinas Sosial.</summary>
internal static class GetSubmission
{
    public static readonly Problem Unknown = new(
        "survey.unknown_submission", StatusCodes.Status404NotFound,
        new("Kiriman tidak dikenal", "Unknown submission"),
        new("Tidak ada kiriman {submission} yang boleh Anda baca.", "There is no submission {submission} that you may read."),
        new("Periksa id-nya.", "Check its id."));

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/submissions/{id:guid}").AllowRoles(Role.Enumerator, Role.Dinsos);
        group.MapGet("", async (Guid id, Caller caller, KeptSubmissions kept, CancellationToken ct) =>
                await VisibleAsync(id, caller, kept, ct) is { } found ? Results.Ok(found) : Unknown.Result(("submission", id)))
            .WithName("GetSubmission")
            .WithSummary("What became of a submission, and which of its files are here.")
            .Produces<KeptSubmission>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/content", (Guid id, string? content, HttpContext http, Caller caller, KeptSubmissions kept, IdentityReader identities, CancellationToken ct) =>
                GiveAsync(id, http, caller, kept, identities, "submission content", () => kept.ContentAsync(caller.Regency!, id, Hex(content), ct), ct))
            .WithName("GetSubmissionContent")
            .WithSummary("A submission byte by byte as it came, personal data included; the reading is recorded.")
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Octet).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/attachments/{name}", (Guid id, string name, string? content, HttpContext http, Caller caller, KeptSubmissions kept, IdentityReader identities, CancellationToken ct) =>
                GiveAsync(id, http, caller, kept, identities, "submission attachment", () => kept.AttachmentAsync(caller.Regency!, id, NameOf(name), Hex(content), ct), ct))
            .WithName("GetSubmissionAttachment")
            .WithSummary("A file of a submission byte by byte as it came; the reading is recorded.")
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Octet).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<KeptSubmission?> VisibleAsync(Guid id, Caller caller, KeptSubmissions kept, CancellationToken ct) =>
        await kept.FindAsync(caller.Regency!, id, ct) is { } found && (caller.Role != Role.Enumerator || found.Sender == caller.Subject) ? found : null;

    private static async Task<IResult> GiveAsync(
        Guid id, HttpContext http, Caller caller, KeptSubmissions kept, IdentityReader identities, string purpose, Func<Task<KeptFile?>> open, CancellationToken ct)
    {
        if (await VisibleAsync(id, caller, kept, ct) is null || await open() is not { } file) return Unknown.Result(("submission", id));
        await identities.RecordAsync(caller, purpose, id, ct);
        // It came from anywhere: no browser may take it for a page of this service.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = "attachment";
        http.Response.Headers.ContentSecurityPolicy = "sandbox";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(file.Bytes, ContentType.TryParse(file.MediaType));
    }

    // A slash in a name stays encoded in a route's value, unlike everything else.
    private static string NameOf(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Replace("\0", "", StringComparison.Ordinal);

    private static string? Hex(string? content) => content is { Length: 64 } && content.All(char.IsAsciiHexDigit) ? content : null;

    private static class ContentType
    {
        public static string TryParse(string given) =>
            System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(given, out var type) ? type.ToString() : MediaTypeNames.Application.Octet;
    }
}
