using NodaTime;
using PovertyMonitor.Households;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What a household's facts say, as submissions that could have reported them. Pure.</summary>
internal static class StandingFacts
{
    private static readonly Duration Tick = Duration.FromTicks(10);

    /// <summary>The interview that a submission reported or corrects, as it is believed now; <see langword="null"/> where none stands.</summary>
    public static Interview? InterviewOf(this Household household, Guid submission)
    {
        var root = household.RootOf(submission);
        return household.Interviews().FirstOrDefault(i => i.SubmissionId == root);
    }

    /// <summary>When a correction must be dated to count before all others of an interview.</summary>
    public static Instant AfterAll(this Household household, Interview interview, Instant made) => household.Corrections
        .Where(c => household.RootOf(c.SubmissionId) == interview.SubmissionId).Select(c => c.CorrectedAt + Tick).Append(made).Max();

    /// <summary>An interview as it is believed now, as one submission.</summary>
    public static Submission AsSubmission(this Household household, Guid id, Interview interview) => household.FactOf(id, interview.Source)! with
    {
        SubmissionId = interview.Source,
        Round = interview.Round,
        InterviewedAt = interview.At,
    };

    /// <summary>What one submission said; <see langword="null"/> where the household has no such fact.</summary>
    public static Submission? FactOf(this Household household, Guid id, Guid submission)
    {
        if (household.Completed.FirstOrDefault(e => e.SubmissionId == submission) is { } e)
            return Of(id, submission, e.Round, e.InterviewedAt, e.Enumerator, e.Device, e.Place) with { Answers = e.Answers };
        if (household.AllVisits.FirstOrDefault(v => v.SubmissionId == submission) is { } v)
            return Of(id, submission, v.Round, v.VisitedAt, v.Enumerator, v.Device, v.Place) with { Outcome = v.Outcome, Consent = false };
        if (household.Corrections.FirstOrDefault(c => c.SubmissionId == submission) is not { } c) return null;
        var root = household.RootOf(submission);
        var interview = household.Completed.FirstOrDefault(i => i.SubmissionId == root);
        return Of(id, submission, interview?.Round ?? "", interview?.InterviewedAt ?? c.CorrectedAt, c.Enumerator, c.Device, c.Place) with { Answers = c.Answers, Corrects = c.Corrects };
    }

    /// <summary>Every submission that said something of the household.</summary>
    public static IEnumerable<Guid> Submissions(this Household household) =>
        household.Completed.Select(e => e.SubmissionId).Concat(household.Corrections.Select(c => c.SubmissionId)).Concat(household.AllVisits.Select(v => v.SubmissionId));

    /// <summary>The interview at the beginning of a chain of corrections; the submission itself where it corrects nothing.</summary>
    public static Guid RootOf(this Household household, Guid submission)
    {
        for (var steps = 0; steps <= household.Corrections.Length && household.Corrections.FirstOrDefault(c => c.SubmissionId == submission) is { } c; steps++)
            submission = c.Corrects;
        return submission;
    }

    /// <summary>What counts nowhere once a submission is rejected: it, and the corrections that build on it.</summary>
    public static IReadOnlyList<Guid> FallingWith(this Household household, Guid submission)
    {
        var falling = new List<Guid> { submission };
        for (var i = 0; i < falling.Count; i++)
            falling.AddRange(household.Corrections.Where(c => c.Corrects == falling[i] && !falling.Contains(c.SubmissionId)).Select(c => c.SubmissionId));
        return falling;
    }

    private static Submission Of(Guid id, Guid submission, string round, Instant at, string enumerator, string? device, Place place) => new()
    {
        SubmissionId = submission,
        HouseholdId = id,
        Round = round,
        InterviewedAt = at,
        Enumerator = enumerator,
        Device = device,
        Place = place,
        Outcome = VisitOutcome.Completed,
        Consent = true,
    };
}
