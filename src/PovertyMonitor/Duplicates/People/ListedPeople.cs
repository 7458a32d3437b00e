using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Duplicates.People;

/// <summary>Who is listed where: people who would live in two households, or live after their death. Pure: what comes out follows from what is known, in whatever order it came.</summary>
internal static class ListedPeople
{
    /// <summary>Whom a household's history lists as living in it or having died in it.</summary>
    public static IReadOnlyList<Guid> Of(Household household) =>
        [.. LivingIn(household).Concat(DeathsIn(household).Select(d => d.Member)).Distinct()];

    /// <summary>What is odd: of two households that list a living person the one of which that was said last, and every interview that lists somebody who had died, or in force when they were said to come.</summary>
    /// <param name="households">All that list one of those people.</param>
    /// <param name="same">Members of different households who gave the same identity number (NIK).</param>
    public static IReadOnlyList<(Submission Of, QualityFlag Flag)> Odd(IReadOnlyDictionary<Guid, Household> households, IEnumerable<(Guid One, Guid Other)> same)
    {
        var persons = new Dictionary<Guid, Guid>();
        foreach (var (one, other) in same) Unite(persons, one, other);
        return [.. Elsewhere(households, persons), .. Dead(households, persons)];
    }

    private static IEnumerable<(Submission, QualityFlag)> Elsewhere(IReadOnlyDictionary<Guid, Household> households, Dictionary<Guid, Guid> persons)
    {
        var listings = households.Where(h => Spell.Of(h.Value) is [.., { To: null }])
            .Select(h => (Household: h.Key, h.Value, Spell.Of(h.Value)[^1].Interview, Fact: h.Value.FactOf(h.Key, Spell.Of(h.Value)[^1].Interview.Source), Members: LivingIn(h.Value)));
        var twice = listings.SelectMany(l => l.Members.Select(m => (Listing: l, Member: m))).GroupBy(l => PersonOf(persons, l.Member))
            .Where(g => g.Select(l => l.Listing.Household).Distinct().Skip(1).Any());
        foreach (var person in twice)
            // One that has no interview of its own yet is not what anybody said last.
            foreach (var (listing, member) in person.OrderBy(l => l.Listing.Fact is not null).ThenBy(l => SaidAt(l.Listing.Value, l.Listing.Interview, l.Member)).ThenBy(l => l.Listing.Household).Skip(1))
                if (listing.Fact is { } fact) yield return (fact, new(QualityProblems.MemberElsewhere, member));
    }

    // Whoever came since the interview was last said to live there by the report of that.
    private static Instant SaidAt(Household household, Interview interview, Guid member) =>
        household.Changes.OfType<MemberJoined>().Where(j => j.Member.Id == member).Select(j => j.At).Append(interview.At).Max();

    private static IEnumerable<(Submission, QualityFlag)> Dead(IReadOnlyDictionary<Guid, Household> households, Dictionary<Guid, Guid> persons)
    {
        var deaths = households.Values.SelectMany(DeathsIn).GroupBy(d => PersonOf(persons, d.Member)).ToDictionary(g => g.Key, g => g.Min(d => d.At));
        if (deaths.Count == 0) yield break;
        foreach (var (id, household) in households)
            foreach (var (member, source) in ListedIn(household).Where(l => deaths.TryGetValue(PersonOf(persons, l.Member), out var died) && died < l.At).Select(l => (l.Member, l.Source)).Distinct())
                if (household.FactOf(id, source) is { } fact) yield return (fact, new(QualityProblems.MemberDead, member));
    }

    // By an interview, or by a report that they came, which is looked at with the interview that held then.
    private static IEnumerable<(Guid Member, Instant At, Guid Source)> ListedIn(Household household) =>
        household.Interviews().SelectMany(i => i.Answers.Members.Select(m => (m.Id, i.At, i.Source)))
            .Concat(household.IsDuplicate ? [] : household.Changes.OfType<MemberJoined>()
                .SelectMany(j => LifeScene.At(household, j.At) is { } then ? [(j.Member.Id, j.At, then.Interview.Source)] : Array.Empty<(Guid, Instant, Guid)>()));

    private static IEnumerable<Guid> LivingIn(Household household) =>
        Spell.Of(household) is [.., { To: null } now] ? now.Answers.Members.Select(m => m.Id) : [];

    // Of what was found to be another household nothing counts.
    private static IEnumerable<(Guid Member, Instant At)> DeathsIn(Household household) =>
        household.IsDuplicate ? [] : household.Changes.OfType<MemberDied>().Select(d => (d.Member, d.At));

    private static Guid PersonOf(Dictionary<Guid, Guid> persons, Guid member)
    {
        while (persons.TryGetValue(member, out var same)) member = same;
        return member;
    }

    private static void Unite(Dictionary<Guid, Guid> persons, Guid one, Guid other)
    {
        var (first, second) = (PersonOf(persons, one), PersonOf(persons, other));
        if (first != second) persons[first.CompareTo(second) < 0 ? second : first] = first.CompareTo(second) < 0 ? first : second;
    }
}
