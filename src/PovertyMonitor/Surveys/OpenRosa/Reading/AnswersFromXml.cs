using System.Globalization;
using System.Text.Json;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>Turns the answers of a filled form into the JSON that <see cref="AnswersReader"/> reads. Pure.</summary>
/// <remarks>A value that is none of its question's is passed on as text, so that it is reported at its field like any other.</remarks>
internal static class AnswersFromXml
{
    /// <summary>Writes the answers.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="node">The element that holds them; <see langword="null"/> where there is none.</param>
    /// <param name="form">What that element may hold in the version that was filled.</param>
    public static void Write(Utf8JsonWriter json, XmlNode? node, FormDefinition? form) => WriteRecord(json, typeof(Answers), node, form);

    private static void WriteRecord(Utf8JsonWriter json, Type type, XmlNode? node, FormDefinition? form)
    {
        var questions = Question.Of(type);
        var record = WhatDecides(type, questions, node);
        json.WriteStartObject();
        foreach (var question in questions)
        {
            // A value that stayed from before its question was skipped is no answer.
            if (question.IsAsked(record) == false) continue;
            WriteAnswer(json, question, node, form);
        }
        json.WriteEndObject();
    }

    private static object WhatDecides(Type type, IReadOnlyList<Question> questions, XmlNode? node)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var question in questions)
        {
            if (node?.TextOf(question.Name) is not { } text) continue;
            if (question.Kind == QuestionKind.Whole && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
                question.AnswerWith(record, whole);
            else if (question.Kind == QuestionKind.Choice && question.Choices.TryGetValue(text, out var choice))
                question.AnswerWith(record, choice);
        }
        return record;
    }

    private static void WriteAnswer(Utf8JsonWriter json, Question question, XmlNode? node, FormDefinition? form)
    {
        var isNew = form is not null && !form.Fields.ContainsKey(question.Name);
        if (question.MayBeUnknown && (isNew || node?.TextOf(question.Name + QuestionNodes.UnknownSuffix) == FormWords.Unknown))
        {
            json.WriteString(question.Name, AnswersReader.Unknown);
            return;
        }
        var (child, field) = (node?.Child(question.Name), form?.Fields.GetValueOrDefault(question.Name));
        if (question.Kind == QuestionKind.List)
            WriteList(json, question, node, field);
        else if (child is not null && question.Kind == QuestionKind.Record)
        {
            json.WritePropertyName(question.Name);
            WriteRecord(json, question.ValueType, child, field);
        }
        else if (child is { Text.Length: > 0 })
            WriteScalar(json, question, child.Text);
    }

    private static void WriteList(Utf8JsonWriter json, Question question, XmlNode? node, FormDefinition? field)
    {
        List<XmlNode> elements = [.. node?.Children.Where(child => child.Name == question.Name) ?? []];
        // Nobody said how many there are, so it is not known that there are none.
        if (elements.Count == 0 && question.MayBeUnknown && node?.TextOf(question.Name + QuestionNodes.CountSuffix) is null) return;
        json.WriteStartArray(question.Name);
        foreach (var element in elements) WriteRecord(json, question.ValueType, element, field);
        json.WriteEndArray();
    }

    private static void WriteScalar(Utf8JsonWriter json, Question question, string text)
    {
        switch (question.Kind)
        {
            case QuestionKind.YesNo when text is "yes" or "no":
                json.WriteBoolean(question.Name, text == "yes");
                break;
            case QuestionKind.Whole or QuestionKind.Decimal when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                json.WriteNumber(question.Name, question.Kind == QuestionKind.Whole && decimal.IsInteger(number) ? decimal.Truncate(number) : number);
                break;
            case QuestionKind.Month when text.Length == "2019-03-01".Length:
                json.WriteString(question.Name, text[.."2019-03".Length]);
                break;
            default:
                json.WriteString(question.Name, text);
                break;
        }
    }
}
