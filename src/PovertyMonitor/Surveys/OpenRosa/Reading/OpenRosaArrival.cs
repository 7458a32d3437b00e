using System.Text.Json;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>Makes an arrival of a filled form, whatever state it is in: what can't be taken carries the reason. Pure.</summary>
internal static class OpenRosaArrival
{
    private const string MediaType = "text/xml";
    /// <summary>The arrival of a filled form.</summary>
    /// <param name="bytes">The XML as it came.</param>
    /// <param name="xml">What could be read of it.</param>
    /// <param name="form">The version of the form that was filled.</param>
    /// <param name="check">Holds it against the register, the clock and the caller's area.</param>
    /// <param name="device">The device's code.</param>
    /// <param name="hash">Of the bytes: another writing of the same is other content.</param>
    public static Arrival Of(ReadOnlyMemory<byte> bytes, SubmissionXml xml, FormDefinition form, SubmissionCheck check, string? device, byte[] hash)
    {
        var arrival = new Arrival
        {
            SubmissionId = xml.InstanceId is { } instance ? SubmissionIds.Of(instance) : SubmissionIds.OfContent(hash),
            Hash = hash,
            Raw = new RawContent(bytes, MediaType, xml.FormId, xml.Version),
            Sender = new Sender(check.Caller, Door.OpenRosa, device),
        };
        if (xml.Root is null) return arrival with { Reason = OpenRosaProblems.BrokenXml };
        arrival = arrival with { Attachments = FormCheck.FilesIn(xml.Root, form), Village = VillageIn(xml.Root, check.Caller) };
        if (FormCheck.Check(xml.Root, form).Count > 0) return arrival with { Reason = OpenRosaProblems.NotOfTheForm };
        using var json = JsonDocument.Parse(SubmissionFromXml.Write(xml, form, arrival.SubmissionId, HouseholdForm.RoundOf(xml.FormId)!, device));
        var read = check.Read(json.RootElement);
        return arrival with { Submission = read.Submission, Personal = read.Personal, Reason = ReasonOf(read) };
    }

    // A reason has no places; of several faults the caller's area is the one that the form's rules can't prevent.
    private static Problem? ReasonOf(ReadSubmission read) =>
        read.Errors.Count == 0 ? read.Reason
        : read.Errors.FirstOrDefault(e => e.Problem == SurveyProblems.AreaNotYours) is { } area ? area.Problem
        : OpenRosaProblems.InvalidAnswers;

    private static string? VillageIn(XmlNode root, Caller caller) =>
        root.Child("visit")?.TextOf("village") is { } village && PlaceForm.Village().IsMatch(village) && AreaCodes.Within(village, caller.Regency!) ? village : null;
}
