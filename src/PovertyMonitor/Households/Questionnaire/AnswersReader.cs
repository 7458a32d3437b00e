using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Reads answers from JSON by the typed record and reports everything that is wrong with them at once.</summary>
/// <remarks>An asked question must be answered; <c>"unknown"</c> is an answer. A question not asked must be absent.</remarks>
internal static class AnswersReader
{
    public const string Unknown = "unknown";
    internal const int MostElements = 60;

    private static ReadOnlySpan<byte> UnknownUtf8 => "unknown"u8;

    private static readonly (object True, object False) Boxed = (true, false);

    public static Answers? Read(JsonElement json, string path, ICollection<AnswerFault> faults)
    {
        var before = faults.Count;
        var answers = (Answers?)ReadRecord(RecordShape.Of(typeof(Answers)), json, new FieldPath(null, path), faults);
        if (answers is not null && faults.Count == before) AnswersRules.Check(answers, path, faults);
        return faults.Count == before ? answers : null;
    }

    /// <summary>Reads one member alone.</summary>
    public static Member? ReadMember(JsonElement json, string path, ICollection<AnswerFault> faults)
    {
        var before = faults.Count;
        var member = (Member?)ReadRecord(RecordShape.Of(typeof(Member)), json, new FieldPath(null, path), faults);
        if (member is not null && member.Id == Guid.Empty && faults.Count == before) faults.Add(new($"{path}.id", FaultKind.Missing, "UUID"));
        return faults.Count == before ? member : null;
    }

    private static object? ReadRecord(RecordShape shape, JsonElement json, FieldPath path, ICollection<AnswerFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path.ToString(), FaultKind.WrongKind, "object"));
            return null;
        }
        var record = shape.Create();
        var questions = shape.Questions;
        var given = FieldsOf(shape, json, path, faults);
        var broken = 0UL;
        for (var i = 0; i < questions.Length; i++)
            if (given[i].ValueKind != JsonValueKind.Undefined && !ReadAnswer(questions[i], record, given[i], path, faults)) broken |= 1UL << i;
        for (var i = 0; i < questions.Length; i++)
        {
            if ((broken >> i & 1) == 1) continue;
            var present = given[i].ValueKind != JsonValueKind.Undefined;
            var asked = questions[i].IsAsked(record);
            // A broken age is reported once, not once more for every question that hangs on it.
            if (asked == true && !present && (shape.DependenciesOf(i) & broken) == 0)
                faults.Add(new(path.Of(questions[i].Name), FaultKind.Missing, Expected(questions[i])));
            if (asked == false && present) faults.Add(new(path.Of(questions[i].Name), FaultKind.NotAsked));
        }
        return record;
    }

    // The fields by the places of their questions; undefined where there is none.
    private static JsonElement[] FieldsOf(RecordShape shape, JsonElement json, FieldPath path, ICollection<AnswerFault> faults)
    {
        var given = new JsonElement[shape.Questions.Length];
        var expected = 0;
        foreach (var field in json.EnumerateObject())
        {
            var index = shape.IndexOf(field, expected);
            if (index < 0)
            {
                faults.Add(new(path.Of(field.Name), FaultKind.NoSuchField, shape.Names));
                continue;
            }
            given[index] = field.Value;
            expected = index + 1;
        }
        return given;
    }

    private static bool ReadAnswer(Question question, object record, JsonElement json, FieldPath path, ICollection<AnswerFault> faults)
    {
        if (question.MayBeUnknown && json.ValueKind == JsonValueKind.String && json.ValueEquals(UnknownUtf8))
        {
            question.AnswerWith(record, null);
            return true;
        }
        var before = faults.Count;
        var answer = question.Kind switch
        {
            QuestionKind.Record => ReadRecord(RecordShape.Of(question.ValueType), json, new FieldPath(path, question.Name), faults),
            QuestionKind.List => ReadList(question, json, path, faults),
            _ => ReadScalar(question, json, path, faults),
        };
        if (faults.Count > before) return false;
        question.AnswerWith(record, answer);
        return true;
    }

    private static Array? ReadList(Question question, JsonElement json, FieldPath path, ICollection<AnswerFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new(path.Of(question.Name), FaultKind.WrongKind, Expected(question)));
            return null;
        }
        if (json.GetArrayLength() > MostElements)
        {
            faults.Add(new(path.Of(question.Name), FaultKind.WrongCount, $"0..{MostElements}"));
            return null;
        }
        var shape = RecordShape.Of(question.ValueType);
        var list = Array.CreateInstance(question.ValueType, json.GetArrayLength());
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            if (ReadRecord(shape, element, new FieldPath(path, question.Name, index), faults) is { } read) list.SetValue(read, index);
            index++;
        }
        return list;
    }

    private static object? ReadScalar(Question question, JsonElement json, FieldPath path, ICollection<AnswerFault> faults)
    {
        var answer = json.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False when question.Kind == QuestionKind.YesNo => json.ValueKind == JsonValueKind.True ? Boxed.True : Boxed.False,
            JsonValueKind.Number => NumberIn(question, json),
            JsonValueKind.String => TextIn(question, json),
            _ => null,
        };
        if (answer is null)
            faults.Add(new(path.Of(question.Name), question.Kind == QuestionKind.Choice ? FaultKind.NotAChoice : FaultKind.WrongKind, Expected(question)));
        else if (OutOfRange(question, answer))
            faults.Add(new(path.Of(question.Name), FaultKind.OutOfRange, Range(question)));
        return answer;
    }

    private static object? NumberIn(Question question, JsonElement json) => question.Kind switch
    {
        QuestionKind.Whole => json.TryGetInt32(out var whole) ? whole : null,
        QuestionKind.Decimal => json.TryGetDecimal(out var number) ? number : null,
        _ => null,
    };

    private static object? TextIn(Question question, JsonElement json) => question.Kind switch
    {
        QuestionKind.Choice => question.ChoiceIn(json),
        QuestionKind.Date => LocalDatePattern.Iso.Parse(json.GetString()!) is { Success: true } date ? date.Value : null,
        QuestionKind.Month => YearMonthPattern.Iso.Parse(json.GetString()!) is { Success: true } month ? month.Value : null,
        QuestionKind.Id => (json.TryGetGuid(out var id) || Guid.TryParseExact(json.GetString(), "D", out id)) && id != Guid.Empty ? id : null,
        _ => null,
    };

    private static bool OutOfRange(Question question, object answer) =>
        question.Kind is QuestionKind.Whole or QuestionKind.Decimal
        && (answer is int whole ? whole : (double)(decimal)answer) is var number
        && (number < question.Wording.Min || number > question.Wording.Max);

    private static string Range(Question question) =>
        string.Create(CultureInfo.InvariantCulture, $"{question.Wording.Min}..{question.Wording.Max}");

    private static string Expected(Question question) => (question.Kind switch
    {
        QuestionKind.YesNo => "true, false",
        QuestionKind.Whole or QuestionKind.Decimal => Range(question),
        QuestionKind.Choice => string.Join(", ", question.Choices.Keys),
        QuestionKind.Date => "YYYY-MM-DD",
        QuestionKind.Month => "YYYY-MM",
        QuestionKind.Id => "UUID",
        QuestionKind.List => "array",
        _ => "object",
    }) + (question.MayBeUnknown ? $", \"{Unknown}\"" : "");
}
