using System.Text.Json;
using NodaTime.Text;

namespace PovertyMonitor.Identities;

/// <summary>Writes personal data as the JSON that <see cref="PersonalReader"/> reads; only ever to be hashed or encrypted.</summary>
internal static class PersonalWriter
{
    public static void Write(Utf8JsonWriter json, PersonalData personal)
    {
        json.WriteStartObject();
        WriteHousehold(json, personal);
        if (!personal.Members.IsEmpty)
        {
            json.WriteStartArray("members");
            foreach (var member in personal.Members) Write(json, member);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PersonIdentity member)
    {
        json.WriteStartObject();
        json.WriteString("id", member.Member);
        WriteText(json, "name", member.Name);
        WriteText(json, "nik", member.Nik);
        if (member.BirthDate is { } born) json.WriteString("birthDate", LocalDatePattern.Iso.Format(born));
        WriteText(json, "phone", member.Phone);
        json.WriteEndObject();
    }

    private static void WriteHousehold(Utf8JsonWriter json, PersonalData personal)
    {
        WriteText(json, "familyCard", personal.FamilyCard);
        WriteText(json, "phone", personal.Phone);
        WriteText(json, "address", personal.Address);
        if (personal.Location is { } at)
        {
            json.WriteNumber("latitude", at.Latitude);
            json.WriteNumber("longitude", at.Longitude);
            if (at.AccuracyMetres is { } accuracy) json.WriteNumber("accuracyMetres", accuracy);
        }
        WriteText(json, "note", personal.Note);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }
}
