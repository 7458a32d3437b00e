using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using PovertyMonitor.Reports.Formats;

namespace PovertyMonitor.Reports;

/// <summary>Answers with a report's bytes.</summary>
internal static class ReportFile
{
    /// <summary>The answer: a page is shown, everything else is a file; what the reader has already is not sent again.</summary>
    public static IResult Of(byte[] content, ReportRequest request, HttpResponse response)
    {
        var format = ReportFormat.Find(request.Format)!;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentLanguage = request.Language;
        Guard(response, format.MediaType);
        return Results.File(content, format.MediaType, format == ReportFormat.Html ? null : request.FileName, entityTag: TagOf(content));
    }

    /// <summary>Lets a browser take the bytes for nothing but what they are said to be.</summary>
    public static void Guard(HttpResponse response, string mediaType)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        if (mediaType == ReportFormat.Html.MediaType) response.Headers.ContentSecurityPolicy = ReportPage.ContentSecurityPolicy;
    }

    /// <summary>The version of some bytes.</summary>
    public static EntityTagHeaderValue TagOf(byte[] content) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
}
