using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>
/// The columns of a census file, made from the questionnaire's typed record: one row for each member, what is said of
/// the household on the first of its rows. A clerk's roster looks like this, a household of any size fits, and the
/// rows can be read as they come. The n-th child who died stands on any row of the household.
/// </summary>
internal static class Layout
{
    private static readonly List<Column> All = [];

    static Layout()
    {
        foreach (var column in EnvelopeColumns.Household) Add(column);
        // Before the answers, so that a clerk finds the name beside the number.
        foreach (var column in EnvelopeColumns.Member) Add(column);
        Answers = Record(typeof(Answers), "answers", "", [], list: null, mayBeUnknown: false);
        Columns = All;
        ByCode = All.ToDictionary(c => c.Code, StringComparer.Ordinal);
    }

    /// <summary>All columns, in the order of the template.</summary>
    public static IReadOnlyList<Column> Columns { get; }

    /// <summary>The columns by their code.</summary>
    public static IReadOnlyDictionary<string, Column> ByCode { get; }

    /// <summary>How the answers are put together from the columns.</summary>
    public static RecordNode Answers { get; }

    private static Column Add(Column column)
    {
        All.Add(column with { Index = All.Count });
        return All[^1];
    }

    private static RecordNode Record(Type type, string name, string path, Text[] named, string? list, bool mayBeUnknown, AskedOfAttribute? asked = null) =>
        new(name, mayBeUnknown, [.. Question.Of(type).Select(question => Node(question, path, named, list, asked))]);

    private static Node Node(Question question, string path, Text[] named, string? list, AskedOfAttribute? asked)
    {
        asked = question.AskedOf ?? asked;
        var code = path + question.Name;
        var wording = new Text(question.Wording.Indonesian, question.Wording.English);
        // Housing and Members are the form itself; whatever lies deeper, or may be unknown as a whole, names its part.
        Text[] inside = path.Length > 0 || question.MayBeUnknown ? [.. named, wording] : named;
        switch (question.Kind)
        {
            case QuestionKind.Record:
                return Record(question.ValueType, question.Name, $"{code}.", inside, list, question.MayBeUnknown, asked);
            case QuestionKind.List:
                var count = question.MayBeUnknown ? Add(ColumnOf(question, code, named, list, asked) with { Kind = CellKind.Count }) : null;
                return new ListNode(question.Name, count, Record(question.ValueType, question.Name, $"{code}.", inside, question.Name, mayBeUnknown: false));
            default:
                return new LeafNode(question.Name, Add(ColumnOf(question, code, named, list, asked)));
        }
    }

    private static Column ColumnOf(Question question, string code, Text[] named, string? list, AskedOfAttribute? asked) => new()
    {
        Code = code,
        Label = new Text(
            string.Join(": ", named.Select(n => n.Indonesian).Append(question.Wording.Indonesian)),
            string.Join(": ", named.Select(n => n.English).Append(question.Wording.English))),
        Kind = KindOf(question, list),
        List = list,
        Question = question,
        AskedOf = asked,
        Options = question.Kind == QuestionKind.Choice ? EnvelopeColumns.OptionsOf(question.ValueType) : [],
    };

    private static CellKind KindOf(Question question, string? list) => question.Kind switch
    {
        QuestionKind.YesNo => CellKind.YesNo,
        QuestionKind.Whole => CellKind.Whole,
        QuestionKind.Decimal => CellKind.Decimal,
        QuestionKind.Choice => CellKind.Choice,
        QuestionKind.Date => CellKind.Date,
        QuestionKind.Month => CellKind.Month,
        _ => list == EnvelopeColumns.Members ? CellKind.Id : CellKind.MemberRef,
    };
}

/// <summary>A part of the answers.</summary>
/// <param name="Name">Its name in JSON.</param>
internal abstract record Node(string Name);

/// <summary>One answer.</summary>
internal sealed record LeafNode(string Name, Column Column) : Node(Name);

/// <summary>A record of answers.</summary>
internal sealed record RecordNode(string Name, bool MayBeUnknown, IReadOnlyList<Node> Children) : Node(Name);

/// <summary>A list whose elements stand on rows of the household; the count says 0 or unknown where there are none.</summary>
internal sealed record ListNode(string Name, Column? Count, RecordNode Element) : Node(Name);
