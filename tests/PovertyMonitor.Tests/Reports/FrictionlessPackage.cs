using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PovertyMonitor.Tests.Reports;

/// <summary>What the Data Package standard v2 (Data Package, Data Resource, Table Schema) demands of a description and of the tables it describes.</summary>
internal static partial class FrictionlessPackage
{
    private static readonly string[] Types =
        ["string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date", "time", "year", "yearmonth", "duration", "geopoint", "geojson", "any"];

    /// <summary>What is wrong with a package.</summary>
    /// <param name="package">Its description.</param>
    /// <param name="file">The bytes of a path.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(JsonNode package, Func<string, Task<byte[]>> file)
    {
        var faults = new List<string>();
        void Check(bool isRight, string what)
        {
            if (!isRight) faults.Add(what);
        }

        Check((string?)package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json", "$schema");
        Check(Name().IsMatch((string?)package["name"] ?? ""), "name");
        Check(Version().IsMatch((string?)package["version"] ?? ""), "version");
        Check(DateTimeOffset.TryParseExact((string?)package["created"], "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _), "created");
        Check(package["licenses"]!.AsArray().All(l => Name().IsMatch(((string?)l!["name"] ?? "").ToLowerInvariant()) && Uri.TryCreate((string?)l["path"], UriKind.Absolute, out _)), "licenses");
        Check(package["sources"]!.AsArray().All(s => s!["title"] is not null), "sources");
        Check(package["contributors"]!.AsArray().All(c => c!["title"] is not null && c["roles"] is JsonArray), "contributors");
        var resources = package["resources"]!.AsArray().Select(r => r!).ToList();
        Check(resources.Count > 0 && resources.DistinctBy(r => (string?)r["name"]).Count() == resources.Count, "resources");
        foreach (var resource in resources)
        {
            var (name, path) = ((string?)resource["name"] ?? "", (string?)resource["path"] ?? "");
            Check(Name().IsMatch(name), $"{name}: name");
            Check(path.Length > 0 && path[0] != '/' && !path.Contains("..", StringComparison.Ordinal), $"{name}: path");
            var content = await file(path);
            Check((long?)resource["bytes"] == content.Length, $"{name}: bytes");
            Check((string?)resource["hash"] == $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}", $"{name}: hash");
            Check(MediaType().IsMatch((string?)resource["mediatype"] ?? ""), $"{name}: mediatype");
            if ((string?)resource["type"] == "table") faults.AddRange(FaultsOfTable(name, resource["schema"]!, Encoding.UTF8.GetString(content)));
        }
        Check(resources.Any(r => (string?)r["type"] == "table"), "no table");
        return faults;
    }

    private static IEnumerable<string> FaultsOfTable(string name, JsonNode schema, string csv)
    {
        if ((string?)schema["$schema"] != "https://datapackage.org/profiles/2.0/tableschema.json") yield return $"{name}: $schema";
        var fields = schema["fields"]!.AsArray().Select(f => (Name: (string?)f!["name"] ?? "", Type: (string?)f["type"] ?? "")).ToList();
        if (fields.Count == 0 || fields.DistinctBy(f => f.Name).Count() != fields.Count) yield return $"{name}: fields";
        foreach (var field in fields.Where(f => f.Name.Length == 0 || !Types.Contains(f.Type))) yield return $"{name}: field {field}";
        var missing = schema["missingValues"]!.AsArray().Select(m => (string?)m!["value"] ?? "?").ToList();
        if (missing.Distinct().Count() != missing.Count || schema["missingValues"]!.AsArray().Any(m => m!["label"] is null)) yield return $"{name}: missingValues";
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => Cell().Matches(l).Select(m => m.Groups[1].Value).ToList()).ToList();
        if (!lines[0].SequenceEqual(fields.Select(f => f.Name))) yield return $"{name}: header";
        foreach (var line in lines.Skip(1))
        {
            if (line.Count != fields.Count) yield return $"{name}: {line.Count} cells";
            foreach (var (cell, field) in line.Zip(fields).Where(c => !missing.Contains(c.First)))
                if ((field.Type == "integer" && !Integer().IsMatch(cell)) || (field.Type == "number" && !Number().IsMatch(cell))) yield return $"{name}: {cell} is no {field.Type}";
        }
    }

    [GeneratedRegex("^[-a-z0-9._/]+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex Version();

    [GeneratedRegex("^(.+)/(.+)$")]
    private static partial Regex MediaType();

    [GeneratedRegex("(?:^|,)(\"(?:[^\"]|\"\")*\"|[^,]*)")]
    private static partial Regex Cell();

    [GeneratedRegex(@"^[+-]?\d+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$")]
    private static partial Regex Number();
}
