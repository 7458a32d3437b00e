using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What a person decided about a submission.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Hash">The keyed hash of the content decided about.</param>
/// <param name="HeldFor">Why it was held.</param>
/// <param name="Action">What was done.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="HouseholdId">The household it is about, where that could be told.</param>
/// <param name="Village">The village it is about.</param>
/// <param name="Sender">Who had sent it.</param>
/// <param name="Result">Under which id it was taken.</param>
/// <param name="Request">The keyed hash of the whole decision, to know the same again.</param>
internal sealed record Resolution(
    Guid SubmissionId, byte[] Hash, string HeldFor, ReviewAction Action, ReviewReason Reason, string By, Instant At,
    Guid? HouseholdId, string? Village, string? Sender, Guid? Result, byte[] Request)
{
    /// <summary>What stands for the reason of a submission that was not held, but taken and rejected later.</summary>
    public const string Taken = "taken";

    /// <summary>The hash in hexadecimal.</summary>
    public string Content => Convert.ToHexStringLower(Hash);

    /// <summary>As it is told.</summary>
    public ResolutionView View(Language language, string? note = null) => new(
        SubmissionId, Content, Coded.Of(Action, language), Coded.Of(Reason, language), By, At, Result, note);

    /// <summary>Why nothing else can be decided about it.</summary>
    public IResult Conflict(Language language) => ReviewProblems.Resolved
        .Result(("action", AnswerLines.NameOf(Action, language)), ("reason", AnswerLines.NameOf(Reason, language))).With(("resolution", View(language)));
}

/// <summary>What was decided about a submission.</summary>
/// <param name="SubmissionId">The submission.</param>
/// <param name="Content">The content decided about, by its keyed hash in hexadecimal.</param>
/// <param name="Action">What was done: <c>accept</c>, <c>merge</c>, <c>correct</c> or <c>reject</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided: the id at the token's issuer.</param>
/// <param name="At">When.</param>
/// <param name="Result">The submission id under which it was taken; absent where it was rejected.</param>
/// <param name="Note">The note, for those who may read it.</param>
internal sealed record ResolutionView(Guid SubmissionId, string Content, Coded Action, Coded Reason, string By, Instant At, Guid? Result, string? Note);

/// <summary>A code and what it says.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Text">In the reader's language.</param>
internal sealed record Coded(string Code, string Text)
{
    public static Coded Of(Enum choice, Language language) => new(Question.CodeOf(choice), AnswerLines.NameOf(choice, language));
}
