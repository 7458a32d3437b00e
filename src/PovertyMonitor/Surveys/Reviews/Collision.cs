using System.Text.Json.Nodes;
using PovertyMonitor.Households;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What a held submission collides with.</summary>
/// <param name="Standing">What stands in its place; <see langword="null"/> where nothing does.</param>
/// <param name="Origin">What both were made from, where that is known.</param>
internal sealed record Collision(Submission? Standing, Submission? Origin)
{
    public static readonly Collision None = new(null, null);

    /// <summary>Finds it among the household's facts. Pure.</summary>
    /// <param name="held">The held submission.</param>
    /// <param name="submission">What it says.</param>
    /// <param name="first">What was held first under the same id, where that was not taken either.</param>
    /// <param name="household">The household it is about.</param>
    public static Collision Of(HeldItem held, Submission submission, Submission? first, Household household)
    {
        var target = held.IsOtherContent ? held.SubmissionId : submission.Corrects;
        if (target is not { } id) return None;
        if (household.InterviewOf(id) is { } interview)
        {
            var origin = held.IsOtherContent || interview.Source == id ? null : household.FactOf(submission.HouseholdId, id);
            // A correction's own time is when it was made, which is no answer.
            Submission Dated(Submission s) => submission.Corrects is null ? s : s with { InterviewedAt = submission.InterviewedAt };
            return new(Dated(household.AsSubmission(submission.HouseholdId, interview)), origin is null ? null : Dated(origin));
        }
        return household.FactOf(submission.HouseholdId, id) is { } visit && !household.Rejected.Contains(id) ? new(visit, null)
            : held.IsOtherContent && first is not null ? new(first, null) : None;
    }

    /// <summary>The differences, personal ones included.</summary>
    /// <param name="held">What is held, as JSON.</param>
    /// <param name="people">Who lives in the household as last said.</param>
    public IReadOnlyList<Difference> Differences(JsonObject held, PersonalData people) =>
        Standing is null ? [] : Reviews.Differences.Of(StandingJson(people)!, held, Origin is null ? null : JsonOf(Origin, PersonalData.None));

    /// <summary>What stands, as JSON.</summary>
    public JsonObject? StandingJson(PersonalData people) => Standing is null ? null : JsonOf(Standing, people);

    private static JsonObject JsonOf(Submission submission, PersonalData people) => (JsonObject)JsonNode.Parse(SubmissionWriter.ToUtf8(submission, people))!;
}
