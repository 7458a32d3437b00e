using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/splits: members form a household of their own.</summary>
internal static class SplitHousehold
{
    public static readonly LifeUseCase UseCase = new("splits", "SplitHousehold",
        "Records that members left to form a household of their own: into (its new id), members, head (of the new one), newHead (of the old one, where its head left), to (where it lives, if elsewhere).",
        fields => new Split(fields.ChangeId, fields.Time("at"), fields.Id("into") ?? Guid.Empty, fields.Ids("members"), fields.Id("head") ?? Guid.Empty,
            fields.IdIfAny("newHead"), fields.Place("to", required: false)));

    private sealed record Split(Guid ChangeId, Instant At, Guid Into, IReadOnlyList<Guid> Leaving, Guid Head, Guid? NewHead, Place? To) : LifeCommand(ChangeId, At)
    {
        public override IReadOnlyList<Guid> Others => [Into];

        // Where they live now may be somebody else's area.
        public override bool NeedsAreaOf(Guid household, Household state) =>
            household != Into || !state.Interviews().Any(i => i.Answers.Members.Any(m => Leaving.Contains(m.Id)));

        public override LifeDecision Decide(LifeScene scene)
        {
            if (Leaving.Count == 0) return LifeDecision.Refuse(LifeProblems.SplitsOffNobody);
            var isMet = Into != scene.Household && scene.States[Into].IsRegistered;
            if (Into == scene.Household || (isMet && !IsTheirs(scene.States[Into]))) return LifeDecision.Refuse(LifeProblems.IdTaken, ("household", Into));
            if (RecordDeparture.WhyNot(scene, At, Leaving, NewHead) is { } refusal) return refusal;
            if (!Leaving.Contains(Head)) return LifeDecision.Refuse(LifeProblems.MemberGone, ("member", Head), ("at", "split"));
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

        // They may have been interviewed in their new household before it was reported how it began.
        private bool IsTheirs(Household met) =>
            met.Interviews() is { Count: > 0 } interviews && interviews.All(i => i.At >= At)
            && met.AllVisits.All(v => v.VisitedAt >= At) && met.Moves.All(m => m.MovedAt >= At) && met.AllChanges.All(c => c is not HouseholdSplitOff && c.At >= At);

        public override bool IsSame(object recorded) =>
            recorded is HouseholdSplit e && (e.At, e.Into, e.NewHead) == (At, Into, NewHead) && e.Members.SequenceEqual(Leaving);
    }
}
