using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;
using NodaTime;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>What an answer may be.</summary>
internal enum QuestionKind { YesNo, Whole, Decimal, Choice, Date, Month, Id, Record, List }

/// <summary>One question as the typed record declares it.</summary>
internal sealed class Question
{
    private static readonly ConcurrentDictionary<Type, Question[]> ByRecord = new();
    private static readonly ConcurrentDictionary<object, string> Codes = new();
    private readonly PropertyInfo _property;
    private readonly Func<object, object?> _get;
    private readonly Action<object, object?> _set;
    private readonly Func<object, object?>? _getSkipping;
    private readonly (byte[] Code, object Choice)[] _choices;

    private Question(PropertyInfo property, QuestionAttribute wording)
    {
        _property = property;
        Wording = wording;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Utf8Name = Encoding.UTF8.GetBytes(Name);
        EncodedName = JsonEncodedText.Encode(Name);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        Kind = KindOf(type);
        ValueType = Kind == QuestionKind.List ? type.GetGenericArguments()[0] : type;
        MayBeUnknown = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        AskedOf = property.GetCustomAttribute<AskedOfAttribute>();
        SkippedIf = property.GetCustomAttribute<SkippedIfAttribute>();
        Choices = Kind == QuestionKind.Choice ? ChoicesOf(ValueType) : [];
        _choices = [.. Choices.Select(c => (Encoding.UTF8.GetBytes(c.Key), c.Value))];
        (_get, _set) = (Getter(property), Setter(property));
        _getSkipping = SkippedIf is null ? null : Getter(property.DeclaringType!.GetProperty(SkippedIf.Question)!);
    }

    /// <summary>The name in JSON, in forms and in reports of errors.</summary>
    public string Name { get; }

    /// <summary>The name as it stands in JSON's bytes; no name needs an escape.</summary>
    public byte[] Utf8Name { get; }

    /// <summary>The name as it is written to JSON.</summary>
    public JsonEncodedText EncodedName { get; }

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

    public static string CodeOf(object choice) => Codes.GetOrAdd(choice, c => JsonNamingPolicy.CamelCase.ConvertName(c.ToString()!));

    public object? AnswerIn(object record) => _get(record);

    public void AnswerWith(object record, object? answer) => _set(record, answer);

    /// <summary>The choice a text of JSON names; <see langword="null"/> where it names none.</summary>
    public object? ChoiceIn(JsonElement text)
    {
        foreach (var (code, choice) in _choices)
            if (text.ValueEquals(code)) return choice;
        return null;
    }

    /// <summary>Whether the record's other answers make this question asked; <see langword="null"/> where they are unknown.</summary>
    public bool? IsAsked(object record)
    {
        if (SkippedIf is not null)
            return !SkippedIf.Answer.Equals(_getSkipping!(record));
        if (AskedOf is null || record is not Member member) return true;
        if (AskedOf.FemaleOnly && member.Sex == Sex.Male) return false;
        if (member.AgeYears < AskedOf.MinAge || member.AgeYears > AskedOf.MaxAge) return false;
        return member.AgeYears is null || (AskedOf.FemaleOnly && member.Sex is null) ? null : true;
    }

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var record = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(record, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), record).Compile();
    }

    private static Action<object, object?> Setter(PropertyInfo property)
    {
        var (record, value) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var target = Expression.Property(Expression.Convert(record, property.DeclaringType!), property);
        return Expression.Lambda<Action<object, object?>>(Expression.Assign(target, Expression.Convert(value, property.PropertyType)), record, value).Compile();
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
