using Marten;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>GET /api/reviews/{submissionId}: one submission that waits for a person, and the difference to what it collides with.</summary>
internal static class GetReview
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/reviews/{submissionId:guid}", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Enumerator, Role.Village)
        .WithName("GetReview")
        .WithSummary("Why a submission waits, and field by field how it differs from what stands; the reading of personal data is recorded. With ?content= where several wait under the id.")
        .Produces<ReviewView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid submissionId, string? content, HttpContext http, Caller caller, Language language, ReviewQueue queue,
        IdentityReader identities, IDocumentStore store, NpgsqlDataSource database, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Append("Vary", "Accept-Language");
        var waiting = (await queue.FindAsync(tenant, submissionId, ct)).Where(h => ReviewAccess.MaySee(caller, h.Village, h.Sender)).ToList();
        var (held, refusal) = HeldChoice.Of(waiting, submissionId, content);
        if (held is null) return refusal!;
        await identities.RecordAsync(caller, "review", held.HouseholdId ?? submissionId, ct);
        var known = held.HouseholdId is { } household ? await PlaceOfAsync(database, tenant, household, ct) : null;
        // Whoever guesses another village's household must not see it for having sent something about it.
        var standing = known is null || ReviewAccess.MaySeeAllOf(caller, known.Village) ? held.HouseholdId : null;
        var history = await ReviewHistory.ReadAsync(store, tenant, standing, submissionId, null, ct);
        var people = standing is { } id ? (await identities.OfAsync(caller, "review", [id], ct)).GetValueOrDefault(id, PersonalData.None) : PersonalData.None;
        var first = waiting.FirstOrDefault(h => !h.IsOtherContent)?.Read().Submission;
        var collision = standing is not null && held.Read().Submission is { } said ? Collision.Of(held, said, first, history.Household) : Collision.None;
        http.Response.StateVersion(history.Version);
        return Results.Ok(ViewOf(held, waiting, collision, people, standing is not null && known?.Village != held.Village ? known : null, language));
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

    private static async Task<Households.Place?> PlaceOfAsync(NpgsqlDataSource database, string tenant, Guid household, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { HouseholdDirectory.Query(tenant, [household]) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? HouseholdDirectory.Read(rows).Place : null;
    }
}
