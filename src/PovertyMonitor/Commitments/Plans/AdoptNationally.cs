using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>PUT /api/plans/{plan}/commitments/{number}/adoption: says that a national plan took a commitment over.</summary>
internal static class AdoptNationally
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/plans/{plan}/commitments/{number:int}/adoption", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("AdoptNationally")
        .WithSummary("Says that a national plan took the commitment over, and since when.")
        .TakesPlan<Adoption, CommitmentView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, Commitment commitment, Adoption adoption, LocalDate today, string by, Instant at)
    {
        var fields = new PlanFields();
        var (national, on) = (fields.Text(adoption.NationalPlan, "nationalPlan"), fields.Past(adoption.On, "on", plan, today));
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        return commitment.Adopted is { } before && (before.NationalPlan, before.On) == (national, on)
            ? PlanDecision.Already
            : PlanDecision.Of(new CommitmentAdoptedNationally(plan.Code, commitment.Number, national, on, by, at));
    }

    private static Task<IResult> HandleAsync(string plan, int number, Adoption adoption, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(plan, number, (p, c) => Decide(p, c, adoption, door.Today, door.Caller.Subject, door.Now), c => CommitmentView.Of(c, door.Language), ct);
}

/// <summary>Who took a commitment over.</summary>
/// <param name="NationalPlan">The national plan.</param>
/// <param name="On">Since when.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Adoption(TextEntry? NationalPlan, LocalDate? On);
