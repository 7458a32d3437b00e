using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Life;

/// <summary>What goes with somebody into the household that had been absorbed, when a merge is taken back: all that happened to them since, and nothing of it stays. Pure.</summary>
internal static class GoingAlong
{
    /// <summary>What is told there, and what is taken back here.</summary>
    /// <param name="household">The household into which the other one had come.</param>
    /// <param name="merged">The merge.</param>
    /// <param name="member">Who goes.</param>
    /// <param name="fact">The withdrawal.</param>
    /// <param name="hasOwn">Whether the other household has interviews of its own, which say who lived there.</param>
    public static IEnumerable<(bool IsHere, object Event)> Of(Household household, HouseholdsMerged merged, Guid member, ChangeWithdrawn fact, bool hasOwn)
    {
        var reported = household.Changes.Where(c => c.At >= merged.At && IsOf(c, member)).OrderBy(c => c.At).ThenBy(c => c.ChangeId).ToList();
        foreach (var change in reported)
        {
            yield return (true, Undoing.Elsewhere(fact, change));
            yield return (false, Undoing.Retold(change, fact)!);
        }
        // Where it was an interview that met them, or met them no more, nothing of it is told there but by this.
        var (lived, met) = (merged.Members.Any(m => m.Id == member), false);
        foreach (var (at, there) in Turns(household, merged.At, member))
        {
            if (there is not null == lived) continue;
            lived = there is not null;
            if (reported.Exists(c => c.At == at) || (!lived && hasOwn)) continue;
            // The first keeps the id that it always had.
            var id = met ? Undoing.IdOf(fact, member, at) : Undoing.IdOf(fact, member);
            met = true;
            yield return (false, there is null ? new MemberLeft(id, at, fact.By, member, null) : new MemberJoined(id, at, fact.By, there));
        }
    }

    /// <summary>Whether a change happened to somebody alone.</summary>
    public static bool IsOf(ILifeChange change, Guid member) => member == MemberOf(change);

    /// <summary>To whom alone a change happened; no id where it is of a household or of several.</summary>
    public static Guid MemberOf(ILifeChange change) => change switch
    {
        MemberBorn e => e.Member.Id,
        MemberJoined e => e.Member.Id,
        MemberDied e => e.Member,
        MemberLeft e => e.Member,
        _ => Guid.Empty,
    };

    // From when on they lived there, or did not, as the household is believed to have lived.
    private static IEnumerable<(Instant At, Member? There)> Turns(Household household, Instant since, Guid member)
    {
        var spells = Spell.Of(household).Where(s => s.From >= since).ToList();
        foreach (var (i, spell) in spells.Index())
        {
            yield return (spell.From, spell.Answers.Members.FirstOrDefault(m => m.Id == member));
            if (spell.To is { } end && (i + 1 == spells.Count || spells[i + 1].From != end)) yield return (end, null);
        }
    }
}
