using System.Collections.Immutable;
using System.Text.Json;
using NodaTime.Text;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Identities;

/// <summary>Reads the part <c>personal</c> of a submission; pure. Numbers of cards are kept as written: a wrong one is common and no reason to refuse.</summary>
internal static class PersonalReader
{
    private const int LongestName = 200;
    private const int LongestNumber = 40;
    private const int LongestNote = 4000;
    internal const int MostMembers = 60;
    internal static readonly string[] Fields = ["familyCard", "phone", "address", "latitude", "longitude", "accuracyMetres", "note", "members"];
    internal static readonly string[] MemberFields = ["id", "name", "nik", "birthDate", "phone"];

    /// <summary>The personal data of a JSON object; what is wrong with it goes to <paramref name="faults"/>.</summary>
    public static PersonalData Read(JsonElement json, string path, ICollection<FieldError> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(IdentityProblems.WrongKind.At(path, ("expected", "object")));
            return PersonalData.None;
        }
        RefuseOthers(json, path, Fields, faults);
        return new PersonalData
        {
            FamilyCard = Text(json, path, "familyCard", LongestNumber, faults),
            Phone = Text(json, path, "phone", LongestNumber, faults),
            Address = Text(json, path, "address", LongestName, faults),
            Location = Position(json, path, faults),
            Note = Text(json, path, "note", LongestNote, faults),
            Members = Members(json, path, faults),
        };
    }

    private static ImmutableArray<PersonIdentity> Members(JsonElement json, string path, ICollection<FieldError> faults)
    {
        if (!json.TryGetProperty("members", out var members)) return [];
        if (members.ValueKind != JsonValueKind.Array || members.GetArrayLength() > MostMembers)
        {
            faults.Add(IdentityProblems.WrongKind.At($"{path}.members", ("expected", $"array, 0..{MostMembers}")));
            return [];
        }
        var read = ImmutableArray.CreateBuilder<PersonIdentity>();
        foreach (var member in members.EnumerateArray())
            if (MemberOf(member, $"{path}.members[{read.Count}]", faults) is { } identity) read.Add(identity);
        if (read.DistinctBy(m => m.Member).Count() < read.Count) faults.Add(IdentityProblems.Repeated.At($"{path}.members"));
        return read.ToImmutable();
    }

    private static PersonIdentity? MemberOf(JsonElement json, string path, ICollection<FieldError> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(IdentityProblems.WrongKind.At(path, ("expected", "object")));
            return null;
        }
        RefuseOthers(json, path, MemberFields, faults);
        var id = json.TryGetProperty("id", out var value) && value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var guid) ? guid : Guid.Empty;
        if (id == Guid.Empty) faults.Add(IdentityProblems.WrongKind.At($"{path}.id", ("expected", "UUID")));
        var born = Text(json, path, "birthDate", LongestNumber, faults);
        var date = born is null ? null : LocalDatePattern.Iso.Parse(born);
        if (date is { Success: false }) faults.Add(IdentityProblems.WrongKind.At($"{path}.birthDate", ("expected", "YYYY-MM-DD")));
        return new PersonIdentity(id, Text(json, path, "name", LongestName, faults), Text(json, path, "nik", LongestNumber, faults),
            date is { Success: true } ? date.Value : null, Text(json, path, "phone", LongestNumber, faults));
    }

    private static GeoPoint? Position(JsonElement json, string path, ICollection<FieldError> faults)
    {
        var (latitude, longitude) = (Number(json, path, "latitude", -90, 90, faults), Number(json, path, "longitude", -180, 180, faults));
        var accuracy = Number(json, path, "accuracyMetres", 0, 100_000, faults);
        if (latitude is null != longitude is null) faults.Add(IdentityProblems.WrongKind.At($"{path}.latitude", ("expected", "latitude + longitude")));
        return latitude is { } lat && longitude is { } lon ? new GeoPoint(lat, lon, accuracy) : null;
    }

    private static decimal? Number(JsonElement json, string path, string name, decimal min, decimal max, ICollection<FieldError> faults)
    {
        if (!json.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= min && number <= max) return number;
        faults.Add(IdentityProblems.WrongKind.At($"{path}.{name}", ("expected", $"{min}..{max}")));
        return null;
    }

    private static string? Text(JsonElement json, string path, string name, int longest, ICollection<FieldError> faults)
    {
        if (!json.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.String || value.GetString()!.Length > longest)
            faults.Add(IdentityProblems.WrongKind.At($"{path}.{name}", ("expected", $"text, 1..{longest}")));
        else if (value.GetString()!.Trim() is { Length: > 0 } text) return text;
        return null;
    }

    private static void RefuseOthers(JsonElement json, string path, string[] fields, ICollection<FieldError> faults)
    {
        foreach (var field in json.EnumerateObject().Where(f => !fields.Contains(f.Name)))
            faults.Add(IdentityProblems.NoSuchField.At($"{path}.{field.Name}", ("expected", string.Join(", ", fields))));
    }
}
