using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys;

/// <summary>Reads a submission and holds it against the register, the clock and the caller's area.</summary>
/// <param name="Register">The regency's areas.</param>
/// <param name="Caller">Who sends it.</param>
/// <param name="Latest">The latest interview time taken.</param>
internal sealed record SubmissionCheck(Register Register, Caller Caller, Instant Latest)
{
    public (Submission? Submission, IReadOnlyList<FieldError> Errors) Read(JsonElement json)
    {
        if (!UnicodeText.IsAllOf(json)) return (null, [SurveyProblems.NotUnicode.At("$")]);
        var (submission, errors) = SubmissionReader.Read(json);
        if (submission is null) return (null, errors);
        var found = new List<FieldError>();
        if (!AreaCode.TryParse(submission.Place.Village, out var village) || Register.Find(village) is null)
            found.Add(SurveyProblems.UnknownVillage.At("place.village", ("expected", "35.22.15.2002")));
        else if (!Caller.MaySubmitFor(submission.Place.Village, submission.Place.DasaWisma))
            found.Add(SurveyProblems.AreaNotYours.At("place.village"));
        if (submission.InterviewedAt > Latest)
            found.Add(SurveyProblems.InFuture.At("interviewedAt", ("expected", InstantPattern.General.Format(Latest - Duration.FromDays(1)))));
        if (submission.InterviewedAt < VisitTime.Earliest)
            found.Add(SurveyProblems.TooEarly.At("interviewedAt", ("expected", InstantPattern.General.Format(VisitTime.Earliest))));
        return found.Count == 0 ? (submission, []) : (null, found);
    }
}
