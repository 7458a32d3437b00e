using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/splits: members form a household of their own.</summary>
internal static class SplitHousehold
{
    private static readonly Guid Space = new("a2f1d7b4-64a5-4b0e-8f5d-31c2f0b7e9ad");

    public static readonly LifeUseCase UseCase = new("splits", "SplitHousehold",
        "Records that members left to form a household of their own: into (its new id), members, head (of the new one), newHead (of the old one, where its head left), to (where it lives, if elsewhere). With replaces (the id of a split into the same household) that one was recorded wrongly, and this is when and with whom it happened.",
        fields => new Split(fields.ChangeId, fields.Time("at"), fields.Id("into") ?? Guid.Empty, fields.Ids("members"), fields.Id("head") ?? Guid.Empty,
            fields.IdIfAny("newHead"), fields.Place("to", required: false), fields.IdIfAny("replaces")));

    /// <summary>The id under which a split takes another one back whose place it takes.</summary>
    public static Guid ReplacementOf(Guid right, Guid wrong) => NameBasedGuid.Create(Space, $"{right}/{wrong}");

    private sealed record Split(Guid ChangeId, Instant At, Guid Into, IReadOnlyList<Guid> Leaving, Guid Head, Guid? NewHead, Place? To, Guid? Replaces) : LifeCommand(ChangeId, At)
    {
        public override IReadOnlyList<Guid> Others => [Into];

        // Where those whose split is replaced live now may be somebody else's area.
        public override bool NeedsAreaOf(Guid household, Household state) => household != Into || !(Replaces is { } wrong && Recorded.Of(state, wrong) is HouseholdSplitOff);

        // Of a household that was interviewed before it was told how it began, that is told by those among whom it was met first, wherever it lives now.
        public override IEnumerable<Instant> AreaTimes(Household state) => state.PlaceAt(At) is null && state.Interviews() is [var first, ..] ? [At, first.At] : [At];

        public override LifeDecision Decide(LifeScene scene)
        {
            if (Leaving.Count == 0) return LifeDecision.Refuse(LifeProblems.SplitsOffNobody);
            return Replaces is { } wrong ? Replace(scene, wrong) : Part(scene);
        }

        public override bool IsSame(object recorded) =>
            recorded is HouseholdSplit e && (e.At, e.Into, e.NewHead) == (At, Into, NewHead) && e.Members.SequenceEqual(Leaving);

        private LifeDecision Replace(LifeScene scene, Guid wrong)
        {
            if (Recorded.Of(scene.Me, wrong) is not { } recorded) return LifeDecision.WaitForChange(scene.Household, wrong);
            if (recorded is not HouseholdSplit before || before.Into != Into) return LifeDecision.Refuse(LifeProblems.OtherSplit, ("change", wrong), ("household", Into));
            if (scene.Me.Withdrawals.ContainsKey(wrong)) return LifeDecision.Refuse(LifeProblems.AlreadyWithdrawn, ("change", wrong));
            if (scene.States[Into].IsDuplicate) return scene.Ended(Into, At)!;
            // Who was asked there and would stay in the old household after all would live in two.
            if (scene.States[Into].Interviews().LastOrDefault(i => i.Answers.Members.Any(m => before.Members.Contains(m.Id) && !Leaving.Contains(m.Id))) is { } asked)
                return UndoSplit.AskedSince(scene, Into, asked, scene.Household, before);
            var fact = new ChangeWithdrawn(ReplacementOf(ChangeId, wrong), scene.By, wrong, WithdrawalReason.RecordedWrongly);
            var states = scene.States.ToDictionary();
            foreach (var household in new[] { scene.Household, Into }) states[household] = states[household].With(fact);
            var decision = Part(scene with { States = states });
            return decision.Events.Count == 0 ? decision : decision with { Events = [(scene.Household, fact), (Into, fact), .. decision.Events] };
        }

        private LifeDecision Part(LifeScene scene)
        {
            var isMet = Into != scene.Household && scene.States[Into].IsRegistered;
            if (Into == scene.Household || (isMet && !IsTheirs(scene.States[Into]))) return LifeDecision.Refuse(LifeProblems.IdTaken, ("household", Into));
            // A split recorded wrongly can't be put after what is known of them there.
            if (isMet && FirstOf(scene.States[Into]) is { } first && first < At) return LifeDecision.Refuse(LifeProblems.SeenBefore, ("household", Into), ("at", LifeScene.DayOf(first)));
            if (RecordDeparture.WhyNot(scene, At, Leaving, NewHead) is { } refusal) return refusal;
            if (!Leaving.Contains(Head)) return LifeDecision.Refuse(LifeProblems.NotAmongThem, ("head", Head));
            var split = new HouseholdSplit(ChangeId, At, scene.By, Into, Leaving, NewHead);
            // Whoever was met here again came back; whoever was asked there after that would live in two households.
            var returned = Retelling.Returned(scene.Me, split);
            if (returned?.FirstOrDefault(r => scene.States[Into].Interviews().Any(i => i.At >= r.At && i.Answers.Members.Any(m => m.Id == r.Member))) is { } twice)
                return LifeScene.SeenSince(scene.Household, twice.At);
            var then = LifeScene.At(scene.Me, At)!;
            var place = To ?? then.Place;
            var begun = new HouseholdSplitOff(ChangeId, At, scene.By, scene.Household, place, then.Interview.Source, then.Interview.At, then.Interview.Round,
                Members.Leaving(then.Answers, Leaving, Head))
            { StaysThere = To is null ? true : null, Returned = returned };
            return isMet
                ? LifeDecision.Of((scene.Household, split), (Into, begun))
                : LifeDecision.Of((scene.Household, split), (Into, new HouseholdRegistered(Into, place, At)), (Into, begun));
        }

        // They may have been interviewed in their new household before it was reported how it began; or that was reported wrongly.
        private bool IsTheirs(Household met) => Replaces is not null
            ? !met.Changes.Any(c => c is HouseholdSplitOff)
            : met.Interviews().Count > 0 && !met.AllChanges.Any(c => c is HouseholdSplitOff) && !(FirstOf(met) < At);

        private static Instant? FirstOf(Household met) => met.Interviews().Select(i => i.At).Concat(met.AllVisits.Select(v => v.VisitedAt))
            .Concat(met.Moves.Select(m => m.MovedAt)).Concat(met.Changes.Select(c => c.At)).Select(at => (Instant?)at).Min();
    }
}
