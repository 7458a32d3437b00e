using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;

namespace PovertyMonitor.Commitments.Assessments;

/// <summary>POST /api/plans/{plan}/commitments/{number}/assessments: assesses how far a commitment is completed.</summary>
internal static class AssessCommitment
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/plans/{plan}/commitments/{number:int}/assessments", HandleAsync)
        .AllowRoles(CommitmentRoles.Sides)
        .WithName("AssessCommitment")
        .WithSummary("Assesses how far a commitment is completed (notStarted, limited, substantial, completed, noEvidence), with a day, the reasons and evidence. An agency's is its self-assessment; the partner's (role ngo) is the independent one; the two are kept apart.")
        .TakesPlan<AssessmentEntry, CommitmentView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, Commitment commitment, AssessmentEntry entry, Side side, LocalDate today, string by, Instant at)
    {
        var fields = new PlanFields();
        var level = fields.Choice<CompletionLevel>(entry.Level, "level");
        var (on, explanation) = (fields.Past(entry.On, "on", plan, today), fields.Text(entry.Explanation, "explanation"));
        var evidence = level is CompletionLevel.NoEvidence or CompletionLevel.NotStarted ? fields.EvidenceIfAny(entry.Evidence, "evidence") : fields.Evidence(entry.Evidence, "evidence");
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        var assessed = new CommitmentAssessed(plan.Code, commitment.Number, side == Side.Agency ? Assessor.Agency : Assessor.Independent, level, on, explanation, evidence, by, at);
        return commitment.LastAssessment(assessed.Assessor) is { } before && before with { By = by, At = at } == assessed ? PlanDecision.Already : PlanDecision.Of(assessed);
    }

    private static async Task<IResult> HandleAsync(string plan, int number, AssessmentEntry entry, EvidenceFiles files, [AsParameters] PlanDoor door, CancellationToken ct) =>
        await files.UnknownAsync(door.Caller.Regency!, entry.Evidence, ct)
        ?? await door.TakeAsync(plan, number, (p, c) => Decide(p, c, entry, CommitmentRoles.SideOf(door.Caller), door.Today, door.Caller.Subject, door.Now),
            c => CommitmentView.Of(c, door.Language), ct);
}

/// <summary>An assessment as it is entered.</summary>
/// <param name="Level">How far: <c>notStarted</c>, <c>limited</c>, <c>substantial</c>, <c>completed</c> or <c>noEvidence</c>.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Explanation">Why that level.</param>
/// <param name="Evidence">What shows it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AssessmentEntry(string? Level, LocalDate? On, TextEntry? Explanation, EvidenceEntry? Evidence = null);
