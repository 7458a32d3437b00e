using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Surveys;

/// <summary>Interviews of households that parted or met: which of them would have somebody live in two, or in none. Pure.</summary>
internal static class PartedHousehold
{
    /// <summary>Whether an interview does not fit who went where, so that a person has to look at it.</summary>
    public static bool Contradicts(Household household, Submission submission)
    {
        if (submission.Answers is not { } answers) return false;
        var listed = answers.Members.Select(m => m.Id).ToHashSet();
        var restated = submission.Corrects is { } corrects ? household.InterviewOf(corrects) : null;
        if (submission.Corrects is not null && restated is null) return false;
        var at = restated?.At ?? submission.InterviewedAt;
        var changesRoster = restated is null || !listed.SetEquals(restated.Answers.Members.Select(m => m.Id));
        return household.AllChanges.Any(c => c switch
        {
            // Whoever is said never to have come lives elsewhere.
            _ when !household.Stands(c) => c is HouseholdsMerged e && e.Members.Any(m => listed.Contains(m.Id) && !IsBack(household, m.Id, Instant.MinValue, at)),
            HouseholdsMerged { AsDuplicate: false } e => at <= e.At && e.Members.Any(m => listed.Contains(m.Id)),
            // What was told of those who went along is told once and for all.
            HouseholdMergedInto { AsDuplicate: false } e => at <= e.At && changesRoster,
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
