using System.Text.Json;
using Microsoft.OpenApi;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.OpenApi;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households.Life;

/// <summary>Reads the fields of a reported change and gathers all that is wrong with them.</summary>
internal sealed class LifeFields(JsonElement json, Register register, Instant latest)
{
    private static readonly string[] PlaceFields = ["village", "rt", "rw", "dasaWisma"];
    private readonly Dictionary<string, (Func<OpenApiSchema> Schema, bool IsRequired)> _known = new(StringComparer.Ordinal);

    /// <summary>What is wrong so far.</summary>
    public List<FieldError> Errors { get; } = [];

    /// <summary>The change's own id.</summary>
    public Guid ChangeId => Id("changeId") ?? Guid.Empty;

    /// <summary>A time that must be given: not in the future, and not before anything could have been recorded.</summary>
    public Instant Time(string name)
    {
        if (Find(name, () => BodySchema.Time(), isRequired: true) is not { ValueKind: JsonValueKind.String } value || OffsetDateTimePattern.Rfc3339.Parse(value.GetString()!) is not { Success: true } read)
            return Wrong<Instant>(name, Text.Such("2019-03-02T09:30:00+07:00"));
        var at = VisitTime.Of(read.Value);
        if (at > latest) return Wrong<Instant>(name, $"<= {latest}");
        return at < VisitTime.Earliest ? Wrong<Instant>(name, $">= {VisitTime.Earliest}") : at;
    }

    /// <summary>An id that must be given.</summary>
    public Guid? Id(string name) => Find(name, () => BodySchema.Id(), isRequired: true) is { } value ? AsId(value, name) : Wrong<Guid?>(name, "UUID");

    /// <summary>An id that may be given.</summary>
    public Guid? IdIfAny(string name) => Find(name, () => BodySchema.Id()) is { ValueKind: not JsonValueKind.Null } value ? AsId(value, name) : null;

    /// <summary>The id of an earlier change: what names itself would wait for itself.</summary>
    public Guid? Earlier(string name, bool required)
    {
        var id = required ? Id(name) : IdIfAny(name);
        if (id is not null && id == IdIfAny("changeId")) Errors.Add(LifeProblems.NamesItself.At(name, ("field", name)));
        return id;
    }

    /// <summary>A list of ids; none where it is not given.</summary>
    public IReadOnlyList<Guid> Ids(string name)
    {
        if (Find(name, () => BodySchema.List(BodySchema.Id(), AnswersReader.MostElements)) is not { ValueKind: not JsonValueKind.Null } value) return [];
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > AnswersReader.MostElements) return Wrong<IReadOnlyList<Guid>>(name, "UUID, ...") ?? [];
        return [.. value.EnumerateArray().Select((v, i) => AsId(v, $"{name}[{i}]")).OfType<Guid>().Distinct()];
    }

    /// <summary>A list of ids; <see langword="null"/> where it is not given.</summary>
    public IReadOnlyList<Guid>? IdsIfAny(string name)
    {
        var ids = Ids(name);
        return Given(name) is null or { ValueKind: JsonValueKind.Null } ? null : ids;
    }

    public bool Flag(string name) => Find(name, () => BodySchema.YesNo()) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong<bool>(name, "true, false"),
    };

    public int? Number(string name, int most) => Find(name, () => BodySchema.Number(whole: true, "0", $"{most}")) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 && number <= most ? number : Wrong<int?>(name, $"0..{most}")
        : null;

    /// <summary>One of an enumeration's choices by its code.</summary>
    public T Choice<T>(string name) where T : struct, Enum
    {
        var choices = Enum.GetValues<T>().ToDictionary(c => Question.CodeOf(c));
        return Find(name, () => BodySchema.Choice(choices.Keys), isRequired: true) is { ValueKind: JsonValueKind.String } value && choices.TryGetValue(value.GetString()!, out var choice)
            ? choice : Wrong<T>(name, string.Join(", ", choices.Keys));
    }

    public Member Member(string name)
    {
        if (Find(name, () => AnswersSchema.Of(typeof(Member)), isRequired: true) is not { } value) return Wrong<Member>(name, "object") ?? new();
        var faults = new List<AnswerFault>();
        var member = AnswersReader.ReadMember(value, name, faults);
        if (member is { AgeYears: { } years, AgeMonths: { } months } && months / 12 != years) faults.Add(new($"{name}.ageMonths", FaultKind.Contradiction, $"{years * 12}..{(years * 12) + 11}"));
        Errors.AddRange(faults.Select(f => f.Kind == FaultKind.NotAsked ? HouseholdProblems.NotAsked.At(f.Field) : HouseholdProblems.InvalidField.At(f.Field, ("expected", f.Expected))));
        return member ?? new();
    }

    /// <summary>A member who was just born.</summary>
    public Member Newborn(string name)
    {
        var child = Member(name);
        return child.AgeYears is > 0 ? Wrong<Member>($"{name}.ageYears", "0") ?? child : child;
    }

    /// <summary>A place in a village of the register.</summary>
    public Place? Place(string name, bool required)
    {
        if (Find(name, PlaceForm.Schema, required) is not { ValueKind: JsonValueKind.Object } value || !value.TryGetProperty("village", out _))
            return required || Given(name) is { ValueKind: not JsonValueKind.Null } ? Wrong<Place?>($"{name}.village", Text.Such("35.22.15.2002")) : null;
        foreach (var field in value.EnumerateObject().Where(f => !PlaceFields.Contains(f.Name) || f.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)))
            Wrong<Place?>($"{name}.{field.Name}", string.Join(", ", PlaceFields));
        string? Part(string part) => value.TryGetProperty(part, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        var place = new Place(Part("village") ?? "", Part("rt"), Part("rw"), Part("dasaWisma"));
        var faults = PlaceForm.Check(place, name).ToList();
        foreach (var fault in faults) Wrong<Place?>(fault.Field, Text.Such(fault.Expected));
        if (faults.Count == 0 && register.Find(AreaCode.Parse(place.Village)) is null) Errors.Add(HouseholdProblems.UnknownVillage.At($"{name}.village", ("village", place.Village)));
        return place;
    }

    /// <summary>Who the people are of whom the change speaks.</summary>
    public PersonalData Personal(string name) => Find(name, PersonalSchema.Make) is { } value ? PersonalReader.Read(value, name, Errors) : PersonalData.None;

    /// <summary>Refuses fields that nobody asked for: a name misspelt would be a part of the report lost.</summary>
    public void RefuseOthers()
    {
        if (json.ValueKind != JsonValueKind.Object) return;
        foreach (var field in json.EnumerateObject().Where(f => !_known.ContainsKey(f.Name))) Wrong<object>(field.Name, string.Join(", ", _known.Keys));
    }

    /// <summary>Describes what was asked for so far, as a body.</summary>
    public OpenApiSchema Schema() => BodySchema.Object(_known.Where(f => f.Value.IsRequired).Select(f => f.Key), _known.Select(f => (f.Key, f.Value.Schema())));

    private JsonElement? Find(string name, Func<OpenApiSchema> schema, bool isRequired = false)
    {
        _known.TryAdd(name, (schema, isRequired));
        return Given(name);
    }

    private JsonElement? Given(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    private Guid? AsId(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) && id != Guid.Empty ? id : Wrong<Guid?>(name, "UUID");

    private T? Wrong<T>(string field, object expected)
    {
        Errors.Add(HouseholdProblems.InvalidField.At(field, ("expected", expected)));
        return default;
    }
}
