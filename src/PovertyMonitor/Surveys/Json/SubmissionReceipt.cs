using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Json;

/// <summary>The answer to one submission.</summary>
/// <param name="SubmissionId">The submission's id; absent where none could be read.</param>
/// <param name="Status"><c>accepted</c>, <c>already</c> (taken before, same content), <c>waiting</c> (for the submission it corrects),
/// <c>review</c> and <c>conflict</c> (kept for a person), <c>rejected</c> (by a person, for good), <c>invalid</c>, or <c>later</c> (perhaps not taken: send it again).</param>
/// <param name="Errors">What is wrong, field by field; of very many the first ones.</param>
internal sealed record SubmissionReceipt(Guid? SubmissionId, string Status, IReadOnlyList<FieldErrorBody>? Errors = null)
{
    public const string Invalid = "invalid";
    public const string Later = "later";

    public static SubmissionReceipt Of(ReadItem item, Received received, Language language) => new(
        item.SubmissionId, Question.CodeOf(received.Reception),
        received.Reason?.At("submissionId", ("submission", item.SubmissionId)).In(language) is { } error ? [error] : null);

    public static SubmissionReceipt OfInvalid(ReadItem item, int mostErrors, Language language) =>
        new(item.SubmissionId, Invalid, [.. item.Errors.Take(mostErrors).Select(e => e.In(language))]);
}

/// <summary>The answers to several submissions.</summary>
/// <param name="Counts">How many had each status.</param>
/// <param name="Results">One answer per submission, in the order sent.</param>
internal sealed record SubmissionReceipts(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<SubmissionReceipt> Results);
