using System.Linq.Expressions;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>What a name of the questionnaire stands for in an expression.</summary>
internal enum TermKind { YesNo, Number, Choice, Record, List }

/// <summary>A name that an expression may use on a record.</summary>
/// <param name="Name">The name, as in JSON.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Read">Reads it: from the record and the day of the interview to a value that may be unknown.</param>
internal sealed record Term(string Name, TermKind Kind, Func<Expression, Expression, Expression> Read)
{
    /// <summary>The record behind the name, or the element of the list behind it.</summary>
    public Vocabulary? Inside { get; init; }

    /// <summary>The choices by their codes.</summary>
    public IReadOnlyDictionary<string, object> Choices { get; init; } = new Dictionary<string, object>();

    /// <summary>The type of the choices; questions of the same type can be compared.</summary>
    public Type? ChoiceType => Choices.Values.FirstOrDefault()?.GetType();
}
