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
        .WithSummary("Why a submission waits, and field by field how it differs from what stands; the reading of personal data is recorded. Where several contents wait under the id each has its differences in otherContents; ?content= puts another than the oldest first.")
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
        var (held, refusal) = HeldChoice.Of(content is null ? [.. waiting.Take(1)] : waiting, submissionId, content);
        if (held is null) return refusal!;
        await identities.RecordAsync(caller, "review", held.HouseholdId ?? submissionId, ct);
        var known = held.HouseholdId is { } household ? await PlaceOfAsync(database, tenant, household, ct) : null;
        // Whoever guesses another village's household must not see it for having sent something about it.
        var standing = known is null || ReviewAccess.MaySeeAllOf(caller, known.Village) ? held.HouseholdId : null;
        var history = await ReviewHistory.ReadAsync(store, tenant, standing, submissionId, null, ct);
        var people = standing is { } id ? (await identities.OfAsync(caller, "review", [id], ct)).GetValueOrDefault(id, PersonalData.None) : PersonalData.None;
        var first = waiting.FirstOrDefault(h => !h.IsOtherContent)?.Read().Submission;
        Collision CollisionOf(HeldItem item) => standing is not null && item.Read().Submission is { } said ? Collision.Of(item, said, first, history.Household) : Collision.None;
        http.Response.StateVersion(history.Version);
        var others = waiting.Where(h => h.Content != held.Content)
            .Select(h => new OtherContent(h.Content, h.Reason, h.Sender, h.Door, h.ReceivedAt, DifferencesOf(h, CollisionOf(h), people, new(language)))).ToList();
        return Results.Ok(ViewOf(held, others, CollisionOf(held), people, standing is not null && known?.Village != held.Village ? known : null, language));
    }

    private static IReadOnlyList<DifferenceView> DifferencesOf(HeldItem held, Collision collision, PersonalData people, FieldWords words)
    {
        if (held.Json() is not { } json) return [];
        var standing = collision.StandingJson(people);
        return [.. collision.Differences(json, people).Select(d => DifferenceView.Of(d, words, json, standing))];
    }

    private static ReviewView ViewOf(
        HeldItem held, IReadOnlyList<OtherContent> others, Collision collision, PersonalData people, Households.Place? known, Language language) => new(
            held.SubmissionId, held.Content, others, held.HouseholdId, held.Village,
            new(held.Reason, Catalogue.Find(held.Reason)?.At("submissionId", ("submission", held.SubmissionId)).In(language).Message ?? held.Reason),
            held.Sender, held.Door, held.ReceivedAt, known, collision.Standing?.SubmissionId, collision.Origin?.SubmissionId,
            DifferencesOf(held, collision, people, new(language)), held.Json());

    private static async Task<Households.Place?> PlaceOfAsync(NpgsqlDataSource database, string tenant, Guid household, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { HouseholdDirectory.Query(tenant, [household]) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? HouseholdDirectory.Read(rows).Place : null;
    }
}
