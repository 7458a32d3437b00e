using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>A split is taken back: whoever lived in the household that had split off was in the old one all along. Pure.</summary>
internal static class UndoSplit
{
    /// <summary>What follows.</summary>
    /// <param name="scene">Both households.</param>
    /// <param name="fact">The withdrawal.</param>
    /// <param name="from">The old household.</param>
    /// <param name="into">The one that had split off.</param>
    public static LifeDecision Decide(LifeScene scene, ChangeWithdrawn fact, Guid from, Guid into)
    {
        var (old, parted) = (scene.States[from], scene.States[into]);
        var split = (HouseholdSplit)Recorded.Of(old, fact.Withdraws)!;
        // Who was asked there by themselves lived by themselves; others who were asked there never were of the old household.
        var home = GoingHome(parted).Union(split.Members).ToHashSet();
        if (parted.Interviews().LastOrDefault(i => i.Answers.Members.Any(m => home.Contains(m.Id))) is { } asked) return AskedSince(scene, into, asked, from, split);
        if (old.End is { } end) return LifeScene.RestsOnIt(from, end);
        var others = OthersSince(parted);
        var changes = parted.Changes.Where(c => c.At < others).ToList();
        if (changes.Find(c => c is HouseholdSplit or HouseholdsMerged or HouseholdMergedInto or HouseholdDissolved) is { } further)
            return LifeScene.RestsOnIt(into, further);
        // An interview of the old household that leaves out those who would have been there says that they were not.
        foreach (var interview in old.Interviews().Where(i => i.At > split.At && i.At <= others))
            if (LifeScene.At(parted, interview.At - Duration.Epsilon)?.Answers.Members.Any(m => interview.Answers.Members.All(l => l.Id != m.Id)) == true)
                return AskedSince(scene, from, interview, from, split);
        // What happened to people there happened to them here.
        var told = changes.Select(c => (There: c, Here: Undoing.Retold(c, fact))).Where(c => c.Here is not null).ToList();
        return LifeDecision.Of([(from, fact), (into, fact), .. told.Select(c => (from, (object)c.Here!)), .. told.Select(c => (into, (object)Undoing.Elsewhere(fact, c.There)))]);
    }

    /// <summary>Why it can't be taken back, with both interviews, one of which may be wrong.</summary>
    public static LifeDecision AskedSince(LifeScene scene, Guid household, Interview asked, Guid from, HouseholdSplit split) => LifeScene.AskedSince(
        household, asked, from, split, Recorded.Of(scene.States[split.Into], split.ChangeId) is HouseholdSplitOff begun ? begun.Source : asked.SubmissionId);

    /// <summary>Who of the household that had split off goes home: those who lived there before others were asked there.</summary>
    public static IReadOnlyCollection<Guid> GoingHome(Household parted)
    {
        var others = OthersSince(parted);
        return [.. Spell.Of(parted).Where(s => s.From < others).SelectMany(s => s.Answers.Members).Select(m => m.Id).Distinct()];
    }

    private static Instant OthersSince(Household parted) => parted.Interviews() is [var first, ..] ? first.At : Instant.MaxValue;
}
