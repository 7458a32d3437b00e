using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts;

/// <summary>Decides which alerts an event about a household raises. Pure.</summary>
/// <remarks>
/// Only a new latest interview raises one: a correction restates the past, and an interview that arrives late is not
/// the latest. What was so before is read from the household's own history, so that there is no memory to go wrong.
/// </remarks>
internal static class RaiseAlerts
{
    private static readonly Guid Space = new("5f0a3c1e-7d55-4c5b-9a34-0f4b8f2f6b11");
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The alerts of one event.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="household">The household's id.</param>
    /// <param name="state">What is known of the household, the event included.</param>
    /// <param name="fact">The event.</param>
    /// <param name="measure">The rules' measure.</param>
    public static IEnumerable<Alert> Decide(string tenant, Guid household, Household state, object fact, CompiledMeasure measure)
    {
        if (fact is not InterviewCompleted completed) yield break;
        var interviews = state.Interviews();
        if (interviews.Count == 0 || interviews[^1].SubmissionId != completed.SubmissionId) yield break;
        var latest = interviews[^1];
        var (deprived, missing) = Assess(measure, latest);
        foreach (var rule in AlertRule.All)
        {
            if (rule.Holds(measure, deprived, missing) != true || HeldBefore(rule, measure, state, interviews)) continue;
            yield return new Alert(
                NameBasedGuid.Create(Space, $"{tenant}/{rule.Code}@{rule.Revision}/{household}/{latest.SubmissionId}"),
                rule.Code, Households.Questionnaire.Question.CodeOf(rule.Audience), tenant, latest.Place.Village, latest.Place.DasaWisma, household,
                latest.SubmissionId, latest.Round, latest.At.InZone(Zone).Date, measure.Id,
                [.. measure.Structure.Indicators.Where((_, bit) => (deprived >> bit & 1) != 0).Select(i => i.Code)],
                new Fraction(measure.Structure.Score(deprived), measure.Structure.Denominator).ToString());
        }
    }

    // The last interview at which it was known; an unknown answer changes no status.
    private static bool HeldBefore(AlertRule rule, CompiledMeasure measure, Household state, IReadOnlyList<Interview> interviews)
    {
        for (var i = interviews.Count - 2; i >= 0; i--)
        {
            var (deprived, missing) = Assess(measure, interviews[i]);
            if (rule.Holds(measure, deprived, missing) is { } held) return held;
        }
        // A household that split off was what it was when it left.
        return Spell.Of(state) is [{ } first, ..] && first.Interview.SubmissionId != interviews[0].SubmissionId
            && Assess(measure, first.Interview) is var (then, unknown) && rule.Holds(measure, then, unknown) == true;
    }

    private static (uint Deprived, uint Missing) Assess(CompiledMeasure measure, Interview interview) =>
        measure.Assess(interview.Answers, interview.At.InZone(Zone).Date);
}
