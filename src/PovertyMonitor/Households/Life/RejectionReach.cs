namespace PovertyMonitor.Households.Life;

/// <summary>What the rejection of an interview means for the households that parted from the one it was about, or took it in. Pure.</summary>
/// <remarks>What they hold of it falls too, and is told anew from the interview that stands before it, if there is one.</remarks>
internal static class RejectionReach
{
    /// <summary>
    /// The households that may hold something of a household's interviews, and whose holdings may go further; also of those that came to live in it,
    /// since whoever had split off from them may be met in it again.
    /// </summary>
    public static IEnumerable<Guid> PartnersOf(Household household) => household.AllChanges.Where(c => !household.Withdrawals.ContainsKey(c.ChangeId)).Select(c => c switch
    {
        HouseholdSplit e => e.Into,
        HouseholdMergedInto e => e.Into,
        HouseholdsMerged { AsDuplicate: false } e => e.Absorbed,
        _ => (Guid?)null,
    }).OfType<Guid>();

    /// <summary>What a rejection writes, and who would live in two households by it.</summary>
    /// <param name="rejection">The rejection.</param>
    /// <param name="falling">The submissions that fall with it, itself included.</param>
    /// <param name="household">The household that it is about.</param>
    /// <param name="states">The household, and all that are reached from it by <see cref="PartnersOf"/>.</param>
    public static (IReadOnlyList<(Guid Household, object Event)> Events, IReadOnlyList<BothHomes> Both) Decide(
        InterviewWithdrawn rejection, IReadOnlyCollection<Guid> falling, Guid household, IReadOnlyDictionary<Guid, Household> states)
    {
        var after = states.ToDictionary();
        after[household] = after[household].With(rejection);
        List<(Guid Household, object Event)> events = [(household, rejection), .. Of(rejection, falling, household, after)];
        foreach (var (reached, e) in events.Skip(1)) after[reached] = after[reached].With(e);
        return (events, TwoHomes.Anew(states, after));
    }

    /// <param name="rejection">The rejection.</param>
    /// <param name="falling">The submissions that fall with it, itself included.</param>
    /// <param name="household">The household that it is about.</param>
    /// <param name="states">The household with the rejection in it, and all that are reached from it by <see cref="PartnersOf"/>.</param>
    private static IReadOnlyList<(Guid Household, object Event)> Of(
        InterviewWithdrawn rejection, IReadOnlyCollection<Guid> falling, Guid household, IReadOnlyDictionary<Guid, Household> states)
    {
        var after = states.ToDictionary();
        var events = new List<(Guid, object)>();
        var reached = new Queue<Guid>([household]);
        while (reached.TryDequeue(out var from))
            foreach (var (to, source) in Holders(after[from], falling, after).ToList())
            {
                var fact = rejection with { SubmissionId = source };
                events.Add((to, fact));
                after[to] = after[to].With(fact);
                reached.Enqueue(to);
            }
        return [.. events, .. Retelling.Of(after, events.Select(e => e.Item1).Prepend(household).Distinct().ToList()).Told];
    }

    private static IEnumerable<(Guid Household, Guid Source)> Holders(Household from, IReadOnlyCollection<Guid> falling, Dictionary<Guid, Household> states)
    {
        foreach (var change in from.Changes)
        {
            var held = change switch
            {
                HouseholdSplit e => states[e.Into].Changes.OfType<HouseholdSplitOff>().Where(s => s.ChangeId == e.ChangeId).Select(s => (e.Into, (Guid?)s.Source)),
                HouseholdMergedInto e => states[e.Into].Changes.OfType<HouseholdsMerged>().Where(m => m.ChangeId == e.ChangeId).Select(m => (e.Into, m.Source)),
                _ => [],
            };
            foreach (var (into, source) in held)
                if (source is { } id && falling.Contains(id)) yield return (into, id);
        }
    }
}
