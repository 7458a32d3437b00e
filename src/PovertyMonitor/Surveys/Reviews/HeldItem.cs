using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>A submission that waits for a person, with everything it says.</summary>
/// <param name="SubmissionId">Its id.</param>
/// <param name="Hash">Its content's keyed hash.</param>
/// <param name="HouseholdId">The household it is about, where that could be told.</param>
/// <param name="Village">The village's code, as far as it can be told.</param>
/// <param name="Reason">Why it is held: the code of a problem.</param>
/// <param name="WaitsFor">The submission it corrects, while that is not here.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Door">How it came in.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Canonical">What it says, personal data included; <see langword="null"/> where it could not be read.</param>
internal sealed record HeldItem(
    Guid SubmissionId, byte[] Hash, Guid? HouseholdId, string? Village, string Reason, Guid? WaitsFor, string Sender, string Door, Instant ReceivedAt, byte[]? Canonical)
{
    /// <summary>Its content's keyed hash in hexadecimal.</summary>
    public string Content => Convert.ToHexStringLower(Hash);

    /// <summary>Whether another content came first under its id.</summary>
    public bool IsOtherContent => Reason == SurveyProblems.OtherContent.Code;

    /// <summary>The id under which it is taken or rejected.</summary>
    public Guid OwnId => IsOtherContent ? ReviewStream.IdOfOther(SubmissionId, Hash) : SubmissionId;

    /// <summary>What it says as JSON.</summary>
    public JsonObject? Json() => Canonical is null ? null : (JsonObject)JsonNode.Parse(Canonical)!;

    /// <summary>What it says; nothing where it could not be read.</summary>
    public (Submission? Submission, PersonalData Personal) Read()
    {
        if (Canonical is null) return (null, PersonalData.None);
        using var json = JsonDocument.Parse(Canonical);
        var read = SubmissionReader.Read(json.RootElement);
        return (read.Submission, read.Personal);
    }
}
