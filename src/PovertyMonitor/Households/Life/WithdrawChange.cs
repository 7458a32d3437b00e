using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/withdrawals: a change is taken back, as if it had never been; also a split or a merge, in both households.</summary>
internal static class WithdrawChange
{
    public static readonly LifeUseCase UseCase = new("withdrawals", "WithdrawChange",
        "Takes a change back (withdraws: its id), with a reason: didNotHappen, wrongHousehold, recordedWrongly or other. A split or a merge is taken back in both households, and what happened since goes with the people: going names who of those who came since goes with the household that had been absorbed.",
        fields => new Withdrawal(fields.ChangeId, fields.Earlier("withdraws", required: true) ?? Guid.Empty, fields.Choice<WithdrawalReason>("reason")) { Going = fields.IdsIfAny("going") });

    /// <summary>Takes a change back.</summary>
    /// <param name="ChangeId">Made by the client.</param>
    /// <param name="Withdraws">The change.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Partner">The other household of a split or merge.</param>
    internal sealed record Withdrawal(Guid ChangeId, Guid Withdraws, WithdrawalReason Reason, Guid? Partner = null) : LifeCommand(ChangeId, default(Instant))
    {
        /// <summary>Of a merge, who of those who came since goes with the household that had been absorbed; <see langword="null"/> where nothing is said.</summary>
        public IReadOnlyList<Guid>? Going { get; init; }

        public override IReadOnlyList<Guid> Others => Partner is { } partner ? [partner] : [];

        /// <summary>The other household of a change that concerns two.</summary>
        public static Guid? PartnerOf(object? change) => change switch
        {
            HouseholdSplit e => e.Into,
            HouseholdSplitOff e => e.From,
            HouseholdsMerged e => e.Absorbed,
            HouseholdMergedInto e => e.Into,
            _ => null,
        };

        // Where it lived when that happened, and just before it. What was reported of it since it moved is the others' word that it did:
        // then those whom it left can't take the move back by themselves.
        public override IEnumerable<Instant> AreaTimes(Household state) => Recorded.Of(state, Withdraws) switch
        {
            ILifeChange e when PartnerOf(e) is not null && LastLeft(state, e.At) is { } left => [left],
            HouseholdSplitOff e => [e.At],
            ILifeChange e => Around(e.At),
            HouseholdMoved e => IsSeenSince(state, e) ? [e.MovedAt] : Around(e.MovedAt),
            _ => [],
        };

        private static IEnumerable<Instant> Around(Instant at) => [at, at - Duration.Epsilon];

        // Whose people come or go with it are also those whom others reported since the household came to live with them.
        internal static Instant? LastLeft(Household household, Instant at) =>
            household.Moves.Where(m => m.MovedAt > at && IsSeenSince(household, m)).Select(m => (Instant?)m.MovedAt).Max();

        private static bool IsSeenSince(Household household, HouseholdMoved move) =>
            household.Interviews().Any(i => i.At >= move.MovedAt) || household.Visits.Any(v => v.VisitedAt >= move.MovedAt)
            || household.Changes.Any(c => c.At >= move.MovedAt) || household.Moves.Any(m => m.MovedAt >= move.MovedAt && m.ChangeId != move.ChangeId);

        // What happened to people there may have been told by those to whom the household had moved, and that it had may come later than this.
        public override bool WaitsForArea(Caller caller, Household state) => Recorded.Of(state, Withdraws) is null or MemberBorn or MemberJoined or MemberDied or MemberLeft || AreaTimes(state).Any(at => state.PlaceAt(at) is null);

        public override LifeDecision Decide(LifeScene scene)
        {
            var change = Recorded.Of(scene.Me, Withdraws);
            if (change is null || PartnerOf(change) != Partner) return LifeDecision.WaitForChange(scene.Household, Withdraws);
            if (scene.Me.Withdrawals.ContainsKey(Withdraws)) return LifeDecision.Refuse(LifeProblems.AlreadyWithdrawn, ("change", Withdraws));
            // What was taken back is recorded anew, not by taking that back.
            if (change is ChangeWithdrawn withdrawal) return LifeDecision.Refuse(LifeProblems.AlreadyWithdrawn, ("change", withdrawal.Withdraws));
            var fact = new ChangeWithdrawn(ChangeId, scene.By, Withdraws, Reason);
            if (Partner is not { } partner) return WhyNot(scene, change) ?? LifeDecision.Of((scene.Household, fact));
            return Recorded.Of(scene.Me, Withdraws) switch
            {
                HouseholdSplit => UndoSplit.Decide(scene, fact, scene.Household, partner),
                HouseholdSplitOff => UndoSplit.Decide(scene, fact, partner, scene.Household),
                HouseholdsMerged => UndoMerge.Decide(scene, fact, scene.Household, partner, Going),
                _ => UndoMerge.Decide(scene, fact, partner, scene.Household, Going),
            };
        }

        public override bool IsSame(object recorded) => recorded is ChangeWithdrawn e && (e.Withdraws, e.Reason) == (Withdraws, Reason);

        private static LifeDecision? WhyNot(LifeScene scene, object change) => change switch
        {
            MemberBorn e => scene.Relied(scene.Household, e.At, e.Member.Id),
            MemberJoined e => scene.Relied(scene.Household, e.At, e.Member.Id),
            MemberDied e => scene.Relied(scene.Household, e.At),
            MemberLeft e => scene.Relied(scene.Household, e.At),
            _ => null,
        };
    }
}

/// <summary>Finds what a household's history holds under a change's id.</summary>
internal static class Recorded
{
    /// <summary>The event, of a copy its last telling; <see langword="null"/> where there is none.</summary>
    public static object? Of(Household household, Guid changeId) =>
        household.AllChanges.Where(c => c.ChangeId == changeId).MaxBy(c => (c as IRetold)?.Telling ?? 0)
        ?? (object?)household.AllMoves.FirstOrDefault(m => m.ChangeId == changeId)
        ?? household.Withdrawals.Values.FirstOrDefault(w => w.ChangeId == changeId);
}
