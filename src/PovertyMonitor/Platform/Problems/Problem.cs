namespace PovertyMonitor.Platform.Problems;

/// <summary>One entry of the catalogue: something that can be wrong, under a code that never changes.</summary>
/// <param name="Code">Stable, <c>slice.what_is_wrong</c>; clients branch on it.</param>
/// <param name="Status">The HTTP status when the problem is the whole answer (400 to 599).</param>
/// <param name="Title">What kind of problem it is; the same for every occurrence, so without places.</param>
/// <param name="Message">What is wrong this time, with <c>{named}</c> places.</param>
/// <param name="Advice">What the reader can do about it, with places of the same occurrence if need be.</param>
/// <remarks>
/// A slice declares its entries as <c>static readonly</c> fields of a static class <c>XxxProblems</c>;
/// <see cref="Catalogue"/> finds them there.
/// </remarks>
internal sealed record Problem(string Code, int Status, Text Title, Text Message, Text Advice)
{
    /// <summary>Where the code is explained; RFC 9457's <c>type</c>.</summary>
    public string Type => $"/problems/{Code}";

    /// <summary>The problem as an endpoint's answer.</summary>
    /// <exception cref="ArgumentException">A place of the message or the advice has no value.</exception>
    public ProblemResult Result(params (string Name, object? Value)[] values) => new(this, values, []);

    /// <summary>The problem as an endpoint's answer, with everything that is wrong in the input.</summary>
    /// <exception cref="ArgumentException">A place of the message or the advice has no value.</exception>
    public ProblemResult Result(IReadOnlyList<FieldError> errors, params (string Name, object? Value)[] values) =>
        new(this, values, errors);

    /// <summary>The problem as a finding about one field of the input.</summary>
    /// <param name="field">The field's path as in the JSON, e.g. <c>members[2].age</c>.</param>
    /// <param name="values">The places' values; never a personal identifier.</param>
    /// <exception cref="ArgumentException">A place of the message or the advice has no value.</exception>
    public FieldError At(string field, params (string Name, object? Value)[] values) => new(field, this, values);

    /// <summary>Refuses values that leave a place open, so that it shows where the occurrence is made.</summary>
    internal void RequireValues(IReadOnlyCollection<(string Name, object? Value)> values)
    {
        Message.In(Language.Indonesian, values);
        Advice.In(Language.Indonesian, values);
    }
}
