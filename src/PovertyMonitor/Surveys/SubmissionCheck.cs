using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys;

/// <summary>Reads a submission and holds it against the register, the clock and the caller's area.</summary>
/// <param name="Register">The regency's areas.</param>
/// <param name="Caller">Who sends it.</param>
/// <param name="Latest">The latest interview time taken.</param>
internal sealed record SubmissionCheck(Register Register, Caller Caller, Instant Latest)
{
    public ReadSubmission Read(JsonElement json)
    {
        if (!UnicodeText.IsAllOf(json)) return new(null, PersonalData.None, [SurveyProblems.NotUnicode.At("$")]);
        var read = SubmissionReader.Read(json);
        if (read.Submission is not { } submission) return read;
        var found = new List<FieldError>();
        var known = AreaCode.TryParse(submission.Place.Village, out var village) && Register.Find(village) is not null;
        if (known && !MaySubmit(submission.Place)) found.Add(SurveyProblems.AreaNotYours.At("place.village"));
        if (submission.InterviewedAt > Latest)
            found.Add(SurveyProblems.InFuture.At("interviewedAt", ("expected", InstantPattern.General.Format(Latest - Duration.FromDays(1)))));
        if (submission.InterviewedAt < VisitTime.Earliest)
            found.Add(SurveyProblems.TooEarly.At("interviewedAt", ("expected", InstantPattern.General.Format(VisitTime.Earliest))));
        return read with { Errors = found, Reason = known ? null : SurveyProblems.UnknownVillage };
    }

    // Whoever brings a census in, or resolves a review, does so for the whole regency.
    private bool MaySubmit(Place place) =>
        Caller.MaySubmitFor(place.Village, place.DasaWisma) || (Caller.Role is Role.Operator or Role.Planner or Role.Dinsos && Caller.MayRead(place.Village));
}

/// <summary>What could be read of a submission.</summary>
/// <param name="Submission">What it says; <see langword="null"/> where it can't be told.</param>
/// <param name="Personal">What identifies the household and its members, split off.</param>
/// <param name="Errors">What is wrong with it, field by field; then it can't be taken.</param>
/// <param name="Reason">Why a person has to look at it although it is well-formed.</param>
internal sealed record ReadSubmission(Submission? Submission, PersonalData Personal, IReadOnlyList<FieldError> Errors, Problem? Reason = null)
{
    /// <summary>Whether it can go to the intake.</summary>
    public bool IsRight => Submission is not null && Errors.Count == 0;
}
