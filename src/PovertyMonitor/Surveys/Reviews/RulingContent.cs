using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What is taken of a held submission by a decision. Pure.</summary>
internal static class RulingContent
{
    /// <summary>The content, or what is wrong; nothing of either for a rejection.</summary>
    /// <param name="ruling">The decision.</param>
    /// <param name="held">What is held.</param>
    /// <param name="collision">What it collides with.</param>
    /// <param name="people">Who lives in the household as last said.</param>
    /// <param name="check">What a submission is held against.</param>
    public static (Submission? Content, PersonalData Personal, ProblemResult? Refusal) Of(
        Ruling ruling, HeldItem held, Collision collision, PersonalData people, SubmissionCheck check) => ruling.Action switch
        {
            ReviewAction.Reject => (null, PersonalData.None, null),
            ReviewAction.Correct => Corrected(ruling, held),
            _ when held.Canonical is null => Not(ReviewProblems.NothingToTake.Result()),
            ReviewAction.Merge => Merged(ruling, held.Json()!, collision, people, check),
            _ => Checked(held.Canonical, check),
        };

    private static (Submission?, PersonalData, ProblemResult?) Corrected(Ruling ruling, HeldItem held)
    {
        var (corrected, errors) = (ruling.Corrected!, new List<FieldError>());
        if (corrected.SubmissionId != held.SubmissionId) errors.Add(Ruling.Field("submission.submissionId", $"{held.SubmissionId}"));
        if (held.Read().Submission is { } said)
        {
            if (corrected.Corrects != said.Corrects) errors.Add(Ruling.Field("submission.corrects", $"{said.Corrects}"));
            if (corrected.HouseholdId != said.HouseholdId && ruling.Reason != ReviewReason.WrongHousehold)
                errors.Add(Ruling.Field("submission.householdId", $"{said.HouseholdId}"));
        }
        return errors.Count > 0 ? Not(ReviewProblems.Invalid.Result(errors, ("count", errors.Count))) : (corrected, ruling.Personal, null);
    }

    private static (Submission?, PersonalData, ProblemResult?) Merged(
        Ruling ruling, JsonObject json, Collision collision, PersonalData people, SubmissionCheck check)
    {
        if (collision.Standing is not { Outcome: Households.VisitOutcome.Completed }) return Not(ReviewProblems.NothingToMerge.Result());
        var differences = collision.Differences(json, people);
        var known = differences.Where(d => d.IsMergeable).ToDictionary(d => d.Path, StringComparer.Ordinal);
        if (known.Count == 0) return Not(ReviewProblems.NothingDiffers.Result());
        // Fields that differ are named only when it is known what is held, and against what.
        if (ruling.Fields.Count == 0) return Not(ReviewProblems.Invalid.Result([Ruling.Field("fields", string.Join(", ", known.Keys))], ("count", 1)));
        var unknown = ruling.Fields.Where(f => !known.ContainsKey(f)).ToList();
        if (unknown.Count > 0)
            return Not(ReviewProblems.Invalid.Result([.. unknown.Select(f => Ruling.Field("fields", string.Join(", ", known.Keys)))], ("count", unknown.Count)));
        var merged = Differences.Merge(collision.StandingJson(people)!, ruling.Fields.Select(f => known[f]));
        // It is the held submission that is taken so.
        foreach (var name in (string[])["submissionId", "corrects", "interviewedAt"])
        {
            if (json[name] is { } own) merged[name] = own.DeepClone();
            else merged.Remove(name);
        }
        return Checked(JsonSerializer.SerializeToUtf8Bytes(merged), check);
    }

    private static (Submission?, PersonalData, ProblemResult?) Checked(byte[] bytes, SubmissionCheck check)
    {
        using var json = JsonDocument.Parse(bytes);
        var read = check.Read(json.RootElement);
        List<FieldError> errors = [.. read.Errors];
        if (read.Reason is not null) errors.Add(ReviewProblems.UnknownVillage.At("place.village", ("village", (string?)json.RootElement.GetProperty("place").GetProperty("village").GetString())));
        return errors.Count > 0 ? Not(ReviewProblems.Invalid.Result(errors, ("count", errors.Count))) : (read.Submission, read.Personal, null);
    }

    private static (Submission?, PersonalData, ProblemResult?) Not(ProblemResult refusal) => (null, PersonalData.None, refusal);
}
