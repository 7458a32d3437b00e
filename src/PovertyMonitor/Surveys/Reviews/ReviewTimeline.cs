using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What people decided about a household's submissions, for its timeline.</summary>
internal sealed class ReviewTimeline(Resolutions resolutions) : ITimelineSource
{
    private static readonly Text Decided = new("Pemeriksaan kiriman: {action}. Alasan: {reason}.", "Review of a submission: {action}. Reason: {reason}.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct) =>
    [
        // What was withdrawn after it was taken is among the household's own events.
        .. (await resolutions.OfHouseholdAsync(tenant, household, ct)).Where(r => r.HeldFor != Resolution.Taken).Select(r => new TimelineEntry(
            r.At, r.At, "review_resolved",
            Decided.In(language, [("action", AnswerLines.NameOf(r.Action, language)), ("reason", AnswerLines.NameOf(r.Reason, language))]), r.By)),
    ];
}
