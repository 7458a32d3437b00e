using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa;

/// <summary>The XML and the headers that OpenRosa clients expect of every answer.</summary>
/// <remarks>Source: docs.getodk.org/openrosa (form list, form manifest, submission).</remarks>
internal static class OpenRosaAnswers
{
    /// <summary>The largest body taken, in bytes; a client splits a submission with many photographs accordingly.</summary>
    public const int MostBytes = 20_000_000;

    /// <summary>The header that states the protocol's version, in a call and in its answer.</summary>
    public const string VersionHeader = "X-OpenRosa-Version";

    /// <summary>The only version there is.</summary>
    public const string Version = "1.0";

    private static readonly XNamespace Response = "http://openrosa.org/http/response";

    /// <summary>An answer of XML.</summary>
    public static IResult Xml(XElement body, int status = StatusCodes.Status200OK) =>
        Results.Text($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body.ToString(SaveOptions.DisableFormatting)}", "text/xml", Encoding.UTF8, status);

    /// <summary>A message to the enumerator.</summary>
    /// <param name="text">It.</param>
    /// <param name="nature">Its kind: empty, or <c>error</c>.</param>
    public static XElement Message(string text, string nature) => new(Response + "OpenRosaResponse", new XAttribute("items", "0"),
        new XElement(Response + "message", new XAttribute("nature", nature), text));

    /// <summary>What a client compares a file by.</summary>
    public static string HashOf(string content)
    {
#pragma warning disable CA5351 // The protocol names MD5; nothing here is a secret.
        return $"md5:{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(content)))}";
#pragma warning restore CA5351
    }

    /// <summary>Sets the headers of every answer.</summary>
    public static void SetHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[VersionHeader] = Version;
        headers["X-OpenRosa-Accept-Content-Length"] = MostBytes.ToString(CultureInfo.InvariantCulture);
        headers.ContentLanguage = Language.Of(context.Request).Tag;
        // The lists name households: they are for this device only.
        headers.CacheControl = "no-store";
    }
}

/// <summary>Tells OpenRosa clients in XML what is wrong.</summary>
internal sealed class OpenRosaProblemFormat : IProblemFormat
{
    /// <inheritdoc />
    public Task WriteAsync(HttpContext context, string message)
    {
        OpenRosaAnswers.SetHeaders(context);
        return OpenRosaAnswers.Xml(OpenRosaAnswers.Message(message, "error"), context.Response.StatusCode).ExecuteAsync(context);
    }
}
