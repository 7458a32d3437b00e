namespace PovertyMonitor.Measures;

/// <summary>What is wrong with a measure's document.</summary>
public enum MeasureFaultKind
{
    /// <summary>A text, a dimension or an indicator that must be there is not.</summary>
    Missing,

    /// <summary>A code that is not made of lower-case letters, digits, hyphens and underscores.</summary>
    NotACode,

    /// <summary>A code that appears twice.</summary>
    Repeated,

    /// <summary>A share, weight or cutoff that is not a fraction or out of its range.</summary>
    NotAShare,

    /// <summary>The weights do not sum to 1.</summary>
    WeightsNotOne,

    /// <summary>More indicators than a mask has bits.</summary>
    TooMany,

    /// <summary>An expression that is longer or deeper than an expression may be.</summary>
    TooLong,

    /// <summary>A character or word that no expression has.</summary>
    NotAllowed,

    /// <summary>A name the questionnaire does not have at that place.</summary>
    UnknownName,

    /// <summary>A choice the question does not have.</summary>
    NotAChoice,

    /// <summary>Something else should stand there.</summary>
    Syntax,

    /// <summary>An operator or function that does not take what it is given, such as a number and a yes or no.</summary>
    WrongKind,

    /// <summary>A minimum share of known persons without a <c>where</c> that selects them.</summary>
    NobodySelected,

    /// <summary>A text with what looks like a number of a person or an address of mail.</summary>
    PersonalText,
}

/// <summary>One thing wrong with a measure's document.</summary>
/// <param name="Field">The path of the field, such as <c>dimensions[0].indicators[1].deprivedIf</c>.</param>
/// <param name="Indicator">The code of the indicator; none where the fault is the whole measure's.</param>
/// <param name="Position">Where in an expression, counted in characters from 0; none outside expressions.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Known">What could stand there instead.</param>
public sealed record MeasureFault(
    string Field, string? Indicator, int? Position, MeasureFaultKind Kind, IReadOnlyList<string> Known);
