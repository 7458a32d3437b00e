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
/// <param name="IsOver">Whether a later interview ended it.</param>
/// <param name="Interview">The interview whose answers it is told by.</param>
internal sealed record Episode(Guid Cause, Instant At, bool IsOver, Interview Interview);

/// <summary>How a rule went with a household as it is believed now: a fold over its interviews in the order of their time. Pure.</summary>
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
        var level = Origin(household) is { } origin ? Judge(origin) : null;
        var holds = IsActive(level, level);
        foreach (var interview in household.Interviews())
        {
            var before = level;
            level = Judge(interview) ?? level;
            var then = IsActive(level, before) || (holds && rule.IsReversed && level == false);
            if (then && !holds) episodes.Add(new(interview.SubmissionId, interview.At, false, interview));
            else if (!then && holds && episodes.Count > 0) episodes[^1] = episodes[^1] with { IsOver = true };
            holdsAt[interview.SubmissionId] = holds = then;
        }
        return new(episodes, holdsAt, holds && household.End is null);

        bool? Judge(Interview interview) => masks.Of(rule.Measure, interview) is var (deprived, missing) ? rule.Judge(interview, deprived, missing) : null;

        // One leaves poverty who was in it before.
        bool IsActive(bool? now, bool? earlier) => rule.IsReversed ? now == false && earlier == true : now == true;
    }

    private static Course OfDeaths(Household household)
    {
        var episodes = new List<Episode>();
        var holdsAt = new Dictionary<Guid, bool>();
        var known = (Origin(household)?.Answers.ChildDeaths ?? []).Select(Key).ToHashSet();
        var turns = household.Interviews().Select(i => (i.At, Id: i.SubmissionId, Turn: (object)i))
            .Concat(household.Changes.OfType<MemberDied>().Where(d => d.ChildDeath is not null).Select(d => (d.At, Id: d.ChangeId, Turn: (object)d)))
            .OrderBy(t => t.At).ThenBy(t => t.Turn is MemberDied).ThenBy(t => t.Id);
        Interview? latest = null;
        foreach (var (at, id, turn) in turns)
        {
            latest = turn as Interview ?? latest;
            IReadOnlyList<ChildDeath> deaths = turn is MemberDied died ? [died.ChildDeath!] : ((Interview)turn).Answers.ChildDeaths ?? [];
            var news = deaths.Where(d => known.Add(Key(d))).ToList();
            holdsAt[id] = news.Count > 0;
            if (holdsAt[id] && latest is not null) episodes.Add(new(id, at, false, latest));
        }
        return new(episodes, holdsAt, false);
    }

    private static (YearMonth?, int?, Guid?) Key(ChildDeath death) => (death.Month, death.AgeMonths, death.Mother);

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
