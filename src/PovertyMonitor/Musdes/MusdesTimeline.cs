using System.Text.Json;
using JasperFx.Events;
using Marten;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>What villages' lists tell of a household.</summary>
internal sealed class MusdesTimeline(MusdesReader reader, IDocumentStore store) : ITimelineSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct)
    {
        var happened = await reader.OfHouseholdAsync(tenant, household, ct);
        List<TimelineEntry> entries = [.. happened.Select(e => EntryOf(e, language))];
        if (!happened.Any(e => DecisionIn(e)?.Decision == MeetingDecision.Disputed)) return entries;
        await using var session = store.QuerySession(tenant);
        return [.. entries, .. Refusals(happened, await session.Events.FetchStreamAsync(household, token: ct), language)];
    }

    /// <summary>Visits that a meeting wanted and the household refused, until a meeting decided about its line. Pure.</summary>
    public static IEnumerable<TimelineEntry> Refusals(IReadOnlyList<HouseholdEvent> happened, IReadOnlyList<IEvent> visits, Language language)
    {
        var state = Household.After(visits.Select(v => v.Data));
        foreach (var wanted in happened.Where(e => DecisionIn(e)?.Decision == MeetingDecision.Disputed))
        {
            var since = WorkingDays.BeginningOf(((MeetingRecorded)wanted.Source.Data).HeldOn);
            var next = happened.FirstOrDefault(e => e.Source.StreamId == wanted.Source.StreamId && e.Source.Sequence > wanted.Source.Sequence && DecisionIn(e) is not null);
            var until = next is null ? Instant.MaxValue : Instant.FromDateTimeOffset(next.Source.Timestamp);
            foreach (var visit in visits.Where(v => v.Data is VisitRecorded { Outcome: VisitOutcome.Refused } r && r.VisitedAt >= since && r.VisitedAt < until && state.Visits.Contains(r)))
                yield return new(((VisitRecorded)visit.Data).VisitedAt, Instant.FromDateTimeOffset(visit.Timestamp), "revisit_refused", RevisitStand.RefusedWords.In(language), ((VisitRecorded)visit.Data).Enumerator);
        }
    }

    private static LineDecision? DecisionIn(HouseholdEvent happened) =>
        happened.Source.Data is MeetingRecorded met ? met.Decisions.FirstOrDefault(d => d.Line == happened.Line) : null;

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
