using System.Collections;
using System.Globalization;
using System.Reflection;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>Says answers in a reader's words. Pure.</summary>
/// <param name="Language">The reader's language.</param>
internal sealed record AnswerWords(Language Language)
{
    private static readonly Text Unknown = new("tidak diketahui", "not known");
    private static readonly Text Yes = new("ya", "yes");
    private static readonly Text No = new("tidak", "no");
    private static readonly Text Nobody = new("tidak ada", "none");

    /// <summary>The questions of a record that were asked, with their answers; those of its members are not among them.</summary>
    public IEnumerable<AnswerLine> Of(object record, string path = "", string above = "")
    {
        foreach (var question in Question.Of(record.GetType()).Where(q => q.Kind != QuestionKind.Id && q.ValueType != typeof(Member) && q.IsAsked(record) != false))
        {
            var (at, label) = ($"{path}{question.Name}", $"{above}{LabelOf(question)}");
            var answer = question.AnswerIn(record);
            if (question.Kind != QuestionKind.Record || answer is null) yield return new(at, label, WordsOf(answer));
            else
                foreach (var line in Of(answer, $"{at}.", $"{label}: ")) yield return line;
        }
    }

    /// <summary>How a choice is worded.</summary>
    public string WordsOf(Enum choice)
    {
        var wording = choice.GetType().GetField(choice.ToString())!.GetCustomAttribute<ChoiceAttribute>()!;
        return new Text(wording.Indonesian, wording.English).In(Language);
    }

    private string WordsOf(object? answer) => answer switch
    {
        null => Unknown.In(Language),
        bool yes => (yes ? Yes : No).In(Language),
        Enum choice => WordsOf(choice),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        YearMonth month => YearMonthPattern.Iso.Format(month),
        string text => text,
        IEnumerable list => string.Join("; ", list.Cast<object>().Select(e => string.Join(", ", Of(e).Select(l => $"{l.Question} {l.Words}")))) is { Length: > 0 } words ? words : Nobody.In(Language),
        _ => Convert.ToString(answer, CultureInfo.InvariantCulture)!,
    };

    private string LabelOf(Question question) => new Text(question.Wording.Indonesian, question.Wording.English).In(Language);
}

/// <summary>A question and its answer in words.</summary>
/// <param name="Path">The field's path in the answers.</param>
/// <param name="Question">The question.</param>
/// <param name="Words">The answer.</param>
internal sealed record AnswerLine(string Path, string Question, string Words);
