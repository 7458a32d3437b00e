using System.Runtime.CompilerServices;
using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>A stretch in which a rule holds of a household.</summary>
/// <param name="Cause">What began it: an interview, or a reported death.</param>
/// <param name="At">When.</param>
/// <param name="IsOver">Whether a later interview ended it, or that somebody is no more there.</param>
/// <param name="Interview">The interview whose answers it is told by.</param>
internal sealed record Episode(Guid Cause, Instant At, bool IsOver, Interview Interview);

/// <summary>How a rule went with a household as it is believed now: a fold over its interviews, and over who died or left, in the order of their time. Pure.</summary>
/// <param name="Episodes">The stretches in which it held, the oldest first.</param>
/// <param name="HoldsAt">Whether it held at each interview or death, by its id.</param>
/// <param name="HoldsNow">Whether it holds at present.</param>
internal sealed record Course(IReadOnlyList<Episode> Episodes, IReadOnlyDictionary<Guid, bool> HoldsAt, bool HoldsNow)
{
    /// <summary>The course of a rule.</summary>
    public static Course Of(Household household, HouseholdRule rule, Masks masks) =>
        rule.Definition.Kind == AlertRuleKind.ChildDeath ? OfDeaths(household) : OfLevel(household, rule, masks);

    private static Course OfLevel(Household household, HouseholdRule rule, Masks masks)
    {
        var episodes = new List<Episode>();
        var holdsAt = new Dictionary<Guid, bool>();
        var held = Origin(household);
        var level = held is null ? null : Judge(held);
        var holds = IsActive(level, level);
        foreach (var turn in Turns(household, rule))
        {
            var (before, earlier) = (level, held);
            held = turn as Interview ?? (held is null ? null : held with { Answers = Members.After(held.Answers, (ILifeChange)turn) });
            if (turn is Interview interview)
            {
                level = Judge(interview) ?? level;
                var then = IsActive(level, before) || (holds && rule.IsReversed && level == false);
                if (then && !holds) episodes.Add(new(interview.SubmissionId, interview.At, false, interview));
                else if (!then && holds) End();
                holdsAt[interview.SubmissionId] = holds = then;
            }
            // Who came without having been asked begins nothing; without whom it was, it is over.
            else if (holds && turn is MemberDied or MemberLeft or HouseholdSplit && held is not null && Judge(held) is var left && (left == false || (left is null && Judge(earlier!) == true)))
            {
                level = holds = false;
                End();
            }
        }
        return new(episodes, holdsAt, holds && household.End is null);

        void End()
        {
            if (episodes.Count > 0) episodes[^1] = episodes[^1] with { IsOver = true };
        }

        bool? Judge(Interview interview) => masks.Of(rule.Measure, interview) is var (deprived, missing) ? rule.Judge(interview, deprived, missing) : null;

        // One leaves poverty who was in it before.
        bool IsActive(bool? now, bool? earlier) => rule.IsReversed ? now == false && earlier == true : now == true;
    }

    // Of what is about members also who came and who is no more there; how poor a household is, is asked at interviews only.
    private static IEnumerable<object> Turns(Household household, HouseholdRule rule) =>
        rule.Definition.Kind != AlertRuleKind.Condition ? household.Interviews() : household.Interviews().Select(i => (i.At, Rank: 0, Id: i.SubmissionId, Turn: (object)i))
            .Concat(household.Changes.Select(c => (c.At, Rank: (c is MemberBorn or MemberJoined or HouseholdsMerged) ? 1 : 2, Id: c.ChangeId, Turn: (object)c)))
            .OrderBy(t => t.At).ThenBy(t => t.Rank).ThenBy(t => t.Id).Select(t => t.Turn);

    private static Course OfDeaths(Household household)
    {
        var episodes = new List<Episode>();
        var holdsAt = new Dictionary<Guid, bool>();
        var known = new KnownDeaths();
        if (Origin(household) is { } origin) known.Learn(origin.Answers.ChildDeaths ?? [], origin.At);
        var turns = household.Interviews().Select(i => (i.At, Id: i.SubmissionId, Turn: (object)i))
            .Concat(household.Changes.OfType<MemberDied>().Where(d => d.ChildDeath is not null).Select(d => (d.At, Id: d.ChangeId, Turn: (object)d)))
            .OrderBy(t => t.At).ThenBy(t => t.Turn is MemberDied).ThenBy(t => t.Id);
        Interview? latest = null;
        foreach (var (at, id, turn) in turns)
        {
            latest = turn as Interview ?? latest;
            holdsAt[id] = turn is MemberDied died
                ? known.LearnByReport(died.ChildDeath!, at, IsListed(household, latest, died.Member))
                : known.Learn(((Interview)turn).Answers.ChildDeaths ?? [], at) > 0;
            if (holdsAt[id] && latest is not null) episodes.Add(new(id, at, false, latest));
        }
        return new(episodes, holdsAt, false);
    }

    private static bool IsListed(Household household, Interview? latest, Guid member) =>
        latest?.Answers.Members.Any(m => m.Id == member) == true || household.Changes.Any(c => (c is MemberBorn born && born.Member.Id == member) || (c is MemberJoined joined && joined.Member.Id == member));

    // A household that split off was what it was when it left.
    private static Interview? Origin(Household household) =>
        household.Changes.Any(c => c is HouseholdSplitOff) && Spell.Of(household) is [{ } first, ..] && household.Interviews().All(i => i.SubmissionId != first.Interview.SubmissionId)
            ? first.Interview
            : null;
}

/// <summary>The deprivations of interviews, computed once for all rules that look at the same measure.</summary>
internal sealed class Masks
{
    private readonly Dictionary<(string Measure, Answers Answers, Instant At), (uint Deprived, uint Missing)> _known = new(new ByReference());

    public (uint Deprived, uint Missing) Of(CompiledMeasure measure, Interview interview)
    {
        var key = (measure.Id, interview.Answers, interview.At);
        if (!_known.TryGetValue(key, out var masks))
            _known.Add(key, masks = measure.Assess(interview.Answers, HouseholdRule.DayOf(interview.At)));
        return masks;
    }

    // Answers are never copied while an event is looked at, and comparing them by content would cost more than assessing them.
    private sealed class ByReference : IEqualityComparer<(string Measure, Answers Answers, Instant At)>
    {
        public bool Equals((string Measure, Answers Answers, Instant At) x, (string Measure, Answers Answers, Instant At) y) =>
            ReferenceEquals(x.Answers, y.Answers) && x.At == y.At && x.Measure == y.Measure;

        public int GetHashCode((string Measure, Answers Answers, Instant At) obj) => RuntimeHelpers.GetHashCode(obj.Answers);
    }
}
