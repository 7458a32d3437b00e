using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;

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
/// <param name="Deaths">Of a rule about children's deaths: how many are known.</param>
internal sealed record Course(IReadOnlyList<Episode> Episodes, IReadOnlyDictionary<Guid, bool> HoldsAt, bool HoldsNow, int Deaths = 0)
{
    /// <summary>The course of a rule.</summary>
    public static Course Of(Household household, HouseholdRule rule, Masks masks) =>
        rule.Definition.Kind == AlertRuleKind.ChildDeath ? DeathCourse.Of(household) : OfLevel(household, rule, masks);

    private static Course OfLevel(Household household, HouseholdRule rule, Masks masks)
    {
        var episodes = new List<Episode>();
        var holdsAt = new Dictionary<Guid, bool>();
        var known = Origin(household);
        var level = known is null ? null : Judge(known);
        // How somebody is who came along when it split off is told to nobody as its own yet; how poor it was, was told before.
        var isOfMembers = rule.Definition.Kind == AlertRuleKind.Condition;
        var holds = !isOfMembers && IsActive(level, level);
        foreach (var turn in Turns(household, rule))
        {
            var (before, earlier) = (level, known);
            if (turn is Interview interview)
            {
                var told = Judge(interview);
                var wasSo = isOfMembers && level == true;
                // That others were measured says nothing of whoever was not: that one is as measured last.
                if (told == false && wasSo && Remeasured(interview, earlier!) is var still && Judge(still) == true) (told, interview) = (true, still);
                var isAsBefore = told is null && wasSo;
                known = isAsBefore ? Among(interview, earlier!) : interview;
                level = told ?? (isAsBefore && IsOver(earlier!, known) ? false : level);
                var then = IsActive(level, before) || (holds && rule.IsReversed && level == false);
                if (then && !holds) episodes.Add(new(interview.SubmissionId, interview.At, false, interview));
                else if (!then && holds) End();
                holdsAt[interview.SubmissionId] = holds = then;
                continue;
            }
            known = known is null ? null : known with { Answers = Members.After(known.Answers, (ILifeChange)turn) };
            // Who came without having been asked begins nothing; without whom it was, it is over.
            if ((holds || level == true) && turn is MemberDied or MemberLeft or HouseholdSplit && known is not null && IsOver(earlier!, known))
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

        bool IsOver(Interview before, Interview after) => Judge(after) is var left && (left == false || (left is null && Judge(before) == true));

        bool? Judge(Interview interview) => masks.Of(rule.Measure, interview) is var (deprived, missing) ? rule.Judge(interview, deprived, missing) : null;

        // One leaves poverty who was in it before.
        bool IsActive(bool? now, bool? earlier) => rule.IsReversed ? now == false && earlier == true : now == true;
    }

    // An interview that says nothing of whom it was about leaves them as they were, and those whom it doesn't list are there no more.
    private static Interview Among(Interview listing, Interview known) => known with
    {
        Answers = Members.Without(known.Answers, [.. known.Answers.Members.Select(m => m.Id).Except(listing.Answers.Members.Select(m => m.Id))]),
    };

    // Those whom an interview lists and does not measure, with their last measurement.
    private static Interview Remeasured(Interview listing, Interview known) => listing with
    {
        Answers = listing.Answers with
        {
            Members = [.. listing.Answers.Members.Select(m => m.Nutrition is null or { WeightKg: null, HeightCm: null } ? m with { Nutrition = known.Answers.Members.FirstOrDefault(k => k.Id == m.Id)?.Nutrition } : m)],
        },
    };

    // Of what is about members also who came and who is no more there; how poor a household is, is asked at interviews only.
    private static IEnumerable<object> Turns(Household household, HouseholdRule rule) =>
        rule.Definition.Kind != AlertRuleKind.Condition ? household.Interviews() : household.Interviews().Select(i => (i.At, Rank: 0, Id: i.SubmissionId, Turn: (object)i))
            .Concat(household.Changes.Select(c => (c.At, Rank: (c is MemberBorn or MemberJoined or HouseholdsMerged) ? 1 : 2, Id: c.ChangeId, Turn: (object)c)))
            .OrderBy(t => t.At).ThenBy(t => t.Rank).ThenBy(t => t.Id).Select(t => t.Turn);

    /// <summary>What a household that split off was when it left; <see langword="null"/> of others.</summary>
    public static Interview? Origin(Household household) =>
        household.Changes.Any(c => c is HouseholdSplitOff) && Spell.Of(household) is [{ } first, ..] && household.Interviews().All(i => i.SubmissionId != first.Interview.SubmissionId)
            ? first.Interview
            : null;
}
