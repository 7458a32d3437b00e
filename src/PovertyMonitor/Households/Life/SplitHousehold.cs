using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/splits: members form a household of their own.</summary>
internal static class SplitHousehold
{
    private static readonly Guid Space = new("a2f1d7b4-64a5-4b0e-8f5d-31c2f0b7e9ad");

    public static readonly LifeUseCase UseCase = new("splits", "SplitHousehold",
        "Records that members left to form a household of their own: into (its new id), members, head (of the new one), newHead (of the old one, where its head left), to (where it lives, if elsewhere). With replaces (the id of a split into the same household) that one was recorded wrongly, and this is when and with whom it happened.",
        fields =>
        {
            // Of nobody there is no head to name.
            var members = fields.Ids("members");
            return new Split(fields.ChangeId, fields.Time("at"), fields.Id("into") ?? Guid.Empty, members, (members.Count == 0 ? fields.IdIfAny("head") : fields.Id("head")) ?? Guid.Empty,
                fields.IdIfAny("newHead"), fields.Place("to", required: false), fields.Earlier("replaces", required: false));
        });

    /// <summary>The id under which a split takes another one back whose place it takes.</summary>
    public static Guid ReplacementOf(Guid right, Guid wrong) => NameBasedGuid.Create(Space, $"{right}/{wrong}");

    private sealed record Split(Guid ChangeId, Instant At, Guid Into, IReadOnlyList<Guid> Leaving, Guid Head, Guid? NewHead, Place? To, Guid? Replaces) : LifeCommand(ChangeId, At)
    {
        public override IReadOnlyList<Guid> Others => [Into];

        // Where those whose split is replaced live now may be somebody else's area; but of a household that others have reported of since it came
        // to live with them nobody is taken home without them.
        public override bool NeedsAreaOf(Guid household, Household state) => household != Into || Wrong(state) is null || LastLeft(state) is not null;

        // Of a household that was interviewed before it was told how it began, that is told by those among whom it was met first, wherever it lives now.
        public override IEnumerable<Instant> AreaTimes(Household state) =>
            LastLeft(state) is { } left ? [left] : state.PlaceAt(At) is null && state.Interviews() is [var first, ..] ? [At, first.At] : [At];

        public override bool WaitsForArea(Access.Caller caller, Household state) => LastLeft(state) is null;

        // What the split that is replaced began, in the history of the household that it began.
        private HouseholdSplitOff? Wrong(Household state) => Replaces is { } wrong ? Recorded.Of(state, wrong) as HouseholdSplitOff : null;

        private Instant? LastLeft(Household state) => Wrong(state) is { } begun && begun.Answers.Members.Any(m => !Leaving.Contains(m.Id))
            ? WithdrawChange.Withdrawal.LastLeft(state, begun.At)
            : null;

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
            if (WhyTheyLeft(scene, before) is { } apart) return apart;
            var fact = new ChangeWithdrawn(ReplacementOf(ChangeId, wrong), scene.By, wrong, WithdrawalReason.RecordedWrongly);
            var states = scene.States.ToDictionary();
            foreach (var household in new[] { scene.Household, Into }) states[household] = states[household].With(fact);
            var decision = Part(scene with { States = states });
            return decision.Events.Count == 0 ? decision : decision with { Events = [(scene.Household, fact), (Into, fact), .. decision.Events] };
        }

        // Whoever stayed after all is not where the split had put them: what was said of them there, or of the old household without them, denies it.
        private LifeDecision? WhyTheyLeft(LifeScene scene, HouseholdSplit before)
        {
            var (stay, parted) = (before.Members.Except(Leaving).ToHashSet(), scene.States[Into]);
            if (stay.Count == 0) return null;
            if (parted.Interviews().LastOrDefault(i => i.Answers.Members.Any(m => stay.Contains(m.Id))) is { } asked) return AskedApart(Into, asked, stay);
            foreach (var interview in scene.Me.Interviews().Where(i => i.At > before.At || i.At > At))
                if (LifeScene.At(parted, interview.At)?.Answers.Members.Any(m => stay.Contains(m.Id) && interview.Answers.Members.All(l => l.Id != m.Id)) == true)
                    return AskedApart(scene.Household, interview, stay);
            if (parted.Changes.FirstOrDefault(c => Concerns(c, stay)) is { } there) return LifeScene.RestsOnIt(Into, there);
            return scene.Me.End is { } end ? LifeScene.RestsOnIt(scene.Household, end) : null;
        }

        private static LifeDecision AskedApart(Guid household, Interview asked, IEnumerable<Guid> stay) => LifeDecision.Refuse(
            LifeProblems.AskedApart, ("household", household), ("submission", asked.SubmissionId), ("at", LifeScene.DayOf(asked.At)), ("members", string.Join(", ", stay)));

        private static bool Concerns(ILifeChange change, HashSet<Guid> stay) => change switch
        {
            MemberDied e => stay.Contains(e.Member),
            MemberLeft e => stay.Contains(e.Member),
            HouseholdSplit e => e.Members.Any(stay.Contains),
            HouseholdMergedInto or HouseholdDissolved => true,
            _ => false,
        };

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
            var returned = Retelling.Returned(scene.Me, split, scene.States);
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
