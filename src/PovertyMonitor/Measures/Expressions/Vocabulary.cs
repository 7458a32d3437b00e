using System.Linq.Expressions;
using System.Reflection;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>The names an expression may use on one record of the questionnaire, and nothing else.</summary>
/// <remarks>Ids, months and dates have no name: a measure counts and compares, and never singles anyone out.</remarks>
internal sealed class Vocabulary
{
    private static readonly Vocabulary InterviewDay = new(typeof(LocalDate),
    [
        new("year", TermKind.Number, (day, _) => Whole(Expression.Property(day, nameof(LocalDate.Year)))),
        new("month", TermKind.Number, (day, _) => Whole(Expression.Property(day, nameof(LocalDate.Month)))),
        new("day", TermKind.Number, (day, _) => Whole(Expression.Property(day, nameof(LocalDate.Day)))),
    ]);

    private readonly Dictionary<string, Term> _terms;

    private Vocabulary(Type record, IEnumerable<Term> terms)
    {
        Record = record;
        _terms = terms.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>The household's answers: where every expression starts.</summary>
    public static Vocabulary Household { get; } = Of(typeof(Answers));

    /// <summary>The day of the interview, known everywhere in an expression.</summary>
    public static Term InterviewedOn { get; } = new("interviewedOn", TermKind.Record, (_, on) => on) { Inside = InterviewDay };

    public Type Record { get; }

    public IReadOnlyCollection<Term> Terms => _terms.Values;

    public IReadOnlyList<string> Names => [.. _terms.Keys.Order(StringComparer.Ordinal)];

    public Term? Find(string name) => _terms.GetValueOrDefault(name);

    private static Vocabulary Of(Type record) => new(record,
        Question.Of(record).Select(TermOf).OfType<Term>().Concat(Computed.Of(record).Select(c => TermOf(c.Name, c.Function))));

    private static Term? TermOf(Question question)
    {
        Expression Read(Expression record, Expression on) => ReadAnswer(record, question.Property);
        return question.Kind switch
        {
            QuestionKind.YesNo => new(question.Name, TermKind.YesNo, (record, on) => NoWhereNotAsked(question, record, Read(record, on))),
            QuestionKind.Whole or QuestionKind.Decimal => new(question.Name, TermKind.Number, Read),
            QuestionKind.Choice => new(question.Name, TermKind.Choice, Read) { Choices = question.Choices },
            QuestionKind.Record => new(question.Name, TermKind.Record, Read) { Inside = Of(question.ValueType) },
            QuestionKind.List => new(question.Name, TermKind.List, Read) { Inside = Of(question.ValueType) },
            _ => null,
        };
    }

    private static Term TermOf(string name, MethodInfo function) =>
        new(name, TermKind.Number, (record, on) => UnknownInUnknown(record, Expression.Call(function, record, on)));

    private static Expression ReadAnswer(Expression record, PropertyInfo property)
    {
        var value = Expression.Property(record, property);
        return UnknownInUnknown(record, property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null
            ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(property.PropertyType))
            : value);
    }

    // A record that is unknown, such as a measurement nobody took, leaves everything in it unknown.
    private static Expression UnknownInUnknown(Expression record, Expression value) => record is ParameterExpression
        ? value
        : Expression.Condition(Expression.ReferenceEqual(record, Expression.Constant(null, record.Type)), Expression.Default(value.Type), value);

    // A question that was not asked is not unknown: a man is not pregnant.
    private static Expression NoWhereNotAsked(Question question, Expression record, Expression answer) => question.AskedOf is null && question.SkippedIf is null
        ? answer
        : Expression.Coalesce(answer, Expression.Call(typeof(Vocabulary), nameof(NoIfNotAsked), null, Expression.Constant(question), record));

    private static bool? NoIfNotAsked(Question question, object record) => question.IsAsked(record) == false ? false : null;

    private static UnaryExpression Whole(Expression number) => Expression.Convert(number, typeof(int?));
}
