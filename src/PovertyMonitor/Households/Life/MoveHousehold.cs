using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/moves: a household lives elsewhere from a time on.</summary>
internal static class MoveHousehold
{
    public static readonly LifeUseCase UseCase = new("moves", "MoveHousehold",
        "Records that a household moved; both villages' figures follow.",
        fields => new Move(fields.ChangeId, fields.Time("at"), fields.Place("to", required: true)!));

    private sealed record Move(Guid ChangeId, Instant At, Place To) : LifeCommand(ChangeId, At)
    {
        // Whoever draws a household into their own area says so, and is not what another move has to come before.
        public override bool WaitsForArea(Caller caller, Household state) => !MayBeReportedBy(caller, To);

        public override LifeDecision Decide(LifeScene scene) =>
            scene.Ended(scene.Household, At) ?? LifeDecision.Of((scene.Household, new HouseholdMoved(ChangeId, At, To) { By = scene.By }));

        public override bool IsSame(object recorded) => recorded is HouseholdMoved e && (e.MovedAt, e.To) == (At, To);
    }
}
