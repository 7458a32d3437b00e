namespace PovertyMonitor.Households.Life;

/// <summary>What the rejection of an interview means for the households that parted from the one it was about, or took it in. Pure.</summary>
/// <remarks>What they hold of it falls too, and is told anew from the interview that stands before it, if there is one.</remarks>
internal static class RejectionReach
{
    /// <summary>The households that may hold something of a household's interviews, and whose holdings may go further.</summary>
    public static IEnumerable<Guid> PartnersOf(Household household) => household.Changes.Select(c => c switch
    {
        HouseholdSplit e => e.Into,
        HouseholdMergedInto e => e.Into,
        _ => (Guid?)null,
    }).OfType<Guid>();

    /// <summary>What follows for other households.</summary>
    /// <param name="rejection">The rejection.</param>
    /// <param name="falling">The submissions that fall with it, itself included.</param>
    /// <param name="household">The household that it is about.</param>
    /// <param name="states">The household with the rejection in it, and all that are reached from it by <see cref="PartnersOf"/>.</param>
    public static IReadOnlyList<(Guid Household, object Event)> Of(
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
