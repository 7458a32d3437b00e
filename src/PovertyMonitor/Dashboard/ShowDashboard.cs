using System.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Dashboard;

/// <summary>GET /: the page, and its stylesheet.</summary>
internal static class ShowDashboard
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly byte[] _stylesheet = ReadStylesheet();

    /// <summary>Adds the endpoints.</summary>
    /// <param name="routes">The service's routes.</param>
    /// <param name="development">
    /// Whether everybody may read the page: small villages' figures disclose households, and only made-up ones are in Development.
    /// </param>
    public static void Map(IEndpointRouteBuilder routes, bool development)
    {
        var page = routes.MapGet("/", HandleAsync).WithName("ShowDashboard").ExcludeFromDescription();
        if (development)
            page.AllowPublicly();
        else
            page.AllowRoles(Role.Planner, Role.Dinsos, Role.Dinkes, Role.Operator);
        routes.MapGet("/dashboard.css", () => Results.Bytes(_stylesheet, "text/css; charset=utf-8")).ExcludeFromDescription().AllowPublicly();
    }

    private static async Task<IResult> HandleAsync(
        HttpContext http, Caller caller, Language accepted, DashboardReader reader, RegisterStore registers, CancellationToken ct)
    {
        if ((caller.Regency ?? await FirstRegencyAsync(registers, ct)) is not { } regency)
            return PlatformProblems.NotFound.Result();
        var request = DashboardRequest.Of(http.Request.Query, regency, caller, accepted);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.ContentLanguage = request.Language.Tag;
        headers.Vary = "Accept-Language";
        return Results.Text(DashboardPage.Render(await reader.ReadAsync(request, ct), request.Language), "text/html", Encoding.UTF8);
    }

    private static async Task<string?> FirstRegencyAsync(RegisterStore registers, CancellationToken ct) =>
        await registers.RegenciesAsync(ct) is [var first, ..] ? first.ToString() : null;

    private static byte[] ReadStylesheet()
    {
        using var stream = typeof(ShowDashboard).Assembly.GetManifestResourceStream("PovertyMonitor.Dashboard.dashboard.css")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
