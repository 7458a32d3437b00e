using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>The nodes that ask the questions of a record of the questionnaire, by their names there. Pure.</summary>
/// <remarks>
/// "Do not know" is one of the choices where there are choices; beside a number, a date, a record or a list it is a
/// box to tick, which takes the question away.
/// </remarks>
internal static class QuestionNodes
{
    /// <summary>The ending of the name of the box that says that an answer is unknown.</summary>
    public const string UnknownSuffix = "_unknown";

    /// <summary>The ending of the name of the number of elements of a list.</summary>
    public const string CountSuffix = "_count";

    /// <summary>The nodes of a record's questions.</summary>
    /// <param name="record">The record's type.</param>
    /// <param name="path">Its absolute path in the form.</param>
    public static ImmutableArray<FormNode> Of(Type record, string path) =>
        [.. Question.Of(record).OrderBy(RefersToMembers).SelectMany(question => NodesOf(question, path))];

    /// <summary>The choices of an enumeration as the questionnaire words them.</summary>
    public static FormChoices ChoicesOf(Type choice, bool mayBeUnknown)
    {
        var items = from value in Enum.GetValues(choice).Cast<object>()
                    let wording = choice.GetField(value.ToString()!)!.GetCustomAttribute<ChoiceAttribute>()!
                    select (Question.CodeOf(value), new Text(wording.Indonesian, wording.English));
        return new(mayBeUnknown ? $"{choice.Name}.orUnknown" : choice.Name, [.. items, .. mayBeUnknown ? FormWords.OnlyUnknown.Items : []]);
    }

    // The roster comes before what points at one of its members.
    private static bool RefersToMembers(Question question) =>
        question.Kind == QuestionKind.List && Question.Of(question.ValueType).Any(q => q is { Kind: QuestionKind.Id, MayBeUnknown: true });

    private static IEnumerable<FormNode> NodesOf(Question question, string path)
    {
        var asked = Asked(question);
        var label = new Text(question.Wording.Indonesian, question.Wording.English);
        if (question is { Kind: QuestionKind.Id, MayBeUnknown: false })
            return MemberNodes.IdNodes;
        if (question.Kind is QuestionKind.YesNo or QuestionKind.Choice)
        {
            var choices = question.Kind == QuestionKind.Choice ? ChoicesOf(question.ValueType, question.MayBeUnknown)
                : question.MayBeUnknown ? FormWords.YesNoUnknown : FormWords.YesNo;
            return [new(question.Name, NodeKind.OneOf, label) { Required = true, Relevant = asked, Choices = choices }];
        }
        if (question is { Kind: QuestionKind.List, MayBeUnknown: false })
            return [Repeat(question, label, path) with { Relevant = asked }];
        var tick = question.Name + UnknownSuffix;
        var known = And(asked, question.MayBeUnknown ? $"not(selected(../{tick}, '{FormWords.Unknown}'))" : null);
        IEnumerable<FormNode> box = question.MayBeUnknown
            ? [new(tick, NodeKind.Tick, new($"{label.Indonesian}: {FormWords.DoNotKnow.Indonesian.ToLowerInvariant()}", $"{label.English}: {FormWords.DoNotKnow.English.ToLowerInvariant()}")) { Relevant = asked, Choices = FormWords.OnlyUnknown }]
            : [];
        return question.Kind switch
        {
            QuestionKind.Record => [.. box, Group(question, label, path) with { Relevant = known }],
            QuestionKind.List => [.. box, .. Counted(question, label, path, known)],
            _ => [Single(question, label) with { Relevant = known }, .. box],
        };
    }

    private static FormNode Single(Question question, Text label) => question.Kind switch
    {
        QuestionKind.Whole => Number(question, NodeKind.Whole, label),
        QuestionKind.Decimal => Number(question, NodeKind.Decimal, label),
        QuestionKind.Date => new(question.Name, NodeKind.Date, label) { Required = true },
        QuestionKind.Month => new(question.Name, NodeKind.Month, label) { Required = true, Appearance = "month-year" },
        _ => new(question.Name, NodeKind.OneOfList, label) { Required = true, List = MemberNodes.Women },
    };

    private static FormNode Number(Question question, NodeKind kind, Text label)
    {
        var (min, max) = (Text(question.Wording.Min), Text(question.Wording.Max));
        var range = And(min is null ? null : $". >= {min}", max is null ? null : $". <= {max}");
        var rule = MemberNodes.RuleOf(question);
        return new(question.Name, kind, label)
        {
            Required = true,
            Constraint = And(range, rule?.Constraint),
            ConstraintMessage = rule?.Message ?? (range is null ? null : FormWords.Between(min ?? "…", max ?? "…")),
        };
    }

    private static FormNode Group(Question question, Text label, string path) =>
        new(question.Name, NodeKind.Group, label) { Appearance = "field-list", Children = Of(question.ValueType, $"{path}/{question.Name}") };

    private static FormNode Repeat(Question question, Text label, string path) =>
        new(question.Name, NodeKind.Repeat, label) { Appearance = "field-list", Children = Of(question.ValueType, $"{path}/{question.Name}") };

    private static FormNode[] Counted(Question question, Text label, string path, string? known)
    {
        var count = question.Name + CountSuffix;
        return
        [
            new(count, NodeKind.Whole, FormWords.HowMany(label.Indonesian, label.English))
            {
                Required = true, Relevant = known, Constraint = $". >= 0 and . <= {AnswersReader.MostElements}",
                ConstraintMessage = FormWords.Between("0", AnswersReader.MostElements.ToString(CultureInfo.InvariantCulture)),
            },
            Repeat(question, label, path) with { Relevant = known, Count = $"{path}/{count}" },
        ];
    }

    private static string? Asked(Question question)
    {
        if (question.SkippedIf is { } skip)
        {
            var other = Question.Of(question.Property.DeclaringType!).Single(q => q.Property.Name == skip.Question).Name;
            return $"../{other} != '' and ../{other} != '{Question.CodeOf(skip.Answer)}'";
        }
        if (question.AskedOf is not { } of) return null;
        var age = And(of.MinAge > 0 ? $"../ageYears >= {of.MinAge}" : null, of.MaxAge < int.MaxValue ? $"../ageYears <= {of.MaxAge}" : null);
        return And(
            age is null ? null : $"(selected(../ageYears{UnknownSuffix}, '{FormWords.Unknown}') or ({age}))",
            of.FemaleOnly ? $"(../sex = 'female' or ../sex = '{FormWords.Unknown}')" : null);
    }

    private static string? And(string? one, string? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => $"{one} and {other}",
    };

    private static string? Text(double number) => double.IsNaN(number) ? null : number.ToString(CultureInfo.InvariantCulture);
}
