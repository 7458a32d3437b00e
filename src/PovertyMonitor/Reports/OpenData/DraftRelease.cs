using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Disclosure;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>POST /api/releases: drafts a release from the figures as known at an event, with small cells suppressed; its files are frozen.</summary>
internal static class DraftRelease
{
    // A release is settled like a report, whose kind has the same questions.
    private const string Kind = "villages";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/releases", HandleAsync)
        .AllowRoles(Role.Planner, Role.Operator)
        .WithName("DraftRelease")
        .WithSummary("Drafts a release of open data: regency, districts and villages, by kind of household and by indicator, of a round or current, as known on a day or at an event, as CSV, JSON, XLSX, Parquet, HTML and, with boundaries, GeoJSON, with a Data Package and checksums. The same again is the same draft.")
        .Accepts<ReleaseWish>("application/json")
        .Produces<ReleaseView>(StatusCodes.Status201Created).Produces<ReleaseView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        ReleaseWish wish, Caller caller, Language language, ReportQuestions questions, ReportPoints points, ReleaseDrafting drafting, ReleaseStore store, CancellationToken ct)
    {
        if (Licence.All.FirstOrDefault(l => l.Id == (wish.Licence ?? Licence.All[0].Id)) is not { } licence)
            return ReleaseProblems.Invalid.Result([ReleaseProblems.InvalidField.At("licence", ("expected", string.Join(", ", Licence.All.Select(l => l.Id))))], ("count", 1));
        var (request, problem) = await questions.SettleAsync(Kind, new(null, wish.Measure, wish.Round, null, null, null, wish.KnownOn, wish.KnownAt?.ToString(System.Globalization.CultureInfo.InvariantCulture), null), caller, Language.Indonesian, ct);
        if (request is null) return problem!;
        if (request.Round is { } round && (await points.RoundAsync(caller.Regency!, round, request.KnownAt, ct)).Design?.Kind == RoundKind.Sample) return ReleaseProblems.OfASample.Result(("round", round));
        if (await drafting.MakeAsync(caller, request, licence, ct) is not var (drafted, draft)) return ReleaseProblems.NotProtectable.Result(("round", request.Round ?? "-"));
        var (catalogue, decision) = await store.DecideAsync(caller.Regency!, c => ReleaseDecider.Draft(c, drafted), ct, draft);
        return ReleaseView.Answer(caller.Regency!, catalogue, decision, language, StatusCodes.Status201Created);
    }
}

/// <summary>The release wanted.</summary>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="Measure">The measure's code or revision; the global MPI where none is named.</param>
/// <param name="KnownOn">As known at the end of a day.</param>
/// <param name="KnownAt">As known at an event.</param>
/// <param name="Licence">CC-BY-4.0 (where none is named), CC0-1.0 or ODbL-1.0.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReleaseWish(string? Round = null, string? Measure = null, string? KnownOn = null, long? KnownAt = null, string? Licence = null);

/// <summary>Works a draft out.</summary>
internal sealed class ReleaseDrafting(ReportQuestions questions, ReleaseFigures figures, ReleaseStore store, BoundaryStore boundaries, IOptions<ReportOptions> options, IClock clock)
{
    /// <summary>A draft; <see langword="null"/> where earlier releases tell too much of what it would have to hide.</summary>
    public async Task<(ReleaseDrafted Drafted, ReleaseDraft Draft)?> MakeAsync(Caller caller, ReportRequest request, Licence licence, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var threshold = options.Value.Threshold;
        var (_, question) = await questions.LoadAsync(tenant, request with { Threshold = threshold }, ct);
        var catalogue = await store.CatalogueAsync(tenant, ct);
        var against = catalogue.PublicOf(request.Round);
        var earlier = await store.CellsAsync(tenant, [.. against.Select(id => catalogue.Find(id)!)], ct);
        var areas = await figures.ReadAsync(question, ct);
        var (hidden, isProtected) = ReleaseTables.Hidden(areas, earlier, threshold);
        if (!isProtected) return null;

        var dataset = $"poverty-{request.Round ?? "current"}-{request.Measure.Split('@')[0]}".ToLowerInvariant();
        var version = catalogue.Releases.Count(r => r.Drafted.Dataset == dataset) + 1;
        var about = new ReleaseAbout(ReleaseCatalogue.IdOf(dataset, version), dataset, version, ReleaseAbout.TitleOf(question.Area.Name, request.Round),
            ReleaseAbout.DescriptionOf(request.Measure, threshold), question.Area.Name, licence);
        var files = await DataPackage.MakeAsync(about, ReleaseTables.Of(question, areas, hidden), await boundaries.ReadAsync(tenant, ct));
        var drafted = new ReleaseDrafted(about.Id, dataset, version, request.Measure, request.Round, request.KnownAt, threshold, licence.Id, against,
            [.. files.Select(f => f.File)], caller.Subject, clock.GetCurrentInstant());
        return (drafted, new(files, [.. areas.SelectMany(a => a.Counts.Cells).Select(c => (c.Cell, new ReleasedCell(c.Households, hidden.Contains(c.Cell))))]));
    }
}
