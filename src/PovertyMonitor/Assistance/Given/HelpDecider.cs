using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Given;

/// <summary>What was decided about a record of help.</summary>
/// <param name="Refusal">Why it is not taken; <see langword="null"/> where it is.</param>
/// <param name="IsNew">Whether it was not known before.</param>
internal sealed record HelpDecision(ProblemResult? Refusal, bool IsNew = false);

/// <summary>Which records of help a household can have. Pure.</summary>
internal static class HelpDecider
{
    /// <summary>Records something given; the same again is known already.</summary>
    public static (HelpDecision, IReadOnlyList<object>) Record(Guid household, AssistanceRecorded given, IReadOnlyList<object> history)
    {
        var state = HelpHistory.After(history);
        var before = state.Given.FirstOrDefault(g => g.AssistanceId == given.AssistanceId);
        return Once(given.AssistanceId, given, before is null ? null : before with { By = given.By }, Refusal(household, given.GivenOn, state));
    }

    /// <summary>Records a referral; the same again is known already.</summary>
    public static (HelpDecision, IReadOnlyList<object>) Refer(Guid household, ReferralMade referral, IReadOnlyList<object> history)
    {
        var state = HelpHistory.After(history);
        var before = state.Referrals.FirstOrDefault(r => r.ReferralId == referral.ReferralId);
        return Once(referral.ReferralId, referral, before is null ? null : before with { By = referral.By }, Refusal(household, referral.MadeOn, state));
    }

    /// <summary>Records an agency's answer: accepted may be followed by refused or served, and these by nothing.</summary>
    public static (HelpDecision, IReadOnlyList<object>) Answer(Guid household, ReferralAnswered answer, IReadOnlyList<object> history)
    {
        var state = HelpHistory.After(history);
        if (!state.Household.IsRegistered) return (new(AssistanceProblems.UnknownHousehold.Result(("household", household))), []);
        if (state.Referrals.FirstOrDefault(r => r.ReferralId == answer.ReferralId) is not { } referral)
            return (new(AssistanceProblems.UnknownReferral.Result(("household", household), ("referral", answer.ReferralId))), []);
        if (answer.AnsweredOn < referral.MadeOn) return (new(Early(referral.MadeOn)), []);
        if (state.Answers.Any(a => a with { By = answer.By } == answer)) return (new(null), []);
        return state.LastAnswer(answer.ReferralId) switch
        {
            null => (new(null, IsNew: true), [answer]),
            { Answer: ReferralAnswer.Accepted } when answer.Answer != ReferralAnswer.Accepted => (new(null, IsNew: true), [answer]),
            { } last => (new(AssistanceProblems.ReferralClosed.Result(
                ("referral", answer.ReferralId), ("answer", $"{last.Answer.ToString().ToLowerInvariant()} {last.AnsweredOn:uuuu-MM-dd}"))), []),
        };
    }

    // What was recorded stays known, whatever became of the household since.
    private static (HelpDecision, IReadOnlyList<object>) Once(Guid id, object fact, object? before, ProblemResult? refusal) =>
        before is null ? refusal is null ? (new(null, IsNew: true), [fact]) : (new(refusal), [])
        : before.Equals(fact) ? (new(null), [])
        : (new(AssistanceProblems.OtherContent.Result(("id", id))), []);

    private static ProblemResult? Refusal(Guid household, LocalDate on, HelpHistory state)
    {
        if (!state.Household.IsRegistered) return AssistanceProblems.UnknownHousehold.Result(("household", household));
        return state.Household.End is { } end && AssistanceCodes.DayOf(end.At) < on
            ? AssistanceProblems.HouseholdEnded.Result(("household", household), ("ended", AssistanceCodes.DayOf(end.At)))
            : null;
    }

    private static ProblemResult Early(LocalDate madeOn) => AssistanceProblems.Invalid.Result(
        [AssistanceProblems.InvalidField.At("date", ("expected", $">= {madeOn:uuuu-MM-dd}"))], ("count", 1));
}
