using Marten;
using Npgsql;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>What was judged of a household and others that it may be.</summary>
internal sealed class DuplicateTimeline(NpgsqlDataSource database, IDocumentStore store) : ITimelineSource
{
    private static readonly Text Judged = new(
        "Dibandingkan dengan rumah tangga lain: {judgement}. Alasan: {reason}.", "Compared with another household: {judgement}. Reason: {reason}.");

    private static readonly Text Withdrawn = new(
        "Keputusan tentang rumah tangga lain itu dibatalkan. Alasan: {reason}.", "The judgement about that other household was taken back. Reason: {reason}.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct)
    {
        var entries = new List<TimelineEntry>();
        await using var session = store.QuerySession(tenant);
        foreach (var (a, b) in await JudgedAsync(tenant, household, ct))
        {
            var facts = (await session.Events.FetchStreamAsync(PairHistory.StreamOf(a, b), token: ct)).Select(e => e.Data).ToList();
            var standing = PairHistory.After(facts).Standing;
            entries.AddRange(facts.Select(f => EntryOf(f, a == household ? b : a, standing, language)).OfType<TimelineEntry>());
        }
        return entries;
    }

    private static TimelineEntry? EntryOf(object fact, Guid other, DuplicateJudged? standing, Language language) => fact switch
    {
        DuplicateJudged e => new(e.At, e.At, "duplicate_judged",
            Judged.In(language, [("judgement", AnswerLines.NameOf(e.Judgement, language)), ("reason", AnswerLines.NameOf(e.Reason, language))]), e.By)
        {
            Household = other,
            Withdrawn = e != standing,
        },
        DuplicateJudgementWithdrawn e => new(e.At, e.At, "duplicate_judgement_withdrawn",
            Withdrawn.In(language, [("reason", AnswerLines.NameOf(e.Reason, language))]), e.By)
        {
            Household = other,
        },
        _ => null,
    };

    private async Task<List<(Guid A, Guid B)>> JudgedAsync(string tenant, Guid household, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select a, b from {DuplicateTables.Candidates} where tenant_id = $1 and (a = $2 or b = $2) and judged_at is not null order by a, b");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = household });
        var pairs = new List<(Guid, Guid)>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) pairs.Add((rows.GetGuid(0), rows.GetGuid(1)));
        return pairs;
    }
}
