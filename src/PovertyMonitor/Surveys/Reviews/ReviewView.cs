using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Households;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>A submission that waits for a person, held against what it collides with.</summary>
/// <param name="SubmissionId">Its id.</param>
/// <param name="Content">The keyed hash of its content, in hexadecimal.</param>
/// <param name="OtherContents">Other contents that wait under the same id, each with what it changes.</param>
/// <param name="HouseholdId">The household it is about, where that could be read.</param>
/// <param name="Village">The village's code, as far as it can be told.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Door">How it came in.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="KnownPlace">Where the household is known to live, if that is another village.</param>
/// <param name="Standing">The submission that stands in its place.</param>
/// <param name="Origin">The submission both were made from.</param>
/// <param name="Differences">Where what is held and what stands differ.</param>
/// <param name="Submission">What is held, personal data included; absent where it could not be read.</param>
internal sealed record ReviewView(
    Guid SubmissionId, string Content, IReadOnlyList<OtherContent> OtherContents, Guid? HouseholdId, string? Village, Coded Reason, string Sender, string Door,
    Instant ReceivedAt, Place? KnownPlace, Guid? Standing, Guid? Origin, IReadOnlyList<DifferenceView> Differences, JsonObject? Submission);

/// <summary>Another content that waits under the same id.</summary>
/// <param name="Content">Its keyed hash, in hexadecimal: a resolution names it as <c>?content=</c>.</param>
/// <param name="Reason">The code of why it waits.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Door">How it came in.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Differences">Where it and what stands, or came first, differ.</param>
internal sealed record OtherContent(string Content, string Reason, string Sender, string Door, Instant ReceivedAt, IReadOnlyList<DifferenceView> Differences);

/// <summary>A field in which what is held and what stands differ.</summary>
/// <param name="Path">Its path, as a merge names it.</param>
/// <param name="Question">What was asked, in the reader's language.</param>
/// <param name="Standing">What stands; absent where nothing is said.</param>
/// <param name="Held">What is held.</param>
/// <param name="Origin">What both were made from, where that is known.</param>
/// <param name="ChangedBy"><c>standing</c>, <c>held</c>, <c>both</c>, or <c>unknown</c>.</param>
/// <param name="IsMergeable">Whether a merge can take it over.</param>
internal sealed record DifferenceView(string Path, string Question, ValueView? Standing, ValueView? Held, ValueView? Origin, string ChangedBy, bool IsMergeable)
{
    public static DifferenceView Of(Difference difference, FieldWords words, params JsonObject?[] rosters)
    {
        ValueView? View(JsonNode? value) => value is null ? null : new(value, words.ValueOf(value, difference.Steps)!);
        return new(difference.Path, words.LabelOf(difference, rosters), View(difference.Standing), View(difference.Held), View(difference.Base),
            Households.Questionnaire.Question.CodeOf(difference.ChangedBy), difference.IsMergeable);
    }
}

/// <summary>A value.</summary>
/// <param name="Value">As it was sent.</param>
/// <param name="Text">In the reader's words.</param>
internal sealed record ValueView(JsonNode Value, string Text);
