using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys;

/// <summary>One visit as an enumerator's client reports it.</summary>
internal sealed record Submission
{
    /// <summary>Made by the client; the same on every retry.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>The household's id for life, made by the client at the first visit.</summary>
    public required Guid HouseholdId { get; init; }

    /// <summary>The submission this one corrects.</summary>
    public Guid? Corrects { get; init; }

    public required string Round { get; init; }

    public required Instant InterviewedAt { get; init; }

    /// <summary>When it ended, where the device says so; never in an event.</summary>
    public Instant? EndedAt { get; init; }

    public required string Enumerator { get; init; }

    public string? Device { get; init; }

    public required Place Place { get; init; }

    public required VisitOutcome Outcome { get; init; }

    public required bool Consent { get; init; }

    /// <summary>The answers of a completed interview; of no other.</summary>
    public Answers? Answers { get; init; }

    /// <summary>The fact this submission reports.</summary>
    public object ToEvent() => (Outcome, Corrects) switch
    {
        (VisitOutcome.Completed, null) => new InterviewCompleted(SubmissionId, Round, InterviewedAt, Enumerator, Device, Place, Answers!),
        (VisitOutcome.Completed, { } corrected) => new InterviewCorrected(SubmissionId, corrected, InterviewedAt, Enumerator, Device, Place, Answers!),
        _ => new VisitRecorded(SubmissionId, Round, InterviewedAt, Enumerator, Device, Place, Outcome),
    };
}
