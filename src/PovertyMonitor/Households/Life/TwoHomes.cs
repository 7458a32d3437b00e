using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>Who would live here again, and lives in another household at that time or later.</summary>
/// <param name="Member">The member's id.</param>
/// <param name="Household">The other household.</param>
internal sealed record OtherHome(Guid Member, Guid Household);

/// <summary>Who would live in two households at a time.</summary>
/// <param name="Member">The member's id.</param>
/// <param name="Household">One of them.</param>
/// <param name="Other">The other one.</param>
internal sealed record BothHomes(Guid Member, Guid Household, Guid Other);

/// <summary>Who would live in two households at a time if a change was taken back. Pure.</summary>
/// <remarks>
/// Only those count of whom it was reported that they live in the other one. Whom an interview alone lists there is for a person to judge,
/// and flagged: what they would correct is this very change.
/// </remarks>
internal static class TwoHomes
{
    /// <summary>They; who lived in both before is no reason.</summary>
    /// <param name="states">The households as they are, the others with them.</param>
    /// <param name="decision">What follows from the withdrawal.</param>
    public static IReadOnlyList<OtherHome> By(IReadOnlyDictionary<Guid, Household> states, LifeDecision decision)
    {
        var changed = decision.Events.GroupBy(e => e.Household, e => e.Event)
            .Select(of => (Before: StaysIn(states[of.Key]), After: StaysIn(of.Aggregate(states[of.Key], (state, fact) => state.With(fact))))).ToList();
        var touched = decision.Events.Select(e => e.Household).ToHashSet();
        var more = changed.SelectMany(c => c.After.Except(c.Before)).ToLookup(s => s.Member);
        if (more.Count == 0) return [];
        var before = changed.SelectMany(c => c.Before).ToLookup(s => s.Member);
        return
        [
            .. (from other in states
                where !touched.Contains(other.Key)
                from there in StaysIn(other.Value)
                where more[there.Member].Any(here => Meet(here, there)) && !before[there.Member].Any(here => Meet(here, there)) && IsTold(other.Value, there.Member)
                select new OtherHome(there.Member, other.Key)).Distinct().OrderBy(h => h.Member).ThenBy(h => h.Household),
        ];
    }

    /// <summary>Who lives in two of some households at a time and did not before, whoever says so.</summary>
    public static IReadOnlyList<BothHomes> Anew(IReadOnlyDictionary<Guid, Household> before, IReadOnlyDictionary<Guid, Household> after) =>
        [.. BothOf(after).Except(BothOf(before)).OrderBy(b => b.Member).ThenBy(b => b.Household).ThenBy(b => b.Other)];

    private static HashSet<BothHomes> BothOf(IReadOnlyDictionary<Guid, Household> states)
    {
        var lives = states.SelectMany(s => StaysIn(s.Value).Select(stay => (Household: s.Key, Stay: stay))).ToLookup(l => l.Stay.Member);
        return
        [
            .. from person in lives
               from one in person
               from other in person
               where one.Household.CompareTo(other.Household) < 0 && Meet(one.Stay, other.Stay)
               select new BothHomes(person.Key, one.Household, other.Household),
        ];
    }

    private static List<Stay> StaysIn(Household household) =>
        [.. Spell.Of(household).SelectMany(s => s.Answers.Members.Select(m => new Stay(m.Id, s.From, s.To)))];

    private static bool Meet(Stay one, Stay other) => !(one.To <= other.From) && !(other.To <= one.From);

    private static bool IsTold(Household household, Guid member) => household.Changes.Any(c => c switch
    {
        MemberJoined e => e.Member.Id == member,
        HouseholdsMerged e => e.Members.Any(m => m.Id == member),
        HouseholdSplitOff e => e.Answers.Members.Any(m => m.Id == member),
        _ => false,
    });

    private sealed record Stay(Guid Member, Instant From, Instant? To);
}
