using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Writes answers as the JSON that <see cref="AnswersReader"/> reads: an asked question without an answer is <c>"unknown"</c>.</summary>
internal static class AnswersWriter
{
    public static void Write(Utf8JsonWriter json, Answers answers) => WriteRecord(json, answers);

    private static void WriteRecord(Utf8JsonWriter json, object record)
    {
        json.WriteStartObject();
        foreach (var question in RecordShape.Of(record.GetType()).Questions)
        {
            if (question.IsAsked(record) == false) continue;
            json.WritePropertyName(question.EncodedName);
            WriteAnswer(json, question, question.AnswerIn(record));
        }
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, Question question, object? answer)
    {
        switch (answer)
        {
            case null: json.WriteStringValue(AnswersReader.Unknown); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case int whole: json.WriteNumberValue(whole); break;
            case decimal number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case LocalDate date: json.WriteStringValue(LocalDatePattern.Iso.Format(date)); break;
            case YearMonth month: json.WriteStringValue(YearMonthPattern.Iso.Format(month)); break;
            case Enum choice: json.WriteStringValue(Question.CodeOf(choice)); break;
            case System.Collections.IEnumerable list when question.Kind == QuestionKind.List:
                json.WriteStartArray();
                foreach (var element in list) WriteRecord(json, element!);
                json.WriteEndArray();
                break;
            default: WriteRecord(json, answer); break;
        }
    }
}
