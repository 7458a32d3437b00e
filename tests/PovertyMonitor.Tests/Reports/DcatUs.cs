using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PovertyMonitor.Tests.Reports;

/// <summary>
/// What the metadata schema v1.1 of Project Open Data (DCAT-US) demands of data.json, for publishers that are no federal agency of
/// the United States: bureau and programme codes are theirs alone.
/// </summary>
internal static partial class DcatUs
{
    private static readonly string[] Required = ["title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier", "accessLevel"];

    /// <summary>What a catalogue lacks, or has wrong.</summary>
    public static IEnumerable<string> FaultsOf(JsonNode catalogue)
    {
        if ((string?)catalogue["conformsTo"] != "https://project-open-data.cio.gov/v1.1/schema") yield return "conformsTo";
        foreach (var link in new[] { "@context", "@id", "describedBy" }) if (!IsUri(catalogue[link])) yield return link;
        if (catalogue["dataset"] is not JsonArray datasets) yield return "dataset";
        else
        {
            if (datasets.GroupBy(d => (string?)d!["identifier"]).Any(g => g.Count() > 1)) yield return "identifier: not unique";
            foreach (var fault in datasets.SelectMany(d => FaultsOfDataset(d!))) yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOfDataset(JsonNode d)
    {
        foreach (var field in Required) if (d[field] is null) yield return field;
        foreach (var field in new[] { "title", "description", "identifier" }) if (string.IsNullOrWhiteSpace((string?)d[field])) yield return field;
        if (d["keyword"] is not JsonArray { Count: > 0 } words || words.Any(w => string.IsNullOrWhiteSpace((string?)w))) yield return "keyword";
        foreach (var field in new[] { "modified", "issued" }) if (!Time().IsMatch((string?)d[field] ?? "")) yield return field;
        if ((string?)d["@type"] != "dcat:Dataset") yield return "@type";
        if ((string?)d["publisher"]!["@type"] != "org:Organization" || string.IsNullOrWhiteSpace((string?)d["publisher"]!["name"])) yield return "publisher";
        if ((string?)d["contactPoint"]!["@type"] != "vcard:Contact" || string.IsNullOrWhiteSpace((string?)d["contactPoint"]!["fn"])) yield return "contactPoint.fn";
        if (!MailTo().IsMatch((string?)d["contactPoint"]!["hasEmail"] ?? "")) yield return "contactPoint.hasEmail";
        if ((string?)d["accessLevel"] is not ("public" or "restricted public" or "non-public")) yield return "accessLevel";
        if (!IsUri(d["license"])) yield return "license";
        foreach (var language in d["language"]!.AsArray())
            if (CultureInfo.GetCultureInfo((string)language!).ThreeLetterISOLanguageName.Length != 3) yield return "language";
        foreach (var file in d["distribution"]!.AsArray())
        {
            if ((string?)file!["@type"] != "dcat:Distribution" || !IsUri(file["downloadURL"])) yield return $"distribution {file["title"]}";
            if (!MediaType().IsMatch((string?)file["mediaType"] ?? "")) yield return $"distribution {file["title"]}: mediaType";
        }
    }

    private static bool IsUri(JsonNode? node) => Uri.TryCreate((string?)node, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https");

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^mailto:[\w_~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+$")]
    private static partial Regex MailTo();

    [GeneratedRegex(@"^(application|text)/[a-zA-Z0-9\-_.+]+$")]
    private static partial Regex MediaType();
}
