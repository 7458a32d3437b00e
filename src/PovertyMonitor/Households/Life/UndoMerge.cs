using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>
/// A merge is taken back: both households go on as they were, and what happened since to those who had come along happened in theirs. Pure.
/// </summary>
internal static class UndoMerge
{
    /// <summary>What follows.</summary>
    /// <param name="scene">Both households.</param>
    /// <param name="fact">The withdrawal.</param>
    /// <param name="kept">The household into which the other one had come.</param>
    /// <param name="absorbed">The other one.</param>
    /// <param name="going">Who of those who came since goes with it; <see langword="null"/> where nothing is said.</param>
    public static LifeDecision Decide(LifeScene scene, ChangeWithdrawn fact, Guid kept, Guid absorbed, IReadOnlyList<Guid>? going)
    {
        var household = scene.States[kept];
        var merged = (HouseholdsMerged)Recorded.Of(household, fact.Withdraws)!;
        var came = merged.Members.Select(m => m.Id).ToHashSet();
        if (came.Count > 0 && household.End is { } end) return LifeScene.RestsOnIt(kept, end);
        if (household.Changes.FirstOrDefault(c => c.At >= merged.At && c is HouseholdSplit split && split.Members.Any(m => came.Contains(m) || going?.Contains(m) == true)) is { } further)
            return LifeScene.RestsOnIt(kept, further);
        var newcomers = NewcomersOf(household, merged, fact);
        if (going is null && newcomers.Where(n => !IsReported(household, n) && LivesIn(household, n)).ToList() is { Count: > 0 } unclear)
            return new([], LifeProblems.WhoGoes.Result(("members", string.Join(", ", unclear)), ("household", absorbed)).With(("members", unclear)));
        if (going?.FirstOrDefault(id => !newcomers.Contains(id)) is { } stranger && stranger != Guid.Empty)
            return LifeDecision.Refuse(LifeProblems.NotSince, ("member", stranger));

        var events = new List<(Guid, object)> { (kept, fact with { Apart = Apart(household, merged, came.Concat(going ?? [])) }), (absorbed, fact) };
        foreach (var member in going ?? []) events.AddRange(Coming(household, merged, member, fact).Select(e => (e.IsHere ? kept : absorbed, e.Event)));
        foreach (var member in came.Concat(going ?? [])) events.AddRange(Gone(household, merged, member, fact, hasOwn: merged.AsDuplicate && came.Contains(member)).Select(e => (e.IsHere ? kept : absorbed, e.Event)));
        return LifeDecision.Of([.. events]);
    }

    private static bool LivesIn(Household household, Guid member) => Spell.Of(household) is [.., { To: null } now] && now.Answers.Members.Any(m => m.Id == member);

    // Whoever came since, and came neither with another household nor was here before; they may be gone again.
    private static HashSet<Guid> NewcomersOf(Household household, HouseholdsMerged merged, ChangeWithdrawn fact)
    {
        var before = Spell.Of(household.With(fact)).Where(s => s.From <= merged.At).SelectMany(s => s.Answers.Members)
            .Concat(household.Changes.OfType<HouseholdsMerged>().SelectMany(m => m.Members)).Select(m => m.Id).ToHashSet();
        return [.. Spell.Of(household).Where(s => s.To is not { } end || end > merged.At).SelectMany(s => s.Answers.Members).Select(m => m.Id).Where(id => !before.Contains(id))];
    }

    // Of whom it was reported that they came to live in this household.
    private static bool IsReported(Household household, Guid member) => Arrival(household, member) is not null;

    private static ILifeChange? Arrival(Household household, Guid member) => household.Changes.FirstOrDefault(c => c switch
    {
        MemberBorn e => e.Member.Id == member,
        MemberJoined e => e.Member.Id == member,
        _ => false,
    });

    private static ListedApart? Apart(Household household, HouseholdsMerged merged, IEnumerable<Guid> theirs)
    {
        var since = household.Interviews().Where(i => i.At > merged.At).ToList();
        List<Guid> members = [.. theirs.Where(id => since.Exists(i => i.Answers.Members.Any(m => m.Id == id)))];
        return members.Count == 0 ? null : new([.. since.Where(i => i.Answers.Members.Any(m => members.Contains(m.Id))).Select(i => i.SubmissionId)], members);
    }

    private static IEnumerable<(bool IsHere, object Event)> Coming(Household household, HouseholdsMerged merged, Guid member, ChangeWithdrawn fact)
    {
        if (Arrival(household, member) is { } arrival)
        {
            yield return (true, Undoing.Elsewhere(fact, arrival));
            yield return (false, Undoing.Retold(arrival, fact)!);
            yield break;
        }
        var first = Spell.Of(household).First(s => s.From > merged.At && s.Answers.Members.Any(m => m.Id == member));
        yield return (false, new MemberJoined(Undoing.IdOf(fact, member), first.From, fact.By, first.Answers.Members.Single(m => m.Id == member)));
    }

    // Who came along, or goes along, and is here no more has died or left, by a report or by an interview that lists them no more.
    private static IEnumerable<(bool IsHere, object Event)> Gone(Household household, HouseholdsMerged merged, Guid member, ChangeWithdrawn fact, bool hasOwn)
    {
        if (Spell.Of(household).LastOrDefault(s => s.From >= merged.At && s.Answers.Members.Any(m => m.Id == member)) is not { To: { } gone }) yield break;
        var reported = household.Changes.FirstOrDefault(c => c.At == gone && (c is MemberDied died ? died.Member : (c as MemberLeft)?.Member) == member);
        if (reported is not null)
        {
            yield return (true, Undoing.Elsewhere(fact, reported));
            yield return (false, Undoing.Retold(reported, fact)!);
        }
        // What was found to be one household has interviews of its own.
        else if (!hasOwn) yield return (false, new MemberLeft(Undoing.IdOf(fact, member), gone, fact.By, member, null));
    }
}
