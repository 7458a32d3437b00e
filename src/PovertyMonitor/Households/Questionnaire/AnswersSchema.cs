using System.Globalization;
using Microsoft.OpenApi;
using PovertyMonitor.Platform.OpenApi;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Describes answers in JSON by the typed record, as <see cref="AnswersReader"/> reads them.</summary>
internal static class AnswersSchema
{
    /// <summary>A record of the questionnaire. What is asked of everybody is required; who else is asked stands with the question.</summary>
    public static OpenApiSchema Of(Type record)
    {
        var questions = Question.Of(record);
        return BodySchema.Object(
            questions.Where(q => q.AskedOf is null && q.SkippedIf is null).Select(q => q.Name),
            questions.Select(q => (q.Name, Described(q))));
    }

    private static OpenApiSchema Described(Question question)
    {
        var answer = AnswerTo(question);
        var words = $"{question.Wording.English} / {question.Wording.Indonesian}.{WhoIsAsked(question)}";
        if (!question.MayBeUnknown)
        {
            answer.Description = words;
            return answer;
        }
        if (question.Kind == QuestionKind.Choice) return BodySchema.Choice([.. question.Choices.Keys, AnswersReader.Unknown], words);
        return new() { AnyOf = [answer, BodySchema.Choice([AnswersReader.Unknown])], Description = words };
    }

    private static OpenApiSchema AnswerTo(Question question) => question.Kind switch
    {
        QuestionKind.YesNo => BodySchema.YesNo(),
        QuestionKind.Whole or QuestionKind.Decimal => BodySchema.Number(question.Kind == QuestionKind.Whole, Bound(question.Wording.Min), Bound(question.Wording.Max)),
        QuestionKind.Choice => BodySchema.Choice(question.Choices.Keys),
        QuestionKind.Date => BodySchema.Text(format: "date"),
        QuestionKind.Month => BodySchema.Text(example: "2019-03"),
        QuestionKind.Id => BodySchema.Id(),
        QuestionKind.List => BodySchema.List(Of(question.ValueType), AnswersReader.MostElements),
        _ => Of(question.ValueType),
    };

    private static string WhoIsAsked(Question question)
    {
        if (question.SkippedIf is { } skipped)
            return $" Not asked where {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(skipped.Question)} is {(skipped.Answer is bool yes ? (yes ? "true" : "false") : Question.CodeOf(skipped.Answer))}.";
        if (question.AskedOf is not { } asked) return "";
        var ages = (asked.MinAge, asked.MaxAge) switch
        {
            (0, int.MaxValue) => "",
            (var from, int.MaxValue) => $" of {from} and older",
            (0, var to) => $" of up to {to}",
            var (from, to) => $" of {from} to {to}",
        };
        return $" Asked {(asked.FemaleOnly ? "of women and girls" : "of members")}{ages}.";
    }

    private static string? Bound(double bound) => double.IsNaN(bound) ? null : bound.ToString(CultureInfo.InvariantCulture);
}
