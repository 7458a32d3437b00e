using System.Globalization;
using System.Reflection;
using NodaTime.Text;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>One answer in words.</summary>
/// <param name="Path">Where it stands: the questions' names, a member by its id.</param>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer.</param>
internal sealed record AnswerLine(string Path, string Question, string Answer);

/// <summary>Answers in words, one line each, in the order they are asked.</summary>
internal static class AnswerLines
{
    /// <summary>Every answer given.</summary>
    public static IEnumerable<AnswerLine> Of(Answers answers, Language language) => Of(answers, "", "", language);

    /// <summary>Every answer about one member.</summary>
    public static IEnumerable<AnswerLine> Of(Member member, Language language) => Of(member, "", "", language);

    /// <summary>A choice's name.</summary>
    public static string NameOf(object choice, Language language)
    {
        var name = choice.GetType().GetField(choice.ToString()!)?.GetCustomAttribute<ChoiceAttribute>();
        return (language == Language.English ? name?.English : name?.Indonesian) ?? choice.ToString()!;
    }

    private static IEnumerable<AnswerLine> Of(object record, string path, string prefix, Language language)
    {
        foreach (var question in Question.Of(record.GetType()))
        {
            if (question is { Kind: QuestionKind.Id, Name: "id" }) continue;
            var here = $"{path}{question.Name}";
            var words = $"{prefix}{(language == Language.English ? question.Wording.English : question.Wording.Indonesian)}";
            var answer = question.AnswerIn(record);
            if (answer is null) continue;
            foreach (var line in question.Kind switch
            {
                QuestionKind.Record => Of(answer, $"{here}.", prefix, language),
                QuestionKind.List => ((System.Collections.IEnumerable)answer).Cast<object>().Index()
                    .SelectMany(e => Of(e.Item, $"{here}[{KeyOf(e.Item, e.Index)}].", $"{PersonOf(e.Item, e.Index, language)}: ", language)),
                _ => [new AnswerLine(here, words, TextOf(answer, language))],
            }) yield return line;
        }
    }

    private static string KeyOf(object element, int index) => element is Member member ? member.Id.ToString() : index.ToString(CultureInfo.InvariantCulture);

    private static string PersonOf(object element, int index, Language language) => element switch
    {
        Member { Relation: { } relation } m => $"{NameOf(relation, language)} ({m.AgeYears})",
        Member m => $"{(language == Language.English ? "Member" : "Anggota")} {index + 1} ({m.AgeYears})",
        _ => $"{index + 1}",
    };

    private static string TextOf(object answer, Language language) => answer switch
    {
        bool yes when language == Language.English => yes ? "Yes" : "No",
        bool yes => yes ? "Ya" : "Tidak",
        Enum choice => NameOf(choice, language),
        NodaTime.YearMonth month => YearMonthPattern.Iso.Format(month),
        NodaTime.LocalDate date => LocalDatePattern.Iso.Format(date),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => answer.ToString() ?? "",
    };
}
