namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>What is wrong with an indicator's expression.</summary>
internal enum FaultKind
{
    /// <summary>It is longer or deeper than an expression may be.</summary>
    TooLong,

    /// <summary>A character that no expression has.</summary>
    NotAllowed,

    /// <summary>A number that is too long or written in another way.</summary>
    WrongNumber,

    /// <summary>Something else should stand there.</summary>
    Syntax,

    /// <summary>A name that no figure, group, indicator of the measure or indicator of the plan has.</summary>
    UnknownName,

    /// <summary>A number where a condition is needed, or the other way round.</summary>
    WrongKind,

    /// <summary>A figure of the whole regency asked of each village.</summary>
    NotOfVillages,

    /// <summary>A number of days or hours out of its range.</summary>
    OutOfRange,

    /// <summary>A division by what is nought whatever the figures are.</summary>
    NeverDefined,

    /// <summary>It asks for no figure, or for none that makes a difference.</summary>
    Constant,

    /// <summary>The indicator hangs on itself.</summary>
    Circular,
}

/// <summary>One thing wrong with an expression.</summary>
/// <param name="Position">Where, in characters from 1.</param>
/// <param name="Kind">What.</param>
/// <param name="Known">What could stand there instead.</param>
internal sealed record Fault(int Position, FaultKind Kind, params IReadOnlyList<string> Known);
