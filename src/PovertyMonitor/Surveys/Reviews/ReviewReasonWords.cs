using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Why something that was taken was rejected, for a household's timeline.</summary>
internal sealed class ReviewReasonWords : IReasonWords
{
    /// <inheritdoc/>
    public string? Of(string code, Language language) => Choices.Parse<ReviewReason>(code) is { } reason ? AnswerLines.NameOf(reason, language).ToLowerInvariant() : null;
}
