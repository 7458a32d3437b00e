using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/plans/{plan}/proposals: proposes a commitment.</summary>
internal static class MakeProposal
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/proposals", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("MakeProposal")
        .WithSummary("Proposes a commitment: its title, the public problem, and the institution or organisation that proposes it. It gets the next number.")
        .TakesPlan<NewProposal, ActionPlanView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, NewProposal proposal, string by, Instant at)
    {
        var fields = new PlanFields();
        var (title, problem, proposer) = (fields.Text(proposal.Title, "title"), fields.Text(proposal.Problem, "problem"), fields.Name(proposal.Proposer, "proposer"));
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.Proposals.Values.Any(p => (p.Made.Title, p.Made.Problem, p.Made.Proposer) == (title, problem, proposer))) return PlanDecision.Already;
        return plan.IsAgreed
            ? PlanDecision.Refuse(PlanProblems.PlanAgreed, ("plan", plan.Code))
            : PlanDecision.Of(new ProposalMade(plan.Code, plan.Proposals.Count + 1, title, problem, proposer, by, at));
    }

    private static Task<IResult> HandleAsync(string plan, NewProposal proposal, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, p => Decide(p, proposal, door.Caller.Subject, door.Now), p => ActionPlanView.Of(p, door.Language), ct);
}

/// <summary>A proposal.</summary>
/// <param name="Title">What is proposed.</param>
/// <param name="Problem">The public problem it addresses.</param>
/// <param name="Proposer">The institution or organisation that proposes it; no person.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewProposal(TextEntry? Title, TextEntry? Problem, string? Proposer);
