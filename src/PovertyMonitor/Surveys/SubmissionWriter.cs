using System.Buffers;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys;

/// <summary>A submission as the JSON that <see cref="SubmissionReader"/> reads: one text for one meaning.</summary>
internal static class SubmissionWriter
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    public static void Write(Utf8JsonWriter json, Submission submission, PersonalData? personal = null)
    {
        json.WriteStartObject();
        json.WriteString("submissionId", submission.SubmissionId);
        json.WriteString("householdId", submission.HouseholdId);
        if (submission.Corrects is { } corrects) json.WriteString("corrects", corrects);
        json.WriteString("round", submission.Round);
        json.WriteString("interviewedAt", OffsetDateTimePattern.Rfc3339.Format(submission.InterviewedAt.InZone(Zone).ToOffsetDateTime()));
        if (submission.EndedAt is { } ended) json.WriteString("endedAt", OffsetDateTimePattern.Rfc3339.Format(ended.InZone(Zone).ToOffsetDateTime()));
        json.WriteString("enumerator", submission.Enumerator);
        if (submission.Device is { } device) json.WriteString("device", device);
        json.WriteStartObject("place");
        json.WriteString("village", submission.Place.Village);
        if (submission.Place.Rt is { } rt) json.WriteString("rt", rt);
        if (submission.Place.Rw is { } rw) json.WriteString("rw", rw);
        if (submission.Place.DasaWisma is { } group) json.WriteString("dasaWisma", group);
        json.WriteEndObject();
        json.WriteString("outcome", Question.CodeOf(submission.Outcome));
        json.WriteBoolean("consent", submission.Consent);
        if (submission.Answers is { } answers)
        {
            json.WritePropertyName("answers");
            AnswersWriter.Write(json, answers);
        }
        if (personal is { IsEmpty: false })
        {
            json.WritePropertyName("personal");
            PersonalWriter.Write(json, personal);
        }
        json.WriteEndObject();
    }

    /// <summary>The canonical text: the same for the same meaning, whatever the spacing and order of the JSON that came.</summary>
    public static byte[] ToUtf8(Submission submission, PersonalData? personal = null)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, submission, personal);
        return buffer.WrittenSpan.ToArray();
    }
}
