using System.Text.Json;
using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>What became of the copies that households hold of others.</summary>
/// <param name="Told">The copies told anew, by the household that holds them, in the order in which they follow from each other.</param>
/// <param name="Unfit">Splits and merges that do not fit how the household lived at that time: somebody went who was not there.</param>
internal sealed record RetoldCopies(IReadOnlyList<(Guid Household, object Event)> Told, IReadOnlyList<(Guid Household, Guid Change, Instant At)> Unfit);

/// <summary>Tells copies anew where what they were copied from has become another. Pure.</summary>
/// <remarks>So that it makes no difference whether an interview, a correction or a change arrives before or after a split or a merge that is later in time.</remarks>
internal static class Retelling
{
    // Of changes that follow from each other in a ring at one instant.
    private const int MostTellings = 1000;

    private static readonly JsonSerializerOptions Json = JsonOptions();

    /// <summary>Households, and all those whose copies may follow from them, as far as the states are there to tell.</summary>
    public static HashSet<Guid> Reach(IEnumerable<Guid> changed, IReadOnlyDictionary<Guid, Household> states)
    {
        var reach = changed.ToHashSet();
        var open = new Queue<Guid>(reach);
        while (open.TryDequeue(out var household))
            if (states.TryGetValue(household, out var state))
                foreach (var partner in RejectionReach.PartnersOf(state).Where(reach.Add)) open.Enqueue(partner);
        return reach;
    }

    /// <summary>What follows for others from what is known of households now.</summary>
    /// <param name="states">Households and all that are in their <see cref="Reach"/>.</param>
    /// <param name="changed">Those of which something has become known.</param>
    public static RetoldCopies Of(IReadOnlyDictionary<Guid, Household> states, IEnumerable<Guid> changed)
    {
        var after = states.ToDictionary();
        var (told, unfit, open) = (new List<(Guid, object)>(), new HashSet<(Guid, Guid, Instant)>(), new Queue<Guid>(changed));
        while (told.Count < MostTellings && open.TryDequeue(out var next))
            foreach (var (from, change) in Parting(next, after))
            {
                // Of what was found to be another one only that counts.
                if (after[from].IsDuplicate && change is not HouseholdMergedInto { AsDuplicate: true }) continue;
                // Of one that ended at the same instant there is nothing else to tell.
                if (after[from].End is { } end && end.At <= change.At && end.ChangeId != change.ChangeId) continue;
                var into = change is HouseholdSplit split ? split.Into : ((HouseholdMergedInto)change).Into;
                if (after[into].AllChanges.OfType<IRetold>().Where(c => c.ChangeId == change.ChangeId).MaxBy(c => c.Telling ?? 0) is not { } held) continue;
                var (anew, complete) = Tell(held, change, from, after);
                if (!complete) unfit.Add((from, change.ChangeId, change.At));
                if (anew is null || IsSame(held, anew)) continue;
                told.Add((into, anew));
                after[into] = after[into].With(anew);
                open.Enqueue(into);
            }
        return new(told, [.. unfit]);
    }

    // Those from a household, and from those that came to live in it: who had left them may be met in it again.
    private static List<(Guid From, ILifeChange Change)> Parting(Guid household, Dictionary<Guid, Household> states)
    {
        List<Guid> sources = [household];
        for (var i = 0; i < sources.Count; i++)
            sources.AddRange(states[sources[i]].Changes.OfType<HouseholdsMerged>().Where(m => !m.AsDuplicate && states.ContainsKey(m.Absorbed)).Select(m => m.Absorbed).Except(sources));
        return [.. sources.SelectMany(s => states[s].Changes.Where(c => c is HouseholdSplit or HouseholdMergedInto).Select(c => (s, c)))];
    }

