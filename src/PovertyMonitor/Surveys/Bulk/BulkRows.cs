using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Bulk;

/// <summary>The rows of the intake's own tables as they are copied: those that <see cref="Surveys.Receipts"/> and <see cref="Surveys.Contents"/> write.</summary>
internal static class BulkRows
{
    /// <summary>Receipts of what is taken.</summary>
    public static readonly TableCopy<BulkRow> Receipts = new TableCopy<BulkRow>(SurveyTables.Receipts)
        .Id("submission_id", r => r.Of.SubmissionId).Text("state", _ => "taken").Bytes("content_hash", r => r.Arrival.Hash).Id("household_id", r => r.Of.HouseholdId)
        .Text("sender", r => r.Arrival.Sender.Caller.Subject).Text("device", r => r.Arrival.Sender.Device ?? r.Of.Device).Text("door", r => Question.CodeOf(r.Arrival.Sender.Door))
        .Text("village", r => r.Of.Place.Village).Text("dasa_wisma", r => r.Of.Place.DasaWisma).Text("round", r => r.Of.Round)
        .Text("outcome", r => Question.CodeOf(r.Of.Outcome)).Time("visited_at", r => r.Of.InterviewedAt).Time("received_at", r => r.ReceivedAt);

    /// <summary>The bytes that came, sealed.</summary>
    public static readonly TableCopy<BulkRow> Contents = new TableCopy<BulkRow>(SurveyTables.Contents)
        .Id("submission_id", r => r.Of.SubmissionId).Bytes("content_hash", r => r.Arrival.Hash).Id("household_id", r => r.Of.HouseholdId)
        .Text("media_type", r => r.Arrival.Raw.MediaType).Text("form", r => r.Arrival.Raw.Form).Text("form_version", r => r.Arrival.Raw.FormVersion)
        .Bytes("sealed", r => r.Sealed).Texts("attachments", r => [.. r.Arrival.Attachments]);
}

/// <summary>A first visit as it is written.</summary>
/// <param name="Arrival">It.</param>
/// <param name="Sealed">Its bytes under the household's key.</param>
/// <param name="ReceivedAt">When it came.</param>
internal sealed record BulkRow(Arrival Arrival, byte[] Sealed, NodaTime.Instant ReceivedAt)
{
    /// <summary>What it says.</summary>
    public Submission Of => Arrival.Submission!;
}
