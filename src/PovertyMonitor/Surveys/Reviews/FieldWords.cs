using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Says a submission's fields and values in words. Pure.</summary>
/// <param name="Language">The reader's.</param>
internal sealed record FieldWords(Language Language)
{
    private static readonly Dictionary<string, Text> Envelope = new()
    {
        ["householdId"] = new("Id rumah tangga", "Household id"),
        ["round"] = new("Putaran survei", "Survey round"),
        ["interviewedAt"] = new("Waktu wawancara", "Time of the interview"),
        ["enumerator"] = new("Petugas", "Enumerator"),
        ["device"] = new("Perangkat", "Device"),
        ["place"] = new("Tempat", "Place"),
        ["village"] = new("Desa/kelurahan", "Village"),
        ["rt"] = new("RT", "RT (neighbourhood)"),
        ["rw"] = new("RW", "RW (hamlet)"),
        ["dasaWisma"] = new("Kelompok Dasa Wisma", "Dasa Wisma group"),
        ["outcome"] = new("Hasil kunjungan", "Outcome of the visit"),
        ["answers"] = new("Jawaban", "Answers"),
        ["personal"] = new("Data pribadi", "Personal data"),
        ["familyCard"] = new("No. KK", "Family card number"),
        ["phone"] = new("Telepon", "Telephone"),
        ["address"] = new("Alamat", "Address"),
        ["latitude"] = new("Lintang", "Latitude"),
        ["longitude"] = new("Bujur", "Longitude"),
        ["accuracyMetres"] = new("Ketelitian (m)", "Accuracy (m)"),
        ["note"] = new("Catatan", "Note"),
        ["members"] = new("Anggota", "Member"),
        ["name"] = new("Nama", "Name"),
        ["nik"] = new("NIK", "Identity number (NIK)"),
        ["birthDate"] = new("Tanggal lahir", "Date of birth"),
    };

    private static readonly string[] Introduction = ["relation", "sex"];
    private static readonly Text Unknown = new("tidak diketahui", "not known");
    private static readonly Text Yes = new("ya", "yes");
    private static readonly Text No = new("tidak", "no");
    private static readonly Text Years = new("tahun", "years");
    private static readonly Text Interview = new("wawancara dengan {members} anggota", "an interview with {members} members");

    /// <summary>The question a field answers, from the outermost: <c>Tempat tinggal › Bahan utama lantai</c>.</summary>
    /// <param name="difference">Where it is.</param>
    /// <param name="rosters">Submissions whose members are known, to say which member is meant.</param>
    public string LabelOf(Difference difference, params JsonObject?[] rosters)
    {
        var (parts, record) = (new List<string>(), difference.Steps[0].Field == "answers" ? typeof(Answers) : null);
        foreach (var step in difference.Steps.Length > 1 ? difference.Steps[1..] : difference.Steps)
        {
            if (step.Member is { } id)
            {
                parts[^1] = $"{parts[^1]}: {MemberOf(id, rosters)}";
                continue;
            }
            var question = record is null ? null : Question.Of(record).FirstOrDefault(q => q.Name == step.Field);
            parts.Add(question is null ? Word(step.Field) : TextOf(question).In(Language));
            record = question?.ValueType;
        }
        if (difference.Steps.Length > 1 && record is null && difference.Steps[0].Field != "answers") parts.Insert(0, Word(difference.Steps[0].Field));
        return string.Join(" › ", parts);
    }

    /// <summary>A value in words; <see langword="null"/> where there is none.</summary>
    public string? ValueOf(JsonNode? value, ImmutableArray<Step> at)
    {
        if (value is null) return null;
        if (at is [{ Field: "outcome" }] && Choices.Parse<VisitOutcome>((string?)value) is { } outcome) return AnswerLines.NameOf(outcome, Language);
        if (at is [{ Field: "answers" }]) return Interview.In(Language, [("members", (value["members"] as JsonArray)?.Count)]);
        return at[0].Field == "answers" ? AnswerOf(value, QuestionAt(at)) : PlainOf(value);
    }

    private static Question? QuestionAt(ImmutableArray<Step> at)
    {
        var (record, question) = (typeof(Answers), (Question?)null);
        foreach (var step in at[1..])
        {
            if (step.Member is not null) continue;
            question = Question.Of(record).FirstOrDefault(q => q.Name == step.Field);
            if (question is null) return null;
            record = question.ValueType;
        }
        return question;
    }

    private string AnswerOf(JsonNode value, Question? question) => value switch
    {
        JsonValue v when v.TryGetValue<string>(out var text) && text == AnswersReader.Unknown => Unknown.In(Language),
        JsonArray list => list.Count == 0 ? "0" : string.Join("; ", list.Select(e => AnswerOf(e!, question))),
        JsonObject record when question is not null => string.Join(", ", record.Where(f => f.Key != "id" && f.Value is not null).Select(f => FieldOf(f.Key, f.Value!, question.ValueType))),
        JsonValue v when question is { Kind: QuestionKind.Choice } && v.TryGetValue<string>(out var code) && question.Choices.TryGetValue(code, out var choice) => AnswerLines.NameOf((Enum)choice, Language),
        _ => PlainOf(value),
    };

    private string FieldOf(string name, JsonNode value, Type record) =>
        Question.Of(record).FirstOrDefault(q => q.Name == name) is { } question ? $"{TextOf(question).In(Language)}: {AnswerOf(value, question)}" : $"{name}: {PlainOf(value)}";

    private string PlainOf(JsonNode value) => value switch
    {
        JsonValue v when v.TryGetValue<bool>(out var yes) => (yes ? Yes : No).In(Language),
        JsonValue v when v.TryGetValue<string>(out var text) => text,
        JsonObject record => string.Join(", ", record.Where(f => f.Key != "id" && f.Value is not null).Select(f => $"{Word(f.Key)}: {PlainOf(f.Value!)}")),
        _ => value.ToJsonString(),
    };

    private string MemberOf(string id, JsonObject?[] rosters)
    {
        var member = rosters.Select(r => (r?["answers"]?["members"] as JsonArray)?.FirstOrDefault(m => (string?)m?["id"] == id)).FirstOrDefault(m => m is not null);
        if (member is null) return id;
        var words = Introduction.Select(name => AnswerOf(member[name] ?? AnswersReader.Unknown, Question.Of(typeof(Member)).First(q => q.Name == name)));
        return string.Join(", ", words.Append($"{member["ageYears"] switch { JsonValue v when v.TryGetValue<int>(out var years) => $"{years} {Years.In(Language)}", _ => Unknown.In(Language) }}"));
    }

    private string Word(string name) => Envelope.TryGetValue(name, out var text) ? text.In(Language) : name;

    private static Text TextOf(Question question) => new(question.Wording.Indonesian, question.Wording.English);
}
