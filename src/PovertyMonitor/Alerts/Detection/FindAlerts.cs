using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>Finds what an event about a household means for alerts, from what was believed before and after it. Pure.</summary>
/// <remarks>
/// The memory of a household's status is the fold of its own history under the rule's measure revision, so that a rule that is
/// new has its memory at once and silently, and a rebuild or a measure adopted later moves nothing. Only a new latest
/// interview raises an alert (or the report of a child's death); everything else can only take one back or end it, and with one
/// that was raised in error goes what it had taken the place of.
/// </remarks>
internal static class FindAlerts
{
    private static readonly Guid Space = new("5f0a3c1e-7d55-4c5b-9a34-0f4b8f2f6b11");

    /// <summary>The id of the alert of a rule revision about a subject, raised by a cause.</summary>
    public static Guid IdOf(string tenant, string rule, int revision, string subject, string cause) =>
        NameBasedGuid.Create(Space, $"{tenant}/{rule}@{revision}/{subject}/{cause}");

    /// <summary>Whether an event can mean anything for alerts.</summary>
    public static bool Matters(object fact) => fact is InterviewCompleted or InterviewCorrected or InterviewWithdrawn or ChangeWithdrawn
        or MemberDied or MemberLeft or HouseholdSplit or HouseholdDissolved or HouseholdMergedInto;

    /// <summary>The findings of one event.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="household">The household's id.</param>
    /// <param name="before">What was known of it.</param>
    /// <param name="after">The same with the event.</param>
    /// <param name="fact">The event.</param>
    /// <param name="rules">The rules, with the revisions that raised alerts before.</param>
    /// <param name="baseline">The round whose first interviews raise nothing; <see langword="null"/> for none.</param>
    public static IEnumerable<Finding> Decide(
        string tenant, Guid household, Household before, Household after, object fact, HouseholdRules rules, string? baseline)
    {
        if (!Matters(fact)) yield break;
        var isFirst = before.Completed.IsEmpty && !before.AllChanges.Any(c => c is HouseholdSplitOff);
        // A first census: nothing to raise, and nothing held before.
        if (isFirst && fact is InterviewCompleted first && first.Round == baseline) yield break;
        var masks = new Masks();
        var latest = after.Interviews() is [.., var last] ? last : null;
        var raised = new List<(HouseholdRule Rule, Episode Begun)>();
        foreach (var rule in rules.InForce)
            if (Cause(fact, latest) is { } cause && Course.Of(after, rule, masks) is var course && course.Episodes.LastOrDefault(e => e.Cause == cause) is { } begun
                && !IsKnown(rule, fact, () => Course.Of(before, rule, masks), course)) raised.Add((rule, begun));
        foreach (var (rule, begun) in raised.Where(r => !raised.Any(other => other.Rule.Replaces(r.Rule))))
            yield return new Finding.Raise(Alert(tenant, household, rule, begun, masks));
        if (isFirst) yield break;
        var turns = rules.Ever.SelectMany(rule => FindTurns.Of(tenant, household, rule, (before, Course.Of(before, rule, masks)), (after, Course.Of(after, rule, masks)), fact)).ToList();
        foreach (var turn in turns) yield return turn;
        foreach (var (rule, begun) in ReplacedInError.Of(before, after, turns, rules, baseline, masks))
            yield return new Finding.Raise(Alert(tenant, household, rule, begun, masks));
    }

    /// <summary>Whether it tells of no child's death that was not on record before, whichever of both is the earlier now.</summary>
    public static bool IsKnown(HouseholdRule rule, object fact, Func<Course> was, Course now) =>
        rule.Definition.Kind == AlertRuleKind.ChildDeath && fact is MemberDied or InterviewCompleted && was().Deaths == now.Deaths;

    private static Guid? Cause(object fact, Interview? latest) => fact switch
    {
        InterviewCompleted i when latest?.SubmissionId == i.SubmissionId => i.SubmissionId,
        MemberDied { ChildDeath: not null } d => d.ChangeId,
        _ => null,
    };

    private static Alert Alert(string tenant, Guid household, HouseholdRule rule, Episode episode, Masks masks)
    {
        var (deprived, _) = masks.Of(rule.Measure, episode.Interview);
        var (subject, cause) = ($"{household}", $"{episode.Cause}");
        return new Alert(
            IdOf(tenant, rule.Code, rule.Revision, subject, cause), rule.Code, rule.Revision, rule.Definition.Audience, rule.Definition.Severity,
            tenant, episode.Interview.Place.Village, subject, cause, episode.At, HouseholdRule.DayOf(episode.At), rule.Measure.Id)
        {
            Village = episode.Interview.Place.Village,
            Hamlet = episode.Interview.Place.Rw,
            DasaWisma = episode.Interview.Place.DasaWisma,
            Household = household,
            Round = episode.Interview.Round,
            Deprivations = rule.Deprivations(deprived),
            // The score tells of everything that a household lacks: only where poverty is the matter.
            Value = rule.Definition.Kind is AlertRuleKind.BecomesPoor or AlertRuleKind.LeavesPoverty ? $"{rule.Score(deprived)}" : null,
        };
    }
}
