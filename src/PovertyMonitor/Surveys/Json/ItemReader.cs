using System.Text.Json;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Json;

/// <summary>Reads an item of a body as a submission; pure.</summary>
/// <param name="check">What a submission is held against.</param>
/// <param name="hash">Tells the same content from another.</param>
internal sealed class ItemReader(SubmissionCheck check, ContentHash hash)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public ReadItem Read(BodyItem item)
    {
        if (item.IsTooLarge)
            return ReadItem.Not(SurveyProblems.ItemTooLarge, ("limit", SubmissionLimits.MostBytesOfItem));
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(item.Bytes, Strict);
        }
        catch (JsonException e)
        {
            return new ReadItem(null, null, [MalformedJson.At("$", e, item.Line ?? 1)], MalformedJson.Of(e));
        }
        catch (InvalidOperationException)
        {
            // The search for duplicate names reads the names, and this is how the reader says that one is half a surrogate pair.
            return ReadItem.Not(SurveyProblems.NotUnicode);
        }
        using (json) return Read(json.RootElement, item.Bytes);
    }

    private ReadItem Read(JsonElement json, byte[] bytes)
    {
        var read = check.Read(json);
        if (!read.IsRight) return Refused(IdIn(json), read.Errors);
        var arrival = new Arrival
        {
            SubmissionId = read.Submission!.SubmissionId,
            Hash = hash.Of(SubmissionWriter.ToUtf8(read.Submission, read.Personal)),
            Raw = new RawContent(bytes, BodyForm.Document),
            Sender = new Sender(check.Caller, Door.Json),
            Submission = read.Submission,
            Personal = read.Personal,
            Reason = read.Reason,
        };
        return new ReadItem(arrival.SubmissionId, arrival, [], null);
    }

    // A submission of nothing but errors must not be answered by many times its size.
    private static ReadItem Refused(Guid? id, IReadOnlyList<FieldError> errors)
    {
        IReadOnlyList<FieldError> told = [.. errors.Take(SubmissionLimits.MostErrorsOfItem)];
        return new ReadItem(id, null, told, SurveyProblems.Invalid.Result(told, ("count", errors.Count)));
    }

    private static Guid? IdIn(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && UnicodeText.IsAllOf(json) && json.TryGetProperty("submissionId", out var id)
        && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var guid) ? guid : null;
}

/// <summary>What could be read of an item.</summary>
/// <param name="SubmissionId">The submission's id; <see langword="null"/> where none could be read.</param>
/// <param name="Arrival">What goes to the intake; <see langword="null"/> where it is refused.</param>
/// <param name="Errors">What is wrong, field by field.</param>
/// <param name="Refusal">The same as the whole answer of a request that brought this item alone.</param>
internal sealed record ReadItem(Guid? SubmissionId, Arrival? Arrival, IReadOnlyList<FieldError> Errors, ProblemResult? Refusal)
{
    /// <summary>No submission at all.</summary>
    public static ReadItem Not(Problem problem, params (string Name, object? Value)[] values) =>
        new(null, null, [problem.At("$", values)], problem.Result(values));
}
