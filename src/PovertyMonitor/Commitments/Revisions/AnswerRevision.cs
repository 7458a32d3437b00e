using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Indicators;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>POST /api/plans/{plan}/commitments/{number}/revisions/{revision}/assent, /refusal and /withdrawal: what the two sides say to a revision.</summary>
internal static class AnswerRevision
{
    private const string Path = "/plans/{plan}/commitments/{number:int}/revisions/{revision:int}";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost($"{Path}/assent", (string plan, int number, int revision, [AsParameters] PlanDoor door, CancellationToken ct) =>
                TakeAsync(plan, number, revision, door, (p, c, r) => Assent(p, c, r, SideOf(door), door.Caller.Subject, door.Now), ct))
            .AllowRoles(CommitmentRoles.Sides).WithName("AssentToRevision")
            .WithSummary("Assents to a revision for the caller's side: the partner's where the role is ngo, else the agency's. With the second assent it is in force.")
            .Produces<RevisionView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost($"{Path}/refusal", (string plan, int number, int revision, Refusal refusal, [AsParameters] PlanDoor door, CancellationToken ct) =>
                TakeAsync(plan, number, revision, door, (p, c, r) => Refuse(p, c, r, refusal, SideOf(door), door.Caller.Subject, door.Now), ct))
            .AllowRoles(CommitmentRoles.Sides).WithName("RefuseRevision")
            .WithSummary("Refuses a revision for the caller's side, with the reason; what stood stays.").TakesPlan<Refusal, RevisionView>();
        api.MapPost($"{Path}/withdrawal", (string plan, int number, int revision, [AsParameters] PlanDoor door, CancellationToken ct) =>
                TakeAsync(plan, number, revision, door, (p, c, r) => Withdraw(p, c, r, SideOf(door), door.Caller.Subject, door.Now), ct))
            .AllowRoles(CommitmentRoles.Sides).WithName("WithdrawRevision")
            .WithSummary("Takes a revision back; only the side that proposed it can.")
            .Produces<RevisionView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>What follows from an assent.</summary>
    public static PlanDecision Assent(ActionPlan plan, Commitment commitment, Revision revision, Side side, string by, Instant at)
    {
        var (number, definition) = (revision.Proposed.Revision, revision.Proposed.Definition);
        if (revision.AssentOf(side) is { } before)
            return PlanDecision.Refuse(RevisionProblems.AlreadyAssented, ("side", Name(side)), ("revision", number), ("since", InstantPattern.General.Format(before.At)));
        if (Closed(revision) is { } closed) return closed;
        // Another revision may have come into force since this one was checked.
        return definition.Expression is { } expression && IndicatorRules.CircleOf(plan, definition.Code, expression) is { } circle
            ? PlanDecision.Refuse([IndicatorProblems.Of(circle, "indicator.expression")])
            : PlanDecision.Of(new RevisionAssented(plan.Code, commitment.Number, number, side, by, at));
    }

    /// <summary>What follows from a refusal.</summary>
    public static PlanDecision Refuse(ActionPlan plan, Commitment commitment, Revision revision, Refusal refusal, Side side, string by, Instant at)
    {
        var fields = new PlanFields();
        var reason = fields.Text(refusal.Reason, "reason");
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (revision.Refused is { } before && (before.Side, before.Reason) == (side, reason)) return PlanDecision.Already;
        return Closed(revision) ?? PlanDecision.Of(new RevisionRefused(plan.Code, commitment.Number, revision.Proposed.Revision, side, reason, by, at));
    }

    /// <summary>What follows from a withdrawal.</summary>
    public static PlanDecision Withdraw(ActionPlan plan, Commitment commitment, Revision revision, Side side, string by, Instant at)
    {
        if (revision.Proposed.Side != side) return PlanDecision.Refuse(RevisionProblems.NotYours, ("revision", revision.Proposed.Revision), ("side", Name(revision.Proposed.Side)));
        return revision.State == RevisionState.Withdrawn ? PlanDecision.Already
            : Closed(revision) ?? PlanDecision.Of(new RevisionWithdrawn(plan.Code, commitment.Number, revision.Proposed.Revision, by, at));
    }

    private static PlanDecision? Closed(Revision revision) => revision.State == RevisionState.Open
        ? null
        : PlanDecision.Refuse(RevisionProblems.RevisionClosed, ("revision", revision.Proposed.Revision), ("state", Name(revision.State)));

    private static string Name<T>(T choice)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private static Side SideOf(PlanDoor door) => CommitmentRoles.SideOf(door.Caller);

    private static Task<IResult> TakeAsync(
        string plan, int number, int revision, PlanDoor door, Func<ActionPlan, Commitment, Revision, PlanDecision> decide, CancellationToken ct) => door.TakeAsync(
        plan, number,
        (p, c) => c.Revisions.GetValueOrDefault(revision) is { } found ? decide(p, c, found)
            : PlanDecision.Refuse(RevisionProblems.UnknownRevision, ("plan", plan), ("number", number), ("revision", revision)),
        c => RevisionView.Of(c.Revisions[revision], c.Find(c.Revisions[revision].Proposed.Definition.Code), door.Language), ct);
}

/// <summary>Why a revision is refused.</summary>
/// <param name="Reason">The reason.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Refusal(TextEntry? Reason);
