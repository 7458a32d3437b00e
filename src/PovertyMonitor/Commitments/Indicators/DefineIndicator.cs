using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>PUT /api/plans/{plan}/commitments/{number}/indicators/{code}: defines an indicator in a plan that is not agreed yet.</summary>
internal static class DefineIndicator
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/plans/{plan}/commitments/{number:int}/indicators/{code}", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("DefineIndicator")
        .WithSummary("Defines an indicator in a plan that is not agreed yet: computed by an expression over the figures of a survey round, or reported. Expressions know "
            + "m0, h, a, vulnerable, severe, households, persons, poorHouseholds, poorPersons, each of all or of a group such as h(femaleHead); censored('electricity'), uncensored(...); coverage; "
            + "villages(h > 0.2), shareOfVillages(condition); musdesConfirmed; assisted(90); acknowledged(24); indicator('5.h'); + - * / and, in conditions, comparisons, and, or, not.")
        .TakesPlan<IndicatorEntry, CommitmentView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(
        ActionPlan plan, Commitment commitment, string code, IndicatorEntry entry, IReadOnlyCollection<CompiledMeasure> measures, string by, Instant at)
    {
        var fields = new PlanFields();
        var definition = new IndicatorRules(fields, "").Read(entry, code, plan, commitment.Number, measures, agreed: false);
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.IsAgreed) return PlanDecision.Refuse(IndicatorProblems.RevisionNeeded, ("plan", plan.Code), ("number", commitment.Number));
        return commitment.Find(code)?.Definition is { } before && IndicatorComparison.AreSame(before, definition)
            ? PlanDecision.Already
            : PlanDecision.Of(new IndicatorDefined(plan.Code, commitment.Number, definition, by, at));
    }

    private static async Task<IResult> HandleAsync(
        string plan, int number, string code, IndicatorEntry entry, FactsReader facts, [AsParameters] PlanDoor door, CancellationToken ct)
    {
        var measures = await facts.MeasuresAsync(door.Caller.Regency!, null, ct);
        return await door.TakeAsync(plan, number, (p, c) => Decide(p, c, code, entry, measures, door.Caller.Subject, door.Now), c => CommitmentView.Of(c, door.Language), ct);
    }
}

/// <summary>Compares definitions by what is in them.</summary>
internal static class IndicatorComparison
{
    /// <summary>Whether two definitions say the same.</summary>
    public static bool AreSame(IndicatorDefinition one, IndicatorDefinition other) =>
        one with { Targets = other.Targets, Disaggregation = other.Disaggregation } == other
        && one.Targets.SequenceEqual(other.Targets) && one.Disaggregation.SequenceEqual(other.Disaggregation);
}
