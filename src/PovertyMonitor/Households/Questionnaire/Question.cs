using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using NodaTime;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>What an answer may be.</summary>
internal enum QuestionKind { YesNo, Whole, Decimal, Choice, Date, Month, Id, Record, List }

/// <summary>One question as the typed record declares it.</summary>
internal sealed class Question
{
    private static readonly ConcurrentDictionary<Type, Question[]> ByRecord = new();
    private readonly PropertyInfo _property;

    private Question(PropertyInfo property, QuestionAttribute wording)
    {
        _property = property;
        Wording = wording;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = KindOf(type);
        ValueType = Kind == QuestionKind.List ? type.GetGenericArguments()[0] : type;
        MayBeUnknown = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        AskedOf = property.GetCustomAttribute<AskedOfAttribute>();
        SkippedIf = property.GetCustomAttribute<SkippedIfAttribute>();
        Choices = Kind == QuestionKind.Choice ? ChoicesOf(ValueType) : [];
    }

    /// <summary>The name in JSON, in forms and in reports of errors.</summary>
    public string Name { get; }

    public QuestionKind Kind { get; }

    /// <summary>The type of an answer; of an element for a list.</summary>
    public Type ValueType { get; }

    public bool MayBeUnknown { get; }

    public QuestionAttribute Wording { get; }

    public AskedOfAttribute? AskedOf { get; }

    public SkippedIfAttribute? SkippedIf { get; }

    public IReadOnlyDictionary<string, object> Choices { get; }

    /// <summary>The property of the record that holds the answer.</summary>
    public PropertyInfo Property => _property;

    /// <summary>The questions of a record of the questionnaire, in the order they are asked.</summary>
    public static IReadOnlyList<Question> Of(Type record) => ByRecord.GetOrAdd(record, type =>
        [.. from property in type.GetProperties()
            let wording = property.GetCustomAttribute<QuestionAttribute>()
            where wording is not null
            orderby property.MetadataToken
            select new Question(property, wording)]);

    public static string CodeOf(object choice) => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString()!);

    public object? AnswerIn(object record) => _property.GetValue(record);

    public void AnswerWith(object record, object? answer) => _property.SetValue(record, answer);

    /// <summary>Whether the record's other answers make this question asked; <see langword="null"/> where they are unknown.</summary>
    public bool? IsAsked(object record)
    {
        if (SkippedIf is not null)
            return !SkippedIf.Answer.Equals(record.GetType().GetProperty(SkippedIf.Question)!.GetValue(record));
        if (AskedOf is null || record is not Member member) return true;
        if (AskedOf.FemaleOnly && member.Sex == Sex.Male) return false;
        if (member.AgeYears < AskedOf.MinAge || member.AgeYears > AskedOf.MaxAge) return false;
        return member.AgeYears is null || (AskedOf.FemaleOnly && member.Sex is null) ? null : true;
    }

    private static QuestionKind KindOf(Type type) => type switch
    {
        _ when type == typeof(bool) => QuestionKind.YesNo,
        _ when type == typeof(int) => QuestionKind.Whole,
        _ when type == typeof(decimal) => QuestionKind.Decimal,
        _ when type == typeof(LocalDate) => QuestionKind.Date,
        _ when type == typeof(YearMonth) => QuestionKind.Month,
        _ when type == typeof(Guid) => QuestionKind.Id,
        { IsEnum: true } => QuestionKind.Choice,
        { IsGenericType: true } => QuestionKind.List,
        _ => QuestionKind.Record,
    };

    private static Dictionary<string, object> ChoicesOf(Type type) =>
        Enum.GetValues(type).Cast<object>().ToDictionary(CodeOf, StringComparer.Ordinal);
}
