namespace PovertyMonitor.Households.Questionnaire;

/// <summary>What is wrong with an answer.</summary>
internal enum FaultKind
{
    /// <summary>Asked, but neither answered nor said to be unknown.</summary>
    Missing,

    /// <summary>Answered although the other answers skip it.</summary>
    NotAsked,

    /// <summary>Not of the kind of the question.</summary>
    WrongKind,

    /// <summary>A number outside the range.</summary>
    OutOfRange,

    /// <summary>Not one of the choices.</summary>
    NotAChoice,

    /// <summary>No such question.</summary>
    NoSuchField,

    /// <summary>Contradicts another answer.</summary>
    Contradiction,

    /// <summary>The same id twice in a list.</summary>
    Repeated,

    /// <summary>Fewer or more elements than a list takes.</summary>
    WrongCount,
}

/// <summary>One thing wrong with one answer.</summary>
/// <param name="Field">The path of the answer, such as <c>answers.members[2].ageYears</c>.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Expected">What would be right, in a form that needs no translation, such as <c>0..120</c>.</param>
internal sealed record AnswerFault(string Field, FaultKind Kind, string Expected = "");
