using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/dissolution: a household ended.</summary>
internal static class DissolveHousehold
{
    public static readonly LifeUseCase UseCase = new("dissolution", "DissolveHousehold", "Records that the household ended: allDied, leftRegency, joinedOthers or other.",
        fields => new Dissolution(fields.ChangeId, fields.Time("at"), fields.Choice<DissolutionReason>("reason")));

    private sealed record Dissolution(Guid ChangeId, Instant At, DissolutionReason Reason) : LifeCommand(ChangeId, At)
    {
        public override LifeDecision Decide(LifeScene scene)
        {
            // One that ends later than this by another report would end twice.
            if (scene.Ended(scene.Household, Instant.MaxValue) is { } ended) return ended;
            var since = scene.Me.Interviews().Where(i => i.At >= At).Select(i => (Instant?)i.At).Concat(scene.Me.Changes.Where(c => c.At > At).Select(c => (Instant?)c.At))
                .Concat(scene.Me.Moves.Where(m => m.MovedAt > At).Select(m => (Instant?)m.MovedAt));
            return since.Max() is { } later
                ? LifeScene.SeenSince(scene.Household, later)
                : LifeDecision.Of((scene.Household, new HouseholdDissolved(ChangeId, At, scene.By, Reason)));
        }

        public override bool IsSame(object recorded) => recorded is HouseholdDissolved e && (e.At, e.Reason) == (At, Reason);
    }
}
