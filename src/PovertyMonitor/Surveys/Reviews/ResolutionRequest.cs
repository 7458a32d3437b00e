using System.Text;
using System.Text.Json;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>A decision as it is sent.</summary>
/// <param name="Action"><c>accept</c>, <c>merge</c>, <c>correct</c> or <c>reject</c>.</param>
/// <param name="Reason">Why: a code of <see cref="ReviewReason"/>.</param>
/// <param name="Note">A note in free text; kept sealed.</param>
/// <param name="Fields">For <c>merge</c>: the paths, as the review names them, that are taken from what is held; the rest stays as it stands.</param>
/// <param name="Submission">For <c>correct</c>: the whole submission as it should have been.</param>
internal sealed record ResolutionRequest(string? Action, string? Reason, string? Note = null, IReadOnlyList<string?>? Fields = null, JsonElement? Submission = null);

/// <summary>A decision that could be read.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">A note.</param>
/// <param name="Fields">What a merge takes over.</param>
/// <param name="Corrected">What a correction takes.</param>
/// <param name="Personal">What that says of people.</param>
internal sealed record Ruling(ReviewAction Action, ReviewReason Reason, string? Note, IReadOnlyList<string> Fields, Submission? Corrected, PersonalData Personal)
{
    private const int LongestNote = 4000;

    /// <summary>Reads a decision; pure. Everything that is wrong with it comes back at once.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="check">What a corrected submission is held against.</param>
    public static (Ruling? Ruling, IReadOnlyList<FieldError> Errors) Read(ResolutionRequest request, SubmissionCheck check)
    {
        var errors = new List<FieldError>();
        var (action, reason) = (Choices.Parse<ReviewAction>(request.Action), Choices.Parse<ReviewReason>(request.Reason));
        if (action is null) errors.Add(Field("action", Choices.Codes<ReviewAction>()));
        if (reason is null) errors.Add(Field("reason", Choices.Codes<ReviewReason>()));
        if (request.Note is { Length: > LongestNote }) errors.Add(Field("note", $"text, 0..{LongestNote}"));
        if (action == ReviewAction.Correct && request.Submission is null) errors.Add(Field("submission", "object"));
        errors.AddRange((request.Fields ?? []).Index().Where(f => f.Item is null).Select(f => Field($"fields[{f.Index}]", "text")));
        ReadSubmission? read = null;
        if (action == ReviewAction.Correct && request.Submission is { } json)
        {
            read = check.Read(json);
            errors.AddRange(read.Errors.Select(e => new FieldError($"submission.{e.Field}", e.Problem, [.. e.Values])));
            if (read.Reason is not null) errors.Add(ReviewProblems.StillUnknownVillage.At("submission.place.village", ("village", read.Submission?.Place.Village), ("regency", check.Caller.Regency)));
        }
        return errors.Count > 0 ? (null, errors)
            : (new(action!.Value, reason!.Value, request.Note, [.. (request.Fields ?? []).OfType<string>().Distinct().Order(StringComparer.Ordinal)], read?.Submission, read?.Personal ?? PersonalData.None), []);
    }

    /// <summary>The bytes that make it the same decision; a note and who decides are no part of it.</summary>
    public byte[] Meaning() =>
    [
        .. Encoding.UTF8.GetBytes($"{Action}/{Reason}/{string.Join(',', Fields)}/"),
        .. Corrected is null ? [] : SubmissionWriter.ToUtf8(Corrected, Personal),
    ];

    /// <summary>A field that can't be taken.</summary>
    public static FieldError Field(string field, string expected) => ReviewProblems.InvalidField.At(field, ("expected", expected));
}
