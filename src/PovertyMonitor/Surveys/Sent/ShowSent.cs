using System.Net.Mime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Sent;

/// <summary>GET /api/sent: what did I send, and what is left? As JSON, or as a page where the reader asks for HTML.</summary>
internal static class ShowSent
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/sent", (string? round, string? device, HttpContext http, Caller caller, Language language, SentReader sent, CancellationToken ct) =>
            AnswerAsync(http, caller, device, round, language, sent, ct))
        .AllowRoles(Role.Enumerator)
        .WithName("ShowSent")
        .WithSummary("What the caller sent (or one device of theirs), what became of it, and what is left per Dasa Wisma group; a page with Accept: text/html.")
        .Produces<SentReport>()
        .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Text.Html);

    /// <summary>The same for a phone's browser, which has the device's key in its address and no token.</summary>
    public static void MapForPhones(IEndpointRouteBuilder project) => project
        .MapGet("/sent", (string? round, string? device, HttpContext http, Caller caller, Language language, SentReader sent, CancellationToken ct) =>
            AnswerAsync(http, caller, device, round, language, sent, ct))
        .WithName("ShowSentToPhone")
        .WithSummary("What the phone's enumerator sent, or the phone itself where it is nobody's, and what is left; a page with Accept: text/html.")
        .Produces<SentReport>()
        .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Text.Html);

    private static bool Unprintable(string? text) => text?.Any(char.IsControl) == true;

    private static async Task<IResult> AnswerAsync(
        HttpContext http, Caller caller, string? device, string? round, Language language, SentReader sent, CancellationToken ct)
    {
        if (Unprintable(device) || Unprintable(round)) return PlatformProblems.BadParameter.Result([], ("parameter", Unprintable(device) ? "device" : "round"));
        var report = await sent.ReadAsync(caller, device, round, language, ct);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Append("Vary", "Accept, Accept-Language");
        if (!http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType == MediaTypeNames.Text.Html)) return Results.Ok(report);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Content(SentPage.Render(report, language), "text/html; charset=utf-8");
    }
}
