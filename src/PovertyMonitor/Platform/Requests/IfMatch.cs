using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace PovertyMonitor.Platform.Requests;

/// <summary>Which version of something a change is conditional on (RFC 9110, section 13.1.1). Bindable: an endpoint takes an <c>IfMatch ifMatch</c>.</summary>
/// <param name="Version">The version; <see langword="null"/> where the change is not conditional. A tag this service never gave matches none.</param>
internal sealed record IfMatch(int? Version)
{
    /// <summary>Binds an endpoint's parameter.</summary>
    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var tags = context.Request.GetTypedHeaders().IfMatch;
        if (tags is not [var tag, ..] || tag.Equals(EntityTagHeaderValue.Any)) return new(new IfMatch((int?)null));
        return new(new IfMatch(int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1));
    }

    /// <summary>Names the version of what is answered.</summary>
    public static void Tag(HttpContext context, int version) =>
        context.Response.GetTypedHeaders().ETag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
}
