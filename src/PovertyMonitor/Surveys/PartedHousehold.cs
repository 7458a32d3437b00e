using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Surveys;

/// <summary>Interviews of households that parted or met: which of them would have somebody live in two, or in none. Pure.</summary>
internal static class PartedHousehold
{
    /// <summary>Whether an interview does not fit who went where, so that a person has to look at it.</summary>
    /// <param name="states">Its household, and all that are reached from it.</param>
    /// <param name="submission">The interview.</param>
    /// <param name="isTheirs">Whether a household of a place is the sender's to report of.</param>
    public static bool Contradicts(IReadOnlyDictionary<Guid, Household> states, Submission submission, Func<Place, bool> isTheirs)
    {
        if (submission.Answers is null) return false;
        var household = states[submission.HouseholdId];
        var restated = submission.Corrects is { } corrects ? household.InterviewOf(corrects) : null;
        // What was a visit only becomes an interview.
        if (restated is null && household.AllVisits.Any(v => v.SubmissionId == submission.Corrects)) submission = submission with { Corrects = null };
        return (submission.Corrects is null || restated is not null)
            && (ListsOthers(household, submission, restated) || Denies(states, submission, isTheirs));
    }

    // Somebody who went to live elsewhere would not have been there; or would be taken out of another village's household.
    private static bool Denies(IReadOnlyDictionary<Guid, Household> states, Submission submission, Func<Place, bool> isTheirs)
    {
        Guid[] changed = [submission.HouseholdId];
        var after = states.ToDictionary();
        after[submission.HouseholdId] = after[submission.HouseholdId].With(submission.ToEvent());
        var (told, unfit) = Retelling.Of(after, changed);
        return told.Any(t => t.Event is HouseholdSplitOff { Returned: { } back } && states[t.Household] is { LastPlace: { } place } there && !isTheirs(place)
                && back.Any(r => LifeScene.At(there, r.At)?.Answers.Members.Any(m => m.Id == r.Member) == true))
            || (unfit.Count > 0 && unfit.Except(Retelling.Of(states, changed).Unfit).Any());
    }

    private static bool ListsOthers(Household household, Submission submission, Interview? restated)
    {
        var listed = submission.Answers!.Members.Select(m => m.Id).ToHashSet();
        var at = restated?.At ?? submission.InterviewedAt;
        return household.Returned.Any(r => r.At <= at && listed.Contains(r.Member) && !IsBack(household, r.Member, r.At, at)) || household.AllChanges.Any(c => c switch
        {
            // Whoever is said never to have come lives elsewhere.
            HouseholdsMerged e when household.Withdrawals.ContainsKey(e.ChangeId) || (e.Source is { } source && household.Rejected.Contains(source)) =>
                e.Members.Any(m => listed.Contains(m.Id) && !IsBack(household, m.Id, Instant.MinValue, at)),
            _ when !household.Stands(c) => false,
            HouseholdsMerged { AsDuplicate: false } e => at <= e.At && e.Members.Any(m => listed.Contains(m.Id)),
            HouseholdSplitOff e => restated is null && at < e.At,
            HouseholdSplit e => e.At < at && e.Members.Any(m => listed.Contains(m) && !IsBack(household, m, e.At, at)),
            _ => false,
        });
    }

    // An interview taken all the same says so too: a person has looked at it.
    private static bool IsBack(Household household, Guid member, Instant since, Instant at) =>
        household.Changes.Any(c => c.At > since && c.At <= at && c switch
        {
            HouseholdsMerged e => e.Members.Any(m => m.Id == member),
            MemberJoined e => e.Member.Id == member,
            _ => false,
        })
        || household.Interviews().Any(i => i.At > since && i.At <= at && i.Answers.Members.Any(m => m.Id == member));
}
