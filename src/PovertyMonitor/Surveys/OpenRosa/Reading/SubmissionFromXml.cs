using System.Buffers;
using System.Globalization;
using System.Text.Json;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>Turns a filled form into the JSON of one submission, so that every door's submissions are held against one set of rules. Pure.</summary>
internal static class SubmissionFromXml
{
    /// <summary>The JSON, as <see cref="SubmissionReader"/> reads it; what is missing in the form is missing in it.</summary>
    /// <param name="xml">The filled form; its root must be there.</param>
    /// <param name="form">What the version that was filled may hold.</param>
    /// <param name="id">The submission's id.</param>
    /// <param name="round">The form's round.</param>
    /// <param name="device">The device's code.</param>
    public static ReadOnlyMemory<byte> Write(SubmissionXml xml, FormDefinition form, Guid id, string round, string? device)
    {
        var (root, buffer) = (xml.Root!, new ArrayBufferWriter<byte>(4096));
        using var json = new Utf8JsonWriter(buffer);
        var visit = root.Child("visit");
        var outcome = visit?.TextOf("outcome");
        var completed = outcome == "completed";
        json.WriteStartObject();
        json.WriteString("submissionId", id);
        Text(json, "householdId", root.TextOf("id"));
        if (xml.DeprecatedId is { } corrected) json.WriteString("corrects", SubmissionIds.Of(corrected));
        json.WriteString("round", round);
        Text(json, "interviewedAt", root.TextOf("start"));
        Text(json, "endedAt", root.TextOf("end"));
        Text(json, "enumerator", visit?.TextOf("enumerator"));
        Text(json, "device", device);
        Place(json, visit);
        Text(json, "outcome", outcome);
        json.WriteBoolean("consent", completed && visit?.TextOf("consent") == "yes");
        if (completed)
        {
            json.WritePropertyName("answers");
            AnswersFromXml.Write(json, root.Child("answers"), form.Fields.GetValueOrDefault("answers"));
        }
        Personal(json, root, completed);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Place(Utf8JsonWriter json, XmlNode? visit)
    {
        json.WriteStartObject("place");
        foreach (var part in (string[])["village", "rt", "rw", "dasaWisma"]) Text(json, part, visit?.TextOf(part));
        json.WriteEndObject();
    }

    private static void Personal(Utf8JsonWriter json, XmlNode root, bool completed)
    {
        json.WriteStartObject("personal");
        Text(json, "note", root.Child("visit")?.TextOf("note"));
        if (completed)
        {
            var personal = root.Child("personal");
            foreach (var part in (string[])["familyCard", "phone", "address"]) Text(json, part, personal?.TextOf(part));
            Location(json, personal?.TextOf("location"));
            Members(json, root.Child("answers"));
        }
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, XmlNode? answers)
    {
        json.WriteStartArray("members");
        foreach (var member in answers?.Children.Where(child => child.Name == "members") ?? [])
        {
            if (member.Child("person") is not { } person || member.TextOf("id") is not { } id || person.Children.All(field => field.Text.Length == 0)) continue;
            json.WriteStartObject();
            json.WriteString("id", id);
            foreach (var part in (string[])["name", "nik", "birthDate", "phone"]) Text(json, part, person.TextOf(part));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Latitude, longitude, altitude and accuracy, divided by spaces.
    private static void Location(Utf8JsonWriter json, string? text)
    {
        if (text is null) return;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = parts.Select(part => decimal.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null).ToArray();
        if (numbers.Length is < 2 or > 4 || numbers.Contains(null))
        {
            json.WriteString("latitude", "?");
            return;
        }
        json.WriteNumber("latitude", numbers[0]!.Value);
        json.WriteNumber("longitude", numbers[1]!.Value);
        if (numbers.Length == 4) json.WriteNumber("accuracyMetres", numbers[3]!.Value);
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }
}
