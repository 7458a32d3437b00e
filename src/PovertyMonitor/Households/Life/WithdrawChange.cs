using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/withdrawals: a change is taken back, as if it had never been; also a split or a merge, in both households.</summary>
internal static class WithdrawChange
{
    public static readonly LifeUseCase UseCase = new("withdrawals", "WithdrawChange",
        "Takes a change back (withdraws: its id), with a reason: didNotHappen, wrongHousehold, recordedWrongly or other. A split or a merge is taken back in both households.",
        fields => new Withdrawal(fields.ChangeId, fields.Id("withdraws") ?? Guid.Empty, fields.Choice<WithdrawalReason>("reason")));

    /// <summary>Takes a change back.</summary>
    /// <param name="ChangeId">Made by the client.</param>
    /// <param name="Withdraws">The change.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Partner">The other household of a split or merge.</param>
    internal sealed record Withdrawal(Guid ChangeId, Guid Withdraws, WithdrawalReason Reason, Guid? Partner = null) : LifeCommand(ChangeId, default(Instant))
    {
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

        public override LifeDecision Decide(LifeScene scene)
        {
            var change = Recorded.Of(scene.Me, Withdraws);
            if (change is null || PartnerOf(change) != Partner) return LifeDecision.WaitFor(scene.Household);
            if (scene.Me.Withdrawals.ContainsKey(Withdraws)) return LifeDecision.Refuse(LifeProblems.AlreadyWithdrawn, ("change", Withdraws));
            // What was taken back is recorded anew, not by taking that back.
            if (change is ChangeWithdrawn withdrawal) return LifeDecision.Refuse(LifeProblems.AlreadyWithdrawn, ("change", withdrawal.Withdraws));
            var fact = new ChangeWithdrawn(ChangeId, scene.By, Withdraws, Reason);
            if (Partner is not { } partner) return WhyNot(scene, change) ?? LifeDecision.Of((scene.Household, fact));
            // Of a duplicate from which nobody came along there is nothing to tell apart.
            var together = new[] { scene.Household, partner };
            if (together.Any(h => Recorded.Of(scene.States[h], Withdraws) is HouseholdsMerged { AsDuplicate: true, Members.Count: 0 }))
                return LifeDecision.Of((scene.Household, fact), (partner, fact));
            foreach (var household in together)
                if (After(scene.States[household], Withdraws) is { } later) return LifeScene.SeenSince(household, later);
            return LifeDecision.Of((scene.Household, fact), (partner, fact));
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

        // What was learned of who lives where after two households parted or met can't be told apart again.
        private static Instant? After(Household household, Guid change)
        {
            var place = household.AllChanges.ToList().FindIndex(c => c.ChangeId == change);
            var (at, begins) = (household.AllChanges[place].At, household.AllChanges[place] is HouseholdSplitOff);
            var since = household.IsDuplicate ? [] : household.Interviews().Where(i => i.At > at || (begins && i.At == at)).Select(i => (Instant?)i.At);
            // What happened at the same instant and was there already is not news.
            var news = household.AllChanges.Where((c, i) => (c.At > at || (c.At == at && i > place)) && c.ChangeId != change && household.Stands(c));
            return since.Concat(news.Select(c => (Instant?)c.At)).Max();
        }
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
