using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>What the rejection of an interview means for the households that parted from the one it was about, or took it in. Pure.</summary>
/// <remarks>They hold a copy of what it said; it is told anew from the interview that stands before it, if there is one.</remarks>
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
            foreach (var (to, fact) in Following(after[from], falling, after, rejection).ToList())
            {
                events.Add((to, fact));
                after[to] = after[to].With(fact);
                reached.Enqueue(to);
            }
        return events;
    }

    private static IEnumerable<(Guid, object)> Following(
        Household from, IReadOnlyCollection<Guid> falling, Dictionary<Guid, Household> states, InterviewWithdrawn rejection)
    {
        foreach (var change in from.Changes)
        {
            var (into, held) = change switch
            {
                HouseholdSplit e => (e.Into, states[e.Into].Changes.OfType<HouseholdSplitOff>().FirstOrDefault(s => s.ChangeId == e.ChangeId && falling.Contains(s.Source))),
                HouseholdMergedInto e => (e.Into, states[e.Into].Changes.OfType<HouseholdsMerged>().FirstOrDefault(m => m.ChangeId == e.ChangeId && m.Source is { } s && falling.Contains(s))),
                _ => (Guid.Empty, (ILifeChange?)null),
            };
            if (held is null) continue;
            yield return (into, rejection with { SubmissionId = held is HouseholdSplitOff off ? off.Source : ((HouseholdsMerged)held).Source!.Value });
            // As it lived just then without the change itself: the members that went are in what it said before.
            var before = from.With(new ChangeWithdrawn(Guid.Empty, rejection.By, change.ChangeId, default));
            if (LifeScene.At(before, change.At) is { } then && Retold(held, change, then) is { } retold) yield return (into, retold);
        }
    }

    private static object? Retold(ILifeChange held, ILifeChange change, Spell then)
    {
        if (held is HouseholdsMerged merged)
        {
            var (come, deaths) = Members.Coming(then.Answers, merged.AsDuplicate ? [.. merged.Members.Select(m => m.Id)] : null);
            return come.Count == 0 ? null : merged with { Source = then.Interview.Source, Members = come, ChildDeaths = deaths };
        }
        var (begun, split) = ((HouseholdSplitOff)held, (HouseholdSplit)change);
        var left = then.Answers.Members.Select(m => m.Id).Where(split.Members.Contains).ToList();
        var head = begun.Answers.Members.FirstOrDefault(m => m.Relation == Questionnaire.Relation.Head)?.Id ?? Guid.Empty;
        return left.Count == 0 ? null : begun with
        {
            Source = then.Interview.Source,
            InterviewedAt = then.Interview.At,
            Round = then.Interview.Round,
            Answers = Members.Leaving(then.Answers, left, head),
        };
    }
}
