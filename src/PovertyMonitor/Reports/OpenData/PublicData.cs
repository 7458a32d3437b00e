using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>What the public reads: GET /data.json, the catalogue that portals harvest, and the frozen files of approved releases. Nothing is worked out for it.</summary>
internal static class PublicData
{
    private const string Path = "/open-data/{regency}/{dataset}/{version:int}";
    private const string CatalogueAge = "public, max-age=300";

    // A release can be withdrawn.
    private const string FileAge = "public, max-age=3600";

    // Reserved for examples (RFC 2606); only in Development is anything approved while no other is set.
    private const string NobodysAddress = "open-data@example.org";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where a release is.</summary>
    public static string AddressOf(string tenant, ReleaseDrafted release) => string.Create(CultureInfo.InvariantCulture, $"/open-data/{tenant}/{release.Dataset}/{release.Version}/");

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/data.json", CatalogueAsync).AllowPublicly()
            .WithName("GetDataCatalogue").WithSummary("The catalogue of approved releases, in the form that open-data portals harvest (Project Open Data 1.1, DCAT-US).");
        app.MapGet(Path + "/{file}", FileAsync).AllowPublicly()
            .WithName("GetOpenData").WithSummary("A file of an approved release: datapackage.json lists them. Frozen, and the same for everybody.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);
    }

    /// <summary>Finds an approved release, or says why there is none.</summary>
    public static async Task<(Release? Release, ProblemResult? Problem)> FindAsync(string regency, string dataset, int version, RegisterStore served, ReleaseStore store, Language language, CancellationToken ct)
    {
        var isServed = (await served.RegenciesAsync(ct)).Any(r => r.ToString() == regency);
        var release = isServed ? (await store.CatalogueAsync(regency, ct)).Find(dataset, version) : null;
        if (release is not { WasPublic: true }) return (null, ReleaseProblems.Unknown.Result(("release", $"{dataset}/{version}")));
        return release.Withdrawn is { } withdrawn ? (null, ReleaseProblems.Gone.Result(("reason", AnswerLines.NameOf(withdrawn.Reason, language)))) : (release, null);
    }

    private static async Task<IResult> FileAsync(
        string regency, string dataset, int version, string file, Language language, RegisterStore served, ReleaseStore store, HttpResponse response, CancellationToken ct)
    {
        var (release, problem) = await FindAsync(regency, dataset, version, served, store, language, ct);
        if (release is null) return problem!;
        if (await store.FileAsync(regency, release.Drafted.ReleaseId, file, ct) is not var (mediaType, content)) return ReleaseProblems.UnknownFile.Result(("file", file));
        response.Headers.CacheControl = FileAge;
        response.Headers.AccessControlAllowOrigin = "*";
        ReportFile.Guard(response, mediaType);
        return Results.File(content, mediaType, lastModified: release.ApprovedAt!.Value.ToDateTimeOffset(), entityTag: ReportFile.TagOf(content));
    }

    private static async Task<IResult> CatalogueAsync(
        HttpRequest request, PublicAddress address, RegisterStore served, ReleaseStore store, IRegister registers, IOptions<ReportOptions> options, CancellationToken ct)
    {
        var (root, datasets) = (address.Of(request), new List<object>());
        foreach (var regency in (await served.RegenciesAsync(ct)).Select(r => r.ToString()))
        {
            var name = (await registers.OfAsync(regency, ct)).Find(AreaCode.Parse(regency))?.Name ?? regency;
            datasets.AddRange((await store.CatalogueAsync(regency, ct)).Releases.Where(r => r.IsPublic).Select(r => DatasetOf(r, regency, name, root, options.Value)));
        }
        var catalogue = new Dictionary<string, object>
        {
            ["@context"] = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            ["@id"] = $"{root}/data.json",
            ["@type"] = "dcat:Catalog",
            ["conformsTo"] = "https://project-open-data.cio.gov/v1.1/schema",
            ["describedBy"] = "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
            ["dataset"] = datasets,
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(catalogue, Json);
        request.HttpContext.Response.Headers.CacheControl = CatalogueAge;
        request.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
        return Results.File(content, "application/json", entityTag: ReportFile.TagOf(content));
    }

    private static Dictionary<string, object> DatasetOf(Release release, string regency, string name, string root, ReportOptions options)
    {
        var d = release.Drafted;
        var (title, description) = (ReleaseAbout.TitleOf(name, d.Round), ReleaseAbout.DescriptionOf(d.Measure, d.Threshold));
        var (at, licence) = ($"{root}{AddressOf(regency, d)}", Licence.All.First(l => l.Id == d.Licence));
        var contact = new Dictionary<string, object>
        { ["@type"] = "vcard:Contact", ["fn"] = options.ContactName ?? name, ["hasEmail"] = $"mailto:{options.ContactEmail ?? NobodysAddress}" };
        return new()
        {
            ["@type"] = "dcat:Dataset",
            ["identifier"] = at,
            ["title"] = $"{title.Indonesian} (v{d.Version.ToString(CultureInfo.InvariantCulture)})",
            ["description"] = $"{description.Indonesian} / {description.English}",
            ["keyword"] = (string[])["kemiskinan multidimensi", "IKM", "Alkire-Foster", "multidimensional poverty", "MPI", "SDG 1.2.2"],
            ["issued"] = InstantPattern.General.Format(release.ApprovedAt!.Value),
            ["modified"] = InstantPattern.General.Format(release.ApprovedAt.Value),
            ["publisher"] = new Dictionary<string, object> { ["@type"] = "org:Organization", ["name"] = name },
            ["contactPoint"] = contact,
            ["accessLevel"] = "public",
            ["license"] = licence.Address,
            ["language"] = (string[])["id", "en"],
            ["spatial"] = $"{name} ({regency})",
            ["distribution"] = d.Files.Where(f => f.Name != DataPackage.Checksums).Select(f => new Dictionary<string, object>
            {
                ["@type"] = "dcat:Distribution",
                ["title"] = f.Name,
                ["downloadURL"] = at + f.Name,
                ["mediaType"] = f.MediaType.Split(';')[0],
                ["format"] = f.Name.Split('.')[^1].ToUpperInvariant(),
            }).ToList(),
        };
    }
}
