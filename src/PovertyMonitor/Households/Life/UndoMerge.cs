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
        var (came, shared) = (CameBy(household, merged), SharedBy(household, scene.States[absorbed], merged));
        if (came.Count + shared.Count > 0 && household.End is { } end) return LifeScene.RestsOnIt(kept, end);
        // Who split off since, or came once more with another household, is where that has put them.
        if (household.Changes.FirstOrDefault(c => c.At >= merged.At && c.ChangeId != merged.ChangeId && TogetherIn(c).Any(m => came.Contains(m) || shared.Contains(m) || going?.Contains(m) == true)) is { } further)
            return LifeScene.RestsOnIt(kept, further);
        var newcomers = NewcomersOf(household, merged, fact);
        if (going is null && newcomers.Where(n => !IsReported(household, n) && LivesIn(household, n)).ToList() is { Count: > 0 } unclear)
            return new([], LifeProblems.WhoGoes.Result(("members", string.Join(", ", unclear)), ("household", absorbed)).With(("members", unclear)));
        if (going?.FirstOrDefault(id => !newcomers.Contains(id)) is { } stranger && stranger != Guid.Empty)
            return LifeDecision.Refuse(LifeProblems.NotSince, ("member", stranger));

        var events = new List<(Guid, object)> { (kept, fact with { Apart = Apart(household, merged, came.Concat(going ?? [])) }), (absorbed, fact) };
        foreach (var member in came.Union(going ?? []))
            events.AddRange(GoingAlong.Of(household, merged, member, fact, hasOwn: merged.AsDuplicate && came.Contains(member)).Select(e => (e.IsHere ? kept : absorbed, e.Event)));
        // Whoever both had listed is in both records again, and what became of that person since is so in both.
        events.AddRange(household.Changes.Where(c => c.At >= merged.At && shared.Contains(GoingAlong.MemberOf(c)))
            .OrderBy(c => c.At).ThenBy(c => c.ChangeId).Select(c => (absorbed, (object)Undoing.Retold(c, fact)!)));
        return LifeDecision.Of([.. events]);
    }

    /// <summary>Who came by a merge: whom this household had listed itself by then, under the same id, was here all along and stays.</summary>
    public static HashSet<Guid> CameBy(Household household, HouseholdsMerged merged) => [.. merged.Members.Select(m => m.Id).Except(OwnAt(household, merged))];

    private static HashSet<Guid> SharedBy(Household household, Household absorbed, HouseholdsMerged merged) =>
        [.. Spell.Of(Without(absorbed, merged)).Where(s => !(s.To <= merged.At)).SelectMany(s => s.Answers.Members).Select(m => m.Id).Intersect(OwnAt(household, merged))];

    private static IEnumerable<Guid> OwnAt(Household household, HouseholdsMerged merged) =>
        LifeScene.At(Without(household, merged), merged.At)?.Answers.Members.Select(m => m.Id) ?? [];

    private static Household Without(Household household, HouseholdsMerged merged) => household.With(new ChangeWithdrawn(Guid.Empty, "", merged.ChangeId, default));

    private static bool LivesIn(Household household, Guid member) => Spell.Of(household) is [.., { To: null } now] && now.Answers.Members.Any(m => m.Id == member);

    // Whoever came since, and came neither with another household nor was here before; they may be gone again.
    private static HashSet<Guid> NewcomersOf(Household household, HouseholdsMerged merged, ChangeWithdrawn fact)
    {
        var before = Spell.Of(household.With(fact)).Where(s => s.From <= merged.At).SelectMany(s => s.Answers.Members)
            .Concat(household.Changes.OfType<HouseholdsMerged>().SelectMany(m => m.Members)).Select(m => m.Id).ToHashSet();
        return [.. Spell.Of(household).Where(s => s.To is not { } end || end > merged.At).SelectMany(s => s.Answers.Members).Select(m => m.Id).Where(id => !before.Contains(id))];
    }

    // Of whom it was reported that they came to live in this household.
    private static bool IsReported(Household household, Guid member) => household.Changes.Any(c => c is MemberBorn or MemberJoined && GoingAlong.IsOf(c, member));

    private static IEnumerable<Guid> TogetherIn(ILifeChange change) => change switch
    {
        HouseholdSplit e => e.Members,
        HouseholdsMerged e => e.Members.Select(m => m.Id),
        _ => [],
    };

    private static ListedApart? Apart(Household household, HouseholdsMerged merged, IEnumerable<Guid> theirs)
    {
        var since = household.Interviews().Where(i => i.At > merged.At).ToList();
        List<Guid> members = [.. theirs.Where(id => since.Exists(i => i.Answers.Members.Any(m => m.Id == id)))];
        return members.Count == 0 ? null : new([.. since.Where(i => i.Answers.Members.Any(m => members.Contains(m.Id))).Select(i => i.SubmissionId)], members);
    }
}
