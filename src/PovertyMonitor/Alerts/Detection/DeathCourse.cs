using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>How the deaths of a household's children became known: each is a point and ends with nothing. Pure.</summary>
internal static class DeathCourse
{
    /// <summary>The deaths that were news when they were told.</summary>
    public static Course Of(Household household)
    {
        var episodes = new List<Episode>();
        var holdsAt = new Dictionary<Guid, bool>();
        var known = new KnownDeaths();
        if (Course.Origin(household) is { } origin) known.Learn(origin.Answers.ChildDeaths ?? [], origin.At);
        var turns = household.Interviews().Select(i => (i.At, Id: i.SubmissionId, Turn: (object)i))
            .Concat(household.Changes.OfType<MemberDied>().Where(d => d.ChildDeath is not null).Select(d => (d.At, Id: d.ChangeId, Turn: (object)d)))
            .OrderBy(t => t.At).ThenBy(t => t.Turn is MemberDied).ThenBy(t => t.Id);
        Interview? latest = null;
        foreach (var (at, id, turn) in turns)
        {
            latest = turn as Interview ?? latest;
            holdsAt[id] = turn is MemberDied died
                ? known.LearnByReport(died.ChildDeath!, at, IsListed(household, latest, died.Member))
                : known.Learn(((Interview)turn).Answers.ChildDeaths ?? [], at) > 0;
            if (holdsAt[id] && latest is not null) episodes.Add(new(id, at, false, latest));
        }
        return new(episodes, holdsAt, false, known.Count);
    }

    private static bool IsListed(Household household, Interview? latest, Guid member) =>
        latest?.Answers.Members.Any(m => m.Id == member) == true || household.Changes.Any(c => (c is MemberBorn born && born.Member.Id == member) || (c is MemberJoined joined && joined.Member.Id == member));
}
