using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans/{plan}/proposals/{number}/decision: keeps a proposal or drops it, with the reason.</summary>
internal static class DecideProposal
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/proposals/{number:int}/decision", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("DecideProposal")
        .WithSummary("Enters what the technical meeting decided about a proposal: kept or dropped, and why. Those dropped stay in the plan with their reason.")
        .TakesPlan<ProposalDecision, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, int number, ProposalDecision decision, string by, Instant at)
    {
        var fields = new PlanFields();
        var (outcome, reason) = (fields.Choice<ProposalOutcome>(decision.Outcome, "outcome"), fields.Text(decision.Reason, "reason"));
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.Proposals.GetValueOrDefault(number) is not { } proposal) return PlanDecision.Refuse(PlanProblems.UnknownProposal, ("plan", plan.Code), ("number", number));
        if (proposal.Decision is { } before)
            return (before.Outcome, before.Reason) == (outcome, reason) ? PlanDecision.Already : PlanDecision.Refuse(PlanProblems.ProposalDecidedBefore, ("number", number));
        return plan.IsAgreed
            ? PlanDecision.Refuse(PlanProblems.PlanAgreed, ("plan", plan.Code))
            : PlanDecision.Of(new ProposalDecided(plan.Code, number, outcome, reason, by, at));
    }

    private static Task<IResult> HandleAsync(string plan, int number, ProposalDecision decision, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, number, decision, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>A decision about a proposal.</summary>
/// <param name="Outcome"><c>kept</c> or <c>dropped</c>.</param>
/// <param name="Reason">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProposalDecision(string? Outcome, TextEntry? Reason);
