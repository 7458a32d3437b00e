using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>What follows from a command: an event, a refusal, or nothing, where it was done before in the same way.</summary>
internal sealed record PlanDecision(IPlanEvent? Event, ProblemResult? Refusal = null)
{
    /// <summary>Done before in the same way.</summary>
    public static readonly PlanDecision Already = new((IPlanEvent?)null);

    public static PlanDecision Of(IPlanEvent happened) => new(happened);

    public static PlanDecision Refuse(Problem problem, params (string, object?)[] values) => new(null, problem.Result(values));

    /// <summary>Refuses what about the input itself is wrong, field by field.</summary>
    public static PlanDecision Refuse(IReadOnlyList<FieldError> errors) => new(null, CommitmentProblems.Invalid.Result(errors, ("count", errors.Count)));
}
