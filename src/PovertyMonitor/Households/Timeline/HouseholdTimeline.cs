using System.Text.Json;
using JasperFx.Events;
using Marten;
using NodaTime;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households.Timeline;

/// <summary>What the household's own events tell.</summary>
internal sealed class HouseholdTimeline(IDocumentStore store, IRegister registers, IReasonWords reasons) : ITimelineSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        return Of(await session.Events.FetchStreamAsync(household, token: ct), language, await registers.OfAsync(tenant, ct), reasons);
    }

    /// <summary>The events of a household as entries, in their order.</summary>
    public static IReadOnlyList<TimelineEntry> Of(IReadOnlyList<IEvent> events, Language language, Register register, IReasonWords? reasons = null)
    {
        var state = Household.After(events.Select(e => e.Data));
        var answers = new Dictionary<Guid, Answers>();
        var entries = new List<TimelineEntry>();
        var last = events.Select(e => e.Data).OfType<IRetold>().GroupBy(c => c.ChangeId).ToDictionary(g => g.Key, g => g.MaxBy(c => c.Telling ?? 0)!);
        foreach (var e in events)
        {
            // Of what was told anew the line says what it came to be; who takes a split back in favour of another says so there.
            if (e.Data is IRetold { Telling: not null } || (e.Data is ChangeWithdrawn back && Righted(state).Any(r => r.Wrong.ChangeId == back.Withdraws))) continue;
            var fact = e.Data is IRetold first ? AsFirstTold(last[first.ChangeId]) : e.Data;
            if (HouseholdWords.Of(fact, language, register) is not { } text) continue;
            var learned = Instant.FromDateTimeOffset(e.Timestamp);
            if (fact is HouseholdRegistered met && events.Any(o => HouseholdWords.TimeOf(o.Data) < met.VisitedAt)) text = HouseholdWords.OfRegistration(met, language, register);
            if (fact is ILifeChange right && Righted(state).FirstOrDefault(r => r.Right.ChangeId == right.ChangeId).Wrong is { } wrong) text = HouseholdWords.OfRighted(text, wrong, language);
            var along = e.Data is ChangeWithdrawn gone ? state.Withdrawals.Values.FirstOrDefault(other => Undoing.GoesWith(gone, other)) : null;
            if (e.Data is ChangeWithdrawn w && Recorded.Of(state, w.Withdraws) is { } undone)
                text = along is not null ? HouseholdWords.OfGoingAlong(undone, language, register) : HouseholdWords.OfUndone(text, undone, language, register);
            if (e.Data is InterviewWithdrawn rejection)
                text = HouseholdWords.OfRejected(text, events.Select(o => o.Data).FirstOrDefault(o => SubmissionOf(o) == rejection.SubmissionId), reasons?.Of(rejection.Reason, language), language, register);
            entries.Add(new(HouseholdWords.TimeOf(fact) ?? learned, learned, KindOf(fact), text, HouseholdWords.TellerOf(fact))
            {
                Household = along is null ? HouseholdWords.OtherOf(fact) : WithdrawChange.Withdrawal.PartnerOf(Recorded.Of(state, along.Withdraws)),
                ChangeId = fact switch { ILifeChange change => change.ChangeId, HouseholdMoved move => move.ChangeId, _ => null },
                ThereAs = along is null ? null : Undoing.IdOf(along, ((ChangeWithdrawn)e.Data).Withdraws),
                Withdrawn = IsWithdrawn(e.Data is IRetold copy ? last[copy.ChangeId] : fact, state),
                Answers = e.Data switch
                {
                    InterviewCompleted i => [.. AnswerLines.Of(i.Answers, language).Select(l => new TimelineAnswer(l.Question, l.Answer))],
                    InterviewCorrected c => Differences(answers.GetValueOrDefault(state.ChainOf(c.SubmissionId)[^1]), c.Answers, language),
                    _ => null,
                },
            });
            // A correction says what is new since the one before it.
            if (e.Data is InterviewCompleted done) answers.TryAdd(done.SubmissionId, done.Answers);
            if (e.Data is InterviewCorrected restated) answers[state.ChainOf(restated.SubmissionId)[^1]] = restated.Answers;
        }
        return entries;
    }

    /// <summary>The answers that differ, each before and after.</summary>
    public static IReadOnlyList<TimelineAnswer> Differences(Answers? before, Answers after, Language language)
    {
        var old = before is null ? [] : AnswerLines.Of(before, language).ToDictionary(l => l.Path);
        var changed = AnswerLines.Of(after, language).ToDictionary(l => l.Path);
        return
        [
            .. changed.Values.Where(l => old.GetValueOrDefault(l.Path)?.Answer != l.Answer).Select(l => new TimelineAnswer(l.Question, l.Answer, old.GetValueOrDefault(l.Path)?.Answer)),
            .. old.Values.Where(l => !changed.ContainsKey(l.Path)).Select(l => new TimelineAnswer(l.Question, null, l.Answer)),
        ];
    }

    private static object AsFirstTold(IRetold copy) => copy switch
    {
        HouseholdSplitOff e => e with { Telling = null },
        HouseholdsMerged e => e with { Telling = null },
        _ => copy,
    };

    // Splits that were told wrongly, each with the one that took its place.
    private static IEnumerable<(ILifeChange Wrong, ILifeChange Right)> Righted(Household state) =>
        from wrong in state.AllChanges
        where wrong is HouseholdSplit or HouseholdSplitOff && state.Withdrawals.ContainsKey(wrong.ChangeId)
        from right in state.AllChanges
        where right.GetType() == wrong.GetType() && state.Withdrawals[wrong.ChangeId].ChangeId == SplitHousehold.ReplacementOf(right.ChangeId, wrong.ChangeId)
        select (wrong, right);

    private static bool IsWithdrawn(object fact, Household state) => fact switch
    {
        ILifeChange c => !state.Stands(c),
        HouseholdMoved m => state.Withdrawals.ContainsKey(m.ChangeId),
        InterviewCompleted i => state.Rejected.Contains(i.SubmissionId),
        InterviewCorrected c => state.HasFallen(c.SubmissionId),
        VisitRecorded v => state.Rejected.Contains(v.SubmissionId),
        _ => false,
    };

    private static Guid? SubmissionOf(object fact) => fact switch
    {
        InterviewCompleted e => e.SubmissionId,
        InterviewCorrected e => e.SubmissionId,
        VisitRecorded e => e.SubmissionId,
        _ => null,
    };

    private static string KindOf(object fact) => JsonNamingPolicy.SnakeCaseLower.ConvertName(fact.GetType().Name);
}
