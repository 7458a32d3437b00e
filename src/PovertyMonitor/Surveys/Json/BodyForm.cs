using Microsoft.Net.Http.Headers;

namespace PovertyMonitor.Surveys.Json;

/// <summary>The two forms in which submissions come and answers go.</summary>
internal static class BodyForm
{
    public const string Document = "application/json";
    public const string Lines = "application/x-ndjson";

    /// <summary>The form of a request's body; <see langword="null"/> where it is neither. A body without a type is taken for a document.</summary>
    public static string? Of(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return Document;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return null;
        // RFC 8259: JSON between systems is UTF-8.
        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return null;
        return Known(type.MediaType.Value);
    }

    /// <summary>The form the sender asks for by Accept; the body's own where it asks for neither.</summary>
    public static string OfAnswer(HttpRequest request, string body) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted)
            ? wanted.Where(w => w.Quality is not 0).OrderByDescending(w => w.Quality ?? 1).Select(w => Known(w.MediaType.Value)).FirstOrDefault(form => form is not null) ?? body
            : body;

    private static string? Known(string? type) =>
        string.Equals(type, Document, StringComparison.OrdinalIgnoreCase) ? Document
        : string.Equals(type, Lines, StringComparison.OrdinalIgnoreCase) ? Lines : null;
}
