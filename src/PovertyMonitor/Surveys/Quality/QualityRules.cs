using NodaTime;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Everything that is looked for in a submission. Pure.</summary>
internal static class QualityRules
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>What is odd about a submission; each thing once.</summary>
    /// <param name="submission">What it says.</param>
    /// <param name="personal">What identifies people.</param>
    /// <param name="village">Where its village is; <see langword="null"/> where nobody said.</param>
    /// <param name="options">The limits.</param>
    public static IReadOnlyList<QualityFlag> Of(Submission submission, PersonalData personal, ReferencePoint? village, QualityOptions options)
    {
        // A correction's time is when it was made, which may be long after the ages were told.
        LocalDate? day = submission.Corrects is null ? submission.InterviewedAt.InZone(Zone).Date : null;
        var flags = CardRules.Of(personal, submission.Answers?.Members ?? [], day).Concat(VisitRules.Of(submission, personal.Location, village, options));
        if (submission.Answers is { } answers) flags = flags.Concat(RosterRules.Of(answers, day, options));
        return [.. flags.DistinctBy(f => (f.Rule.Code, f.Member))];
    }
}
