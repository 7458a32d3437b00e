using System.Collections.Immutable;

namespace PovertyMonitor.Commitments;

/// <summary>A regency's action plan as it stands: the fold of its stream.</summary>
internal sealed record ActionPlan
{
    /// <summary>The stream in every regency's tenant that holds its plan and all that was ever changed in it.</summary>
    public static readonly Guid StreamId = new("0c2f6a3e-6b0e-4f0a-9d57-3a1c52f20180");

    /// <summary>Before anything was agreed.</summary>
    public static readonly ActionPlan None = new();

    /// <summary>The agreement that holds; null before there was one.</summary>
    public ActionPlanAgreed? Agreement { get; private init; }

    /// <summary>The commitments, by number; empty before there was an agreement.</summary>
    public ImmutableArray<AgreedCommitment> Commitments => Agreement?.Commitments ?? [];

    /// <summary>The commitment of a number, or null.</summary>
    public AgreedCommitment? Find(int number) => Commitments.FirstOrDefault(commitment => commitment.Number == number);

    /// <summary>The plan after events, in their order.</summary>
    public static ActionPlan After(IEnumerable<object> events) => events.Aggregate(None, (plan, e) => plan.With(e));

    private ActionPlan With(object fact) => fact switch
    {
        ActionPlanAgreed e => this with { Agreement = e },
        _ => this,
    };
}
