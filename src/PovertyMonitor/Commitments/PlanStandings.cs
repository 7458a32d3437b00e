using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments;

/// <summary>An action plan and how it stands, as it was known at a place of the log.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="AsOf">The place of the log; null before the first event of a figure.</param>
/// <param name="Commitments">Its commitments by number.</param>
internal sealed record PlanStanding(ActionPlan Plan, AsOf? AsOf, IReadOnlyList<CommitmentStanding> Commitments);

/// <summary>A commitment and how it stands.</summary>
/// <param name="Commitment">The commitment.</param>
/// <param name="Indicators">Its indicators in their order.</param>
internal sealed record CommitmentStanding(Commitment Commitment, IReadOnlyList<IndicatorStanding> Indicators);

/// <summary>An indicator and how it stands.</summary>
/// <param name="Indicator">The indicator with its versions and reported values.</param>
/// <param name="Measure">The measure revision it is computed under, code@revision; null where it is reported or the measure is not in force.</param>
/// <param name="Readings">The values that the plan is judged by, the oldest first.</param>
/// <param name="Progress">The latest held against the targets.</param>
/// <param name="Latest">The facts of the latest round that is judged; null where it is reported or there is none.</param>
/// <param name="Why">Why the latest round has no value; null where it has.</param>
internal sealed record IndicatorStanding(
    Indicator Indicator, string? Measure, IReadOnlyList<Reading> Readings, Progress Progress, RoundFacts? Latest, Missing? Why)
{
    /// <summary>The values after the plan's last day, the oldest first; nothing is judged by them.</summary>
    public IReadOnlyList<Reading> Later { get; init; } = [];

    /// <summary>What a partner reported last within the plan; null where none did. Nothing is judged by it.</summary>
    public IndicatorValueReported? Partner { get; init; }
}
