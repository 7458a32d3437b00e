using Microsoft.OpenApi;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.OpenApi;

namespace PovertyMonitor.Surveys;

/// <summary>Describes a submission in JSON, as <see cref="SubmissionReader"/> reads it.</summary>
internal static class SubmissionSchema
{
    /// <summary>The submission.</summary>
    public static OpenApiSchema Make() => BodySchema.Object(
        ["submissionId", "householdId", "round", "interviewedAt", "enumerator", "place", "outcome", "consent"],
        ("submissionId", BodySchema.Id("Made by the client; the same on every retry.")),
        ("householdId", BodySchema.Id("The household's id; made by the client at its first visit, and never changed.")),
        ("corrects", BodySchema.Id("Of a correction, the submission it corrects.")),
        ("round", BodySchema.Text("The survey round's code.", example: "2019-1")),
        ("interviewedAt", BodySchema.Time("When the visit began.")),
        ("endedAt", BodySchema.Time("When it ended.")),
        ("enumerator", BodySchema.Text("The enumerator's code; no name.", example: "KDR-0001")),
        ("device", BodySchema.Text("The device's code.", example: "HP-0001")),
        ("place", PlaceForm.Schema()),
        ("outcome", BodySchema.Choice(Enum.GetValues<VisitOutcome>().Select(o => Question.CodeOf(o)), "How the visit ended.")),
        ("consent", BodySchema.YesNo("Whether the household consented; a completed interview needs it.")),
        ("answers", Answers()),
        ("personal", PersonalSchema.Make()));

    private static OpenApiSchema Answers()
    {
        var answers = AnswersSchema.Of(typeof(Answers));
        answers.Description = "Of a completed interview and of no other visit: every question that is asked, \"unknown\" where the answer is not known.";
        return answers;
    }
}
