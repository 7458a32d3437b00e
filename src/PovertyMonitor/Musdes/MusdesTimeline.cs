using System.Text.Json;
using NodaTime;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>What villages' lists tell of a household.</summary>
internal sealed class MusdesTimeline(MusdesReader reader) : ITimelineSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct) =>
        [.. (await reader.OfHouseholdAsync(tenant, household, ct)).Select(e => EntryOf(e, language))];

    private static TimelineEntry EntryOf(HouseholdEvent happened, Language language)
    {
        var (source, line, list, withdrawn) = happened;
        var learned = Instant.FromDateTimeOffset(source.Timestamp);
        var text = MusdesWords.OfLine(source.Data, line, list, language) ?? MusdesWords.OfObjection(source.Data, language)!;
        // Of a day that has no hour only the day is known; the same day's meeting comes where it was learned.
        var day = source.Data switch { MeetingRecorded e => e.HeldOn, ListDecreed e => e.Date, _ => (LocalDate?)null };
        var at = day is { } on && on != WorkingDays.DayOf(learned) ? WorkingDays.BeginningOf(on) : learned;
        return new(at, learned, JsonNamingPolicy.SnakeCaseLower.ConvertName(source.Data.GetType().Name), text.In(language), ByOf(source.Data))
        {
            Withdrawn = withdrawn,
        };
    }

    private static string? ByOf(object happened) => happened switch
    {
        ListDrawn e => e.By,
        ListWithdrawn e => e.By,
        LinesVerified e => e.By,
        MeetingRecorded e => e.By,
        ListForwarded e => e.By,
        ListReturned e => e.By,
        ListDecreed e => e.By,
        ObjectionLodged e => e.By,
        ObjectionExamined e => e.By,
        ObjectionUpheld e => e.By,
        ObjectionRejected e => e.By,
        ObjectionWithdrawn e => e.By,
        _ => null,
    };
}
