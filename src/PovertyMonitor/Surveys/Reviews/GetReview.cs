using System.Text.Json.Nodes;
using Marten;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>GET /api/reviews/{submissionId}: one submission that waits for a person, and the difference to what it collides with.</summary>
internal static class GetReview
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews/{submissionId:guid}", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Enumerator)
        .WithName("GetReview")
        .WithSummary("Why a submission waits, and field by field how it differs from what stands; the reading of personal data is recorded. With ?content= where several wait; what was decided, where it was.")
        .Produces<ReviewView>()
        .Produces<IReadOnlyList<ResolutionView>>(StatusCodes.Status200OK, "application/vnd.povertymonitor.resolutions+json")
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid submissionId, string? content, HttpContext http, Caller caller, Language language, ReviewQueue queue, Resolutions resolutions,
        IdentityReader identities, IDocumentStore store, NpgsqlDataSource database, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Append("Vary", "Accept-Language");
        var waiting = (await queue.FindAsync(tenant, submissionId, ct)).Where(h => ReviewAccess.MaySee(caller, h.Village, h.Sender)).ToList();
        var (held, refusal) = HeldChoice.Of(waiting, submissionId, content);
        if (held is null) return await DecidedAsync(submissionId, content, caller, language, resolutions, identities, ct) ?? refusal!;

        var history = await ReviewHistory.ReadAsync(store, tenant, held.HouseholdId, submissionId, null, ct);
        var people = held.HouseholdId is { } household
            ? (await identities.OfAsync(caller, "review", [household], ct)).GetValueOrDefault(household, PersonalData.None) : PersonalData.None;
        if (held.HouseholdId is null) await identities.RecordAsync(caller, "review", submissionId, ct);
        var first = waiting.FirstOrDefault(h => !h.IsOtherContent)?.Read().Submission;
        var collision = held.Read().Submission is { } said ? Collision.Of(held, said, first, history.Household) : Collision.None;
        var known = held.Reason == SurveyProblems.HouseholdElsewhere.Code ? await PlaceOfAsync(database, tenant, held.HouseholdId!.Value, ct) : null;
        http.Response.Headers.ETag = history.ETag;
        return Results.Ok(ViewOf(held, waiting, collision, people, known, language));
    }

    private static ReviewView ViewOf(
        HeldItem held, List<HeldItem> waiting, Collision collision, PersonalData people, Households.Place? known, Language language)
    {
        var (json, words, standing) = (held.Json(), new FieldWords(language), collision.StandingJson(people));
        IReadOnlyList<Difference> differences = json is null ? [] : collision.Differences(json, people);
        return new(
            held.SubmissionId, held.Content, [.. waiting.Where(h => h.Content != held.Content).Select(h => h.Content)], held.HouseholdId, held.Village,
            new(held.Reason, Catalogue.Find(held.Reason)?.At("submissionId", ("submission", held.SubmissionId)).In(language).Message ?? held.Reason),
            held.Sender, held.Door, held.ReceivedAt, known, collision.Standing?.SubmissionId, collision.Origin?.SubmissionId,
            [.. differences.Select(d => DifferenceView.Of(d, words, json, standing))], json);
    }

    private static async Task<IResult?> DecidedAsync(
        Guid submission, string? content, Caller caller, Language language, Resolutions resolutions, IdentityReader identities, CancellationToken ct)
    {
        var decided = (await resolutions.OfAsync(caller.Regency!, submission, ct))
            .Where(r => (content is null || r.Resolution.Content == content) && ReviewAccess.MaySee(caller, r.Resolution.Village, r.Resolution.Sender)).ToList();
        if (decided.Count == 0) return null;
        if (decided.Any(r => r.Note is not null)) await identities.RecordAsync(caller, "review note", submission, ct);
        return Results.Json(decided.Select(r => r.Resolution.View(language, r.Note)), contentType: "application/vnd.povertymonitor.resolutions+json");
    }

    private static async Task<Households.Place?> PlaceOfAsync(NpgsqlDataSource database, string tenant, Guid household, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { HouseholdDirectory.Query(tenant, [household]) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? HouseholdDirectory.Read(rows).Place : null;
    }
}
