using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa.Posting;

/// <summary>A file that came in a multipart body.</summary>
/// <param name="Name">Its name as the client gave it.</param>
/// <param name="MediaType">Its media type as the client gave it.</param>
/// <param name="Bytes">It.</param>
internal sealed record PostedFile(string Name, string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>The body of a posted submission: the XML and the files beside it, in whatever order they came.</summary>
/// <param name="Xml">The submission's XML as it came.</param>
/// <param name="Files">The other files.</param>
internal sealed record MultipartForm(ReadOnlyMemory<byte> Xml, IReadOnlyList<PostedFile> Files)
{
    /// <summary>The largest XML taken, in bytes; a form filled to its limits stays far below it.</summary>
    public const int MostXmlBytes = 1_000_000;

    private const string XmlPart = "xml_submission_file";
    private const int MostFiles = 100;
    private const int LongestName = 255;
    private const string AnyMediaType = "application/octet-stream";

    /// <summary>Reads a body within the bounds of the request's size.</summary>
    /// <returns>The form, or what is wrong with the body.</returns>
    public static async Task<(MultipartForm? Form, ProblemResult? Fault)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return (null, OpenRosaProblems.NotMultipart.Result());
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) return (null, OpenRosaProblems.BoundaryMissing.Result());
        try
        {
            return await ReadPartsAsync(new MultipartReader(boundary, request.Body), ct);
        }
        catch (InvalidDataException)
        {
            return (null, OpenRosaProblems.PartHeader.Result());
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return (null, OpenRosaProblems.MultipartTruncated.Result());
        }
    }

    private static async Task<(MultipartForm?, ProblemResult?)> ReadPartsAsync(MultipartReader reader, CancellationToken ct)
    {
        ReadOnlyMemory<byte>? xml = null;
        var files = new List<PostedFile>();
        while (await reader.ReadNextSectionAsync(ct) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) return (null, OpenRosaProblems.PartHeader.Result());
            var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.UnescapeAsQuotedString(disposition.FileName).Value;
            var isXml = HeaderUtilities.RemoveQuotes(disposition.Name).Equals(XmlPart, StringComparison.Ordinal);
            // A field without a file name is a word of the client's to itself, such as that more is to come.
            if (string.IsNullOrEmpty(name)) continue;
            if (await ReadAsync(part.Body, isXml ? MostXmlBytes : OpenRosaAnswers.MostBytes, ct) is not { } bytes)
                return (null, OpenRosaProblems.PartTooLarge.Result(("limit", MostXmlBytes)));
            if (isXml) xml ??= bytes;
            else if (files.Count < MostFiles && name.Length <= LongestName && !name.Any(char.IsControl)) files.Add(new PostedFile(name, MediaTypeOf(part), bytes));
        }
        return xml is { } found ? (new MultipartForm(found, files), null) : (null, OpenRosaProblems.XmlPartMissing.Result());
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream part, int most, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await part.ReadAsync(buffer, ct)) > 0)
        {
            if (bytes.Length + read > most) return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static string MediaTypeOf(MultipartSection part) =>
        MediaTypeHeaderValue.TryParse(part.ContentType, out var type) && type.MediaType.Length <= 100 ? type.MediaType.ToString() : AnyMediaType;
}
