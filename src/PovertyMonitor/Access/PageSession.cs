namespace PovertyMonitor.Access;

/// <summary>The token of somebody who reads a page in a browser: in a cookie that no script sees, for the pages below one path alone.</summary>
internal static class PageSession
{
    /// <summary>The pages.</summary>
    public const string Path = "/inbox";

    /// <summary>Where a token is handed in.</summary>
    public const string Login = $"{Path}/login";

    private const string Cookie = "povertymonitor";
    private const int LongestToken = 3800;

    /// <summary>The token of a request for a page; <see langword="null"/> where it has none.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Path.StartsWithSegments(Path, StringComparison.Ordinal) ? request.Cookies[Cookie] : null;

    /// <summary>Whether a request is a browser's for a page, or from its buttons, which can be shown where to log in.</summary>
    public static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method)) && request.Path.StartsWithSegments(Path, StringComparison.Ordinal)
        && request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether what a form sends comes from a page of this service, as far as the browser tells: another site's must do nothing in somebody's session.</summary>
    public static bool IsOfOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site is "same-origin" or "none"
        : request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps a token until the browser is closed; false where it can't be one.</summary>
    public static bool Keep(HttpContext http, string? token)
    {
        if (token?.Trim() is not { Length: > 0 and <= LongestToken } text || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return false;
        // Lax: a link in an e-mail finds the session, another site's form doesn't.
        http.Response.Cookies.Append(Cookie, text, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = Path, IsEssential = true });
        return true;
    }

    /// <summary>Forgets the token.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = Path });
}
