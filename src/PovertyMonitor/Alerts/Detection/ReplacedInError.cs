using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>What was not told because another rule's alert took its place, which is found to have been raised in error. Pure.</summary>
internal static class ReplacedInError
{
    /// <summary>The rules that hold still and nobody was told of, each with its stretch.</summary>
    /// <param name="before">What was known of the household.</param>
    /// <param name="after">The same with the event.</param>
    /// <param name="turns">What the event means for the alerts there were.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="baseline">The round whose first interviews raise nothing.</param>
    /// <param name="masks">The deprivations of interviews.</param>
    public static IEnumerable<(HouseholdRule Rule, Episode Begun)> Of(
        Household before, Household after, IReadOnlyList<Finding.Turn> turns, HouseholdRules rules, string? baseline, Masks masks)
    {
        var withdrawn = turns.Where(t => t.Became == CauseTurn.NeverWas && t.Rule.Definition.Replaces is not null).ToList();
        if (withdrawn.Count == 0) yield break;
        foreach (var rule in rules.InForce)
            if (withdrawn.Any(t => t.Rule.Replaces(rule) && WasReplaced(before, rule, t, baseline, masks))
                && Course.Of(after, rule, masks) is { HoldsNow: true, Episodes: [.., var begun] } && !rules.InForce.Any(other => other.Replaces(rule) && Began(other, begun.Cause)))
                yield return (rule, begun);

        bool Began(HouseholdRule rule, Guid cause) => Course.Of(after, rule, masks).Episodes.Any(e => e.Cause == cause);
    }

    // By the interview as it was when it came: what only a correction made of it was never told, nor was a first one of the baseline.
    private static bool WasReplaced(Household before, HouseholdRule rule, Finding.Turn withdrawn, string? baseline, Masks masks)
    {
        if (Course.Of(before, rule, masks) is not { Episodes: [.., var current] } || current.Cause != withdrawn.Cause) return false;
        if (before.Completed.FirstOrDefault(i => i.SubmissionId == withdrawn.Cause) is not { } interview) return false;
        var earlier = before.Completed.TakeWhile(i => i != interview).ToList();
        if (earlier.Count == 0 && interview.Round == baseline && !before.AllChanges.Any(c => c is HouseholdSplitOff)) return false;
        var then = Household.After([.. before.AllChanges, .. before.Withdrawals.Values, .. earlier.Where(i => !before.Rejected.Contains(i.SubmissionId)), interview,
            .. before.Corrections.Where(c => before.ChainOf(c.SubmissionId)[^1] != withdrawn.Cause)]);
        return then.Interviews() is [.., var latest] && latest.SubmissionId == withdrawn.Cause && new[] { rule, withdrawn.Rule }.All(Began);

        bool Began(HouseholdRule began) => Course.Of(then, began, masks).Episodes.Any(e => e.Cause == withdrawn.Cause);
    }
}
