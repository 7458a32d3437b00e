using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>POST /api/plans/{plan}/commitments/{number}/revisions: proposes to revise an indicator or its targets, or to add one to an agreed plan.</summary>
internal static class ProposeRevision
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number:int}/revisions", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("ProposeRevision")
        .WithSummary("Proposes to revise an indicator or its targets (revises = the version that stands), or to add one (revises = 0), with the reason. It is in force when both the agency and the partner have assented; until then what stood stands.")
        .TakesPlan<RevisionEntry, RevisionView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(
        ActionPlan plan, Commitment commitment, RevisionEntry entry, IReadOnlyCollection<CompiledMeasure> measures, Side side, string by, Instant at)
    {
        var fields = new PlanFields();
        var reason = fields.Text(entry.Reason, "reason");
        var code = entry.Code ?? "";
        var definition = new IndicatorRules(fields, "indicator.").Read(entry.Indicator ?? Nothing, code, plan, commitment.Number, measures, agreed: true);
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (!plan.IsAgreed) return PlanDecision.Refuse(RevisionProblems.PlanNotAgreed, ("plan", plan.Code));
        var indicator = commitment.Find(code);
        if (entry.Revises != (indicator?.Version ?? 0))
            return PlanDecision.Refuse(RevisionProblems.AlreadyRevised, ("revises", entry.Revises ?? 0), ("code", code), ("version", indicator?.Version ?? 0));
        if (commitment.Revisions.Values.FirstOrDefault(r => r.State == RevisionState.Open && r.Proposed.Definition.Code == code) is { } open)
            return IndicatorComparison.AreSame(open.Proposed.Definition, definition) && open.Proposed.Reason == reason && open.Proposed.Side == side
                ? PlanDecision.Already
                : PlanDecision.Refuse(RevisionProblems.RevisionOpen, ("revision", open.Proposed.Revision), ("code", code));
        if (indicator is not null && IndicatorComparison.AreSame(indicator.Definition, definition))
            return PlanDecision.Refuse([RevisionProblems.NothingRevised.At("indicator", ("code", code))]);
        return PlanDecision.Of(new RevisionProposed(plan.Code, commitment.Number, commitment.Revisions.Count + 1, entry.Revises.Value, definition, reason, side, by, at));
    }

    private static readonly IndicatorEntry Nothing = new(null, null, null, null, null, null, null, null, null);

    private static async Task<IResult> HandleAsync(string plan, int number, RevisionEntry entry, FactsReader facts, [AsParameters] PlanDoor door, CancellationToken ct)
    {
        var measures = await facts.MeasuresAsync(door.Caller.Regency!, null, ct);
        return await door.TakeAsync(plan, number,
            (p, c) => Decide(p, c, entry, measures, CommitmentRoles.SideOf(door.Caller), door.Caller.Subject, door.Now),
            c => RevisionView.Of(c.Revisions.Values.Last(r => r.Proposed.Definition.Code == entry.Code), c.Find(entry.Code!), door.Language), ct);
    }
}

/// <summary>A revision as it is proposed.</summary>
/// <param name="Code">The indicator.</param>
/// <param name="Revises">The version it revises; 0 for a new indicator.</param>
/// <param name="Indicator">The indicator as it would be, complete.</param>
/// <param name="Reason">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevisionEntry(string? Code, int? Revises, IndicatorEntry? Indicator, TextEntry? Reason);