    private static (IRetold? Copy, bool Complete) Tell(IRetold held, ILifeChange change, Guid household, Dictionary<Guid, Household> states)
    {
        // As it lived just then without the change itself: the members that went are in what it said before.
        var from = states[household];
        var before = from.With(new ChangeWithdrawn(Guid.Empty, "", change.ChangeId, default));
        var telling = (held.Telling ?? 0) + 1;
        // How it lived then may not be known any more, but who is back is.
        if (LifeScene.At(before, change.At) is not { } then)
            return (held is HouseholdSplitOff old && change is HouseholdSplit parting ? old with { Returned = Returned(from, parting, states), Telling = telling } : null, false);
        if (held is HouseholdsMerged merged)
        {
            var joining = merged.AsDuplicate
                ? states[((HouseholdMergedInto)change).Into].AllChanges.OfType<HouseholdsMerged>().Where(m => m.ChangeId == merged.ChangeId).MinBy(m => m.Telling ?? 0)!.Members.Select(m => m.Id).ToList()
                : null;
            var (come, deaths) = Members.Coming(then.Answers, joining);
            return (merged with { Source = then.Interview.Source, Members = come, ChildDeaths = deaths, Telling = telling }, come.Count >= (joining?.Count ?? 1));
        }
        var (begun, split) = ((HouseholdSplitOff)held, (HouseholdSplit)change);
        var left = then.Answers.Members.Select(m => m.Id).Where(split.Members.Contains).ToList();
        var returned = Returned(from, split, states);
        var head = begun.Answers.Members.FirstOrDefault(m => m.Relation == Questionnaire.Relation.Head)?.Id ?? Guid.Empty;
        return (left.Count == 0 ? null : begun with
        {
            Place = begun.StaysThere == true ? then.Place : begun.Place,
            Source = then.Interview.Source,
            InterviewedAt = then.Interview.At,
            Round = then.Interview.Round,
            Answers = Members.Leaving(then.Answers, left, head),
            Returned = returned,
            Telling = telling,
        }, left.Count == split.Members.Count && returned?.Any(r => IsAskedThere(states[split.Into], r)) != true);
    }

    // Whoever was asked there after they are said to be back would live in both, unless they came there once more.
    private static bool IsAskedThere(Household parted, MemberReturned back) => parted.Interviews().Any(i => i.At >= back.At && i.Answers.Members.Any(m => m.Id == back.Member)
        && !parted.Changes.Any(c => c.At >= back.At && c.At <= i.At && c switch
        {
            MemberJoined e => e.Member.Id == back.Member,
            HouseholdsMerged e => e.Members.Any(m => m.Id == back.Member),
            _ => false,
        }));

    /// <summary>The household in which those live by a time who belong to another one: itself, or the one that it had come to live in.</summary>
    public static Guid HomeAt(Guid household, Instant at, IReadOnlyDictionary<Guid, Household> states)
    {
        var (home, passed) = (household, new HashSet<Guid> { household });
        while (states.TryGetValue(home, out var state) && state.End is HouseholdMergedInto { AsDuplicate: false } merge && merge.At <= at && passed.Add(merge.Into)) home = merge.Into;
        return home;
    }

    /// <summary>Who of those who split off was met in the old household again, in the one from which that itself had split off, or in the one in which it came to live.</summary>
    public static IReadOnlyList<MemberReturned>? Returned(Household from, HouseholdSplit split, IReadOnlyDictionary<Guid, Household> states) =>
        split.Members.Select(m => (Member: m, At: BackSince(from, m, split, states))).Where(r => r.At is not null).Select(r => new MemberReturned(r.Member, r.At!.Value)).ToList() is { Count: > 0 } returned
            ? returned : null;

    // Where the old household came to live with those who had left it, they are where they went.
    private static Instant? BackSince(Household from, Guid member, HouseholdSplit split, IReadOnlyDictionary<Guid, Household> states)
    {
        var (household, since, passed, back) = (from, split.At, new HashSet<Guid> { split.Into }, new List<Instant?>());
        while (true)
        {
            back.AddRange(household.Returned.Where(r => r.Member == member && r.At > since).Select(r => (Instant?)r.At).Append(household.MetSince(member, since)));
            if (household.End is not HouseholdMergedInto { AsDuplicate: false } merge || !passed.Add(merge.Into) || !states.TryGetValue(merge.Into, out var home)) return back.Min();
            (household, since) = (home, Instant.Max(since, merge.At));
        }
    }

    private static bool IsSame(IRetold held, IRetold anew) => (held, anew) switch
    {
        (HouseholdSplitOff one, HouseholdSplitOff other) => Text(one with { Telling = null }) == Text(other with { Telling = null }),
        (HouseholdsMerged one, HouseholdsMerged other) => Text(one with { Telling = null }) == Text(other with { Telling = null }),
        _ => false,
    };

    private static string Text<T>(T copy) => JsonSerializer.Serialize(copy, Json);

    private static JsonSerializerOptions JsonOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StoreSetup.ConfigureJson(options);
        return options;
    }
}
