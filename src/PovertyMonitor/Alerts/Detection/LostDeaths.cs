using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>The deaths of children that nothing on record tells of any more. Pure.</summary>
/// <remarks>One that is told elsewhere too keeps the alert that told it first, until nobody tells it.</remarks>
internal static class LostDeaths
{
    /// <summary>What could have raised their alerts.</summary>
    /// <param name="household">What is known of the household now.</param>
    /// <param name="was">How the rule went with it before.</param>
    /// <param name="now">How it goes with it now.</param>
    public static IEnumerable<Guid> Of(Household household, Course was, Course now)
    {
        if (now.Deaths >= was.Deaths) return [];
        var others = now.Episodes.Count(n => was.Episodes.All(w => w.Cause != n.Cause));
        var lost = was.Episodes.Select(e => e.Cause).Where(c => !now.HoldsAt.GetValueOrDefault(c)).Skip(others);
        return now.Deaths == 0 ? lost.Union(Tellers(household)) : lost;
    }

    /// <summary>All that ever told of a child's death there, also what was taken back: an alert may be about it still.</summary>
    public static IEnumerable<Guid> Tellers(Household household) =>
    [
        .. household.AllChanges.OfType<MemberDied>().Where(d => d.ChildDeath is not null).Select(d => d.ChangeId),
        .. household.Completed.Where(i => Tells(i.Answers)).Select(i => i.SubmissionId),
        .. household.Corrections.Where(c => Tells(c.Answers)).Select(c => household.ChainOf(c.SubmissionId)[^1]),
    ];

    private static bool Tells(Answers answers) => answers.ChildDeaths is { Count: > 0 };
}
