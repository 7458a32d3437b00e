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

    public static Answers? Read(JsonElement json, string path, ICollection<AnswerFault> faults)
    {
        var before = faults.Count;
        var answers = (Answers?)ReadRecord(typeof(Answers), json, path, faults);
        if (answers is not null && faults.Count == before) AnswersRules.Check(answers, path, faults);
        return faults.Count == before ? answers : null;
    }

    private static object? ReadRecord(Type type, JsonElement json, string path, ICollection<AnswerFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, FaultKind.WrongKind, "object"));
            return null;
        }
        var record = Activator.CreateInstance(type)!;
        var questions = Question.Of(type);
        foreach (var field in json.EnumerateObject().Where(f => questions.All(q => q.Name != f.Name)))
            faults.Add(new($"{path}.{field.Name}", FaultKind.NoSuchField, string.Join(", ", questions.Select(q => q.Name))));

        var broken = new HashSet<Question>();
        foreach (var question in questions)
            if (json.TryGetProperty(question.Name, out var value) && !ReadAnswer(question, record, value, path, faults))
                broken.Add(question);
        foreach (var question in questions.Where(q => !broken.Contains(q)))
        {
            var present = json.TryGetProperty(question.Name, out _);
            var asked = question.IsAsked(record);
            if (asked == true && !present && !DependsOn(question, broken)) faults.Add(new($"{path}.{question.Name}", FaultKind.Missing, Expected(question)));
            if (asked == false && present) faults.Add(new($"{path}.{question.Name}", FaultKind.NotAsked));
        }
        return record;
    }

    // A broken age is reported once, not once more for every question that hangs on it.
    private static bool DependsOn(Question question, HashSet<Question> broken) =>
        (question.AskedOf is not null && broken.Any(b => b.Name is "ageYears" or "sex"))
        || (question.SkippedIf is not null && broken.Any(b => string.Equals(b.Name, question.SkippedIf.Question, StringComparison.OrdinalIgnoreCase)));

    private static bool ReadAnswer(Question question, object record, JsonElement json, string path, ICollection<AnswerFault> faults)
    {
        var field = $"{path}.{question.Name}";
        if (question.MayBeUnknown && json.ValueKind == JsonValueKind.String && json.ValueEquals(Unknown))
        {
            question.AnswerWith(record, null);
            return true;
        }
        var before = faults.Count;
        var answer = question.Kind switch
        {
            QuestionKind.Record => ReadRecord(question.ValueType, json, field, faults),
            QuestionKind.List => ReadList(question, json, field, faults),
            _ => ReadScalar(question, json, field, faults),
        };
        if (faults.Count > before) return false;
        question.AnswerWith(record, answer);
        return true;
    }

    private static Array? ReadList(Question question, JsonElement json, string field, ICollection<AnswerFault> faults)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new(field, FaultKind.WrongKind, Expected(question)));
            return null;
        }
        if (json.GetArrayLength() > MostElements)
        {
            faults.Add(new(field, FaultKind.WrongCount, $"0..{MostElements}"));
            return null;
        }
        var list = Array.CreateInstance(question.ValueType, json.GetArrayLength());
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            if (ReadRecord(question.ValueType, element, $"{field}[{index}]", faults) is { } read) list.SetValue(read, index);
            index++;
        }
        return list;
    }

    private static object? ReadScalar(Question question, JsonElement json, string field, ICollection<AnswerFault> faults)
    {
        var text = json.ValueKind == JsonValueKind.String ? json.GetString()! : "";
        object? answer = question.Kind switch
        {
            QuestionKind.YesNo => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : null,
            QuestionKind.Whole => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var whole) ? whole : null,
            QuestionKind.Decimal => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number) ? number : null,
            QuestionKind.Choice => question.Choices.GetValueOrDefault(text),
            QuestionKind.Date => LocalDatePattern.Iso.Parse(text) is { Success: true } date ? date.Value : null,
            QuestionKind.Month => YearMonthPattern.Iso.Parse(text) is { Success: true } month ? month.Value : null,
            _ => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty ? id : null,
        };
        if (answer is null)
            faults.Add(new(field, question.Kind == QuestionKind.Choice ? FaultKind.NotAChoice : FaultKind.WrongKind, Expected(question)));
        else if (OutOfRange(question, answer))
            faults.Add(new(field, FaultKind.OutOfRange, Range(question)));
        return answer;
    }

    private static bool OutOfRange(Question question, object answer) =>
        question.Kind is QuestionKind.Whole or QuestionKind.Decimal
        && Convert.ToDouble(answer, CultureInfo.InvariantCulture) is var number
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
