namespace PovertyMonitor.Platform.Problems;

/// <summary>Something wrong in one field of the input.</summary>
internal sealed record FieldError
{
    /// <summary>A finding about a field; see <see cref="Problem.At"/>.</summary>
    /// <exception cref="ArgumentException">A place of the message or the advice has no value.</exception>
    public FieldError(string field, Problem problem, params (string Name, object? Value)[] values)
    {
        problem.RequireValues(values);
        Field = field;
        Problem = problem;
        Values = values;
    }

    /// <summary>The field's path as in the JSON, e.g. <c>members[2].age</c>.</summary>
    public string Field { get; }

    /// <summary>The catalogue's entry.</summary>
    public Problem Problem { get; }

    /// <summary>The values of the problem's places.</summary>
    public IReadOnlyCollection<(string Name, object? Value)> Values { get; }

    /// <summary>The finding as it is written to a client.</summary>
    public FieldErrorBody In(Language language) =>
        new(Field, Problem.Code, Problem.Message.In(language, Values), Problem.Advice.In(language, Values));
}

/// <summary>One entry of a problem's <c>errors</c>.</summary>
/// <param name="Field">The field's path as in the JSON.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Message">What is wrong, in the reader's language.</param>
/// <param name="Advice">What to do, in the reader's language.</param>
internal sealed record FieldErrorBody(string Field, string Code, string Message, string Advice);
