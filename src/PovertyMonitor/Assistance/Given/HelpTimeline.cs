using JasperFx.Events;
using Marten;
using NodaTime;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Given;

/// <summary>What agencies gave to a household, and what it was referred for, in its timeline; also to those that ended in it or were found to be it.</summary>
internal sealed class HelpTimeline(IDocumentStore store, ProgrammeReader programmes, HouseholdDirectory directory) : ITimelineSource
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        List<IEvent> events = [.. await session.Events.FetchStreamAsync(household, token: ct)];
        foreach (var absorbed in await directory.AbsorbedByAsync(tenant, household, ct)) events.AddRange(await session.Events.FetchStreamAsync(absorbed, token: ct));
        var help = HelpHistory.After(events.Select(e => e.Data));
        if (help.Given.IsEmpty && help.Referrals.IsEmpty) return [];
        var known = await programmes.ListAsync(tenant, ct);
        return [.. events.Select(e => EntryOf(e, help, known, language)).OfType<TimelineEntry>()];
    }

    private static TimelineEntry? EntryOf(IEvent e, HelpHistory help, IReadOnlyList<Programme> programmes, Language language)
    {
        TimelineEntry Entry(LocalDate on, string kind, string text, string by) =>
            new(AssistanceCodes.StartOf(on), Instant.FromDateTimeOffset(e.Timestamp), kind, text, by);
        return e.Data switch
        {
            AssistanceRecorded given => Entry(given.GivenOn, "assistance_recorded", HelpWords.Of(given, programmes, language), given.By),
            ReferralMade referral => Entry(referral.MadeOn, "referral_made", HelpWords.Of(referral, language), referral.By),
            ReferralAnswered answered => Entry(answered.AnsweredOn, "referral_answered",
                HelpWords.Of(answered, help.Referrals.First(r => r.ReferralId == answered.ReferralId), language), answered.By),
            _ => null,
        };
    }
}
