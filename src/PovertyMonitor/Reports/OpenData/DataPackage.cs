using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Formats;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>A file of a release with its bytes.</summary>
internal sealed record ReleaseContent(string Name, string MediaType, byte[] Bytes)
{
    /// <summary>What an event keeps of it.</summary>
    public ReleaseFile File => new(Name, MediaType, Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(Bytes)));
}

/// <summary>Makes the files of a release: every table in every format, the boundaries with the figures, their description and checksums. Pure.</summary>
/// <remarks>The description is a Data Package (Frictionless, version 2): a suppressed figure is a missing value with a label of its own.</remarks>
internal static class DataPackage
{
    /// <summary>The description's name.</summary>
    public const string Descriptor = "datapackage.json";

    /// <summary>The checksums' name, as the program sha256sum reads them.</summary>
    public const string Checksums = "SHA256SUMS";

    /// <summary>GeoJSON's media type.</summary>
    public const string GeoJson = "application/geo+json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The files.</summary>
    /// <param name="about">What the release is.</param>
    /// <param name="tables">Its tables by name.</param>
    /// <param name="boundaries">Geometries by the area's code; empty where the regency has given none.</param>
    public static async Task<IReadOnlyList<ReleaseContent>> MakeAsync(
        ReleaseAbout about, IReadOnlyList<(string Name, Report Table)> tables, IReadOnlyDictionary<string, JsonNode> boundaries)
    {
        var files = new List<ReleaseContent>();
        foreach (var (name, table) in tables)
            foreach (var format in ReportFormat.All)
                files.Add(new($"{name}.{format.Name}", format.MediaType, await format.WriteAsync(table, Language.Indonesian)));
        if (boundaries.Count > 0) files.Add(new("figures.geojson", GeoJson, GeoJsonOf(tables[0].Table, boundaries)));
        files.Add(new(Descriptor, "application/json", JsonSerializer.SerializeToUtf8Bytes(Describe(about, tables, files), Json)));
        files.Add(new(Checksums, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.File.Sha256}  {f.Name}\n")))));
        return files;
    }

    private static JsonObject Describe(ReleaseAbout about, IReadOnlyList<(string Name, Report Table)> tables, IReadOnlyList<ReleaseContent> files) => new()
    {
        ["$schema"] = "https://datapackage.org/profiles/2.0/datapackage.json",
        ["name"] = about.Dataset,
        ["id"] = about.Id.ToString(),
        ["version"] = $"{about.Version}.0.0",
        ["title"] = about.Title.Indonesian,
        ["description"] = $"{about.Description.Indonesian}\n\n{about.Description.English}",
        ["created"] = NodaTime.Text.InstantPattern.General.Format(tables[0].Table.Head.RecordedAt),
        ["licenses"] = new JsonArray(new JsonObject { ["name"] = about.Licence.Id, ["path"] = about.Licence.Address, ["title"] = about.Licence.Title }),
        ["sources"] = new JsonArray([.. ReportNotes.Of(tables[0].Table.Head, Language.English).Where(n => n.Title is "Version" or "Source" or "Source of the measure" or "As known at")
            .Select(n => (JsonNode)new JsonObject { ["title"] = $"{n.Title}: {n.Text}" })]),
        ["contributors"] = new JsonArray(new JsonObject { ["title"] = about.Publisher, ["roles"] = new JsonArray("publisher") }),
        ["resources"] = new JsonArray([.. files.Select(f => (JsonNode)ResourceOf(f, tables))]),
    };

    private static JsonObject ResourceOf(ReleaseContent file, IReadOnlyList<(string Name, Report Table)> tables)
    {
        var (name, format) = (file.Name.Split('.')[0], file.Name.Split('.')[1]);
        var resource = new JsonObject
        {
            ["name"] = format == "csv" ? name : $"{name}-{format}",
            ["path"] = file.Name,
            ["title"] = tables.First(t => t.Name == name).Table.Head.Title.Indonesian,
            ["format"] = format,
            ["mediatype"] = file.MediaType.Split(';')[0],
            ["bytes"] = file.Bytes.Length,
            ["hash"] = $"sha256:{file.File.Sha256}",
        };
        if (format != "csv") return resource;
        resource["type"] = "table";
        resource["encoding"] = "utf-8";
        resource["schema"] = new JsonObject
        {
            ["$schema"] = "https://datapackage.org/profiles/2.0/tableschema.json",
            ["fields"] = new JsonArray([.. tables.First(t => t.Name == name).Table.Columns.Select(c => (JsonNode)new JsonObject
            {
                ["name"] = c.Name,
                ["type"] = c.Kind switch { ColumnKind.Text => "string", ColumnKind.Whole => "integer", _ => "number" },
                ["title"] = c.Title.Indonesian,
                ["description"] = $"{c.Note.Indonesian} / {c.Note.English}",
            })]),
            ["missingValues"] = new JsonArray(
                new JsonObject { ["value"] = "", ["label"] = "missing" }, new JsonObject { ["value"] = Suppressed.Mark, ["label"] = "suppressed: known and not shown" }),
        };
        return resource;
    }

    private static byte[] GeoJsonOf(Report figures, IReadOnlyDictionary<string, JsonNode> boundaries)
    {
        var features = figures.Rows.Where(r => boundaries.ContainsKey((string)r[0]!)).Select(r => (JsonNode)new JsonObject
        {
            ["type"] = "Feature",
            ["id"] = (string)r[0]!,
            ["properties"] = new JsonObject([.. figures.Columns.Select((c, i) => KeyValuePair.Create(c.Name, r[i] switch
            {
                long whole => JsonValue.Create(whole),
                double number => JsonValue.Create(number),
                null => (JsonNode?)null,
                var other => JsonValue.Create(other.ToString()),
            }))]),
            ["geometry"] = boundaries[(string)r[0]!].DeepClone(),
        });
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) });
    }
}

/// <summary>What a release is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Version">The version, from 1.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What is in it.</param>
/// <param name="Publisher">Who publishes it.</param>
/// <param name="Licence">Under which licence.</param>
internal sealed record ReleaseAbout(Guid Id, string Dataset, int Version, Text Title, Text Description, string Publisher, Licence Licence)
{
    /// <summary>The title of a dataset.</summary>
    public static Text TitleOf(string regency, string? round) => round is null
        ? new($"Kemiskinan multidimensi {regency}", $"Multidimensional poverty in {regency}")
        : new($"Kemiskinan multidimensi {regency}, putaran {round}", $"Multidimensional poverty in {regency}, round {round}");

    /// <summary>What is in a dataset.</summary>
    public static Text DescriptionOf(string measure, int threshold) => new(
        $"Angka kemiskinan multidimensi (H, A, M0; metode Alkire-Foster, ukuran {measure}) kabupaten, kecamatan, dan desa, menurut jenis rumah tangga dan indikator. Sel dengan kurang dari {threshold} rumah tangga, dan yang dapat dihitung dari sel lain, ditulis 'suppressed'.",
        $"Multidimensional poverty (H, A, M0; Alkire-Foster method, measure {measure}) of the regency, its districts and villages, by kind of household and by indicator. Cells of fewer than {threshold} households, and those that could be worked out from others, say 'suppressed'.");
}

/// <summary>A licence that open data can be under.</summary>
/// <param name="Id">Its SPDX identifier.</param>
/// <param name="Title">Its title.</param>
/// <param name="Address">Its text.</param>
internal sealed record Licence(string Id, string Title, string Address)
{
    /// <summary>The licences, the usual one first.</summary>
    public static IReadOnlyList<Licence> All { get; } =
    [
        new("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        new("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        new("ODbL-1.0", "Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ];
}
