using System.Globalization;
using System.Net.Http.Headers;

namespace PovertyMonitor.Platform.Requests;

/// <summary>The version of what a request changes, so that two people don't overwrite each other (RFC 9110, ETag and If-Match).</summary>
internal static class EntityVersion
{
    /// <summary>States the version of what is answered.</summary>
    public static void StateVersion(this HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that the caller saw; <see langword="null"/> where it doesn't matter to the caller. One that was never given out is -1 and matches nothing.</summary>
    public static long? SeenVersion(this HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*") return null;
        return EntityTagHeaderValue.TryParse(text, out var tag) && !tag.IsWeak
            && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }
}
