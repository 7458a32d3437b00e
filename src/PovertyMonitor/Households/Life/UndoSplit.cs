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
        // Who was asked there by themselves lived by themselves.
        if (parted.Interviews() is [.., var asked]) return LifeScene.AskedSince(into, asked);
        if (old.End is { } end) return LifeScene.RestsOnIt(from, end);
        if (parted.Changes.FirstOrDefault(c => c is HouseholdSplit or HouseholdsMerged or HouseholdMergedInto or HouseholdDissolved) is { } further)
            return LifeScene.RestsOnIt(into, further);
        // An interview of the old household that leaves out those who would have been there says that they were not.
        foreach (var interview in old.Interviews().Where(i => i.At > split.At))
            if (LifeScene.At(parted, interview.At - NodaTime.Duration.Epsilon)?.Answers.Members.Any(m => interview.Answers.Members.All(l => l.Id != m.Id)) == true)
                return LifeScene.AskedSince(from, interview);
        // What happened to people there happened to them here.
        var told = parted.Changes.Select(c => (There: c, Here: Undoing.Retold(c, fact))).Where(c => c.Here is not null).ToList();
        return LifeDecision.Of([(from, fact), (into, fact), .. told.Select(c => (from, (object)c.Here!)), .. told.Select(c => (into, (object)Undoing.Elsewhere(fact, c.There)))]);
    }
}
