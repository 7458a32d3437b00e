using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>Finds what became of the causes of alerts by an event about a household. Pure.</summary>
internal static class FindTurns
{
    /// <summary>What an event made of the causes of a rule's alerts.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="household">The household's id.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="before">What was known of the household, and how the rule went with it.</param>
    /// <param name="after">The same with the event.</param>
    /// <param name="fact">The event.</param>
    public static IEnumerable<Finding.Turn> Of(
        string tenant, Guid household, HouseholdRule rule, (Household Household, Course Course) before, (Household Household, Course Course) after, object fact)
    {
        var (was, now, isPoint) = (before.Course, after.Course, rule.Definition.Kind == AlertRuleKind.ChildDeath);
        if (FindAlerts.IsKnown(rule, fact, () => was, now)) yield break;
        // While it passes for another household, recorded twice, it has no interview, and what was so never was.
        if (before.Household.IsDuplicate != after.Household.IsDuplicate)
        {
            var (held, turned) = after.Household.IsDuplicate ? (was.HoldsAt, CauseTurn.NeverWas) : (now.HoldsAt, CauseTurn.WasAfterAll);
            foreach (var cause in held.Where(h => h.Value).Select(h => h.Key).Union(isPoint ? LostDeaths.Tellers(after.Household) : [])) yield return Turn(cause, turned) with { Undone = (fact as ChangeWithdrawn)?.Withdraws.ToString() };
            // And may be over since.
            if (turned == CauseTurn.WasAfterAll && !isPoint && !now.HoldsNow && now.Episodes is [.., var last]) yield return Turn(last.Cause, CauseTurn.Gone);
            yield break;
        }
        if (isPoint)
        {
            foreach (var cause in LostDeaths.Of(after.Household, was, now)) yield return Turn(cause, CauseTurn.NeverWas);
            yield break;
        }
        foreach (var (index, episode) in was.Episodes.Index())
        {
            var (heldThen, isLast) = (now.HoldsAt.GetValueOrDefault(episode.Cause), index == was.Episodes.Count - 1);
            CauseTurn? became = !heldThen && (episode.IsOver || !now.HoldsNow) ? CauseTurn.NeverWas
                : !episode.IsOver && isLast && !now.HoldsNow ? CauseTurn.Gone
                : (episode.IsOver || !was.HoldsNow) && isLast && now.HoldsNow && now.Episodes is [.., { } current] && current.Cause == episode.Cause ? CauseTurn.Back
                : null;
            if (became is { } turn) yield return Turn(episode.Cause, turn);
        }
        // The interview that raised it while it was the first to say so; an older one has come since.
        if (Restated(fact) is { } restated && was.Episodes.All(e => e.Cause != restated) && was.HoldsAt.GetValueOrDefault(restated) && !now.HoldsAt.GetValueOrDefault(restated) && !now.HoldsNow)
            yield return Turn(restated, CauseTurn.NeverWas);

        Finding.Turn Turn(Guid cause, CauseTurn became) => new(FindAlerts.IdOf(tenant, rule.Code, rule.Revision, $"{household}", $"{cause}"), became, SourceOf(fact), rule, cause);
    }

    private static Guid? Restated(object fact) => fact switch
    {
        InterviewCorrected e => e.Corrects,
        InterviewWithdrawn e => e.SubmissionId,
        _ => null,
    };

    private static string SourceOf(object fact) => fact switch
    {
        InterviewCompleted e => $"{e.SubmissionId}",
        InterviewCorrected e => $"{e.SubmissionId}",
        InterviewWithdrawn e => $"{e.SubmissionId}",
        ChangeWithdrawn e => $"{e.ChangeId}",
        ILifeChange e => $"{e.ChangeId}",
        _ => "",
    };
}
