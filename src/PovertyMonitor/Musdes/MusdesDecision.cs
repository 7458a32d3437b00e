using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>What follows from a command: events, a refusal, or nothing, where it was done before in the same way.</summary>
internal sealed record MusdesDecision(IReadOnlyList<object> Events, ProblemResult? Refusal = null)
{
    /// <summary>Done before in the same way.</summary>
    public static readonly MusdesDecision Already = new([]);

    public static MusdesDecision Of(params object[] events) => new(events);

    public static MusdesDecision Refuse(Problem problem, params (string, object?)[] values) => new([], problem.Result(values));

    /// <summary>Refuses what about the input itself is wrong, field by field.</summary>
    public static MusdesDecision Refuse(IReadOnlyList<FieldError> errors) => new([], MusdesProblems.Invalid.Result(errors, ("count", errors.Count)));
}
