using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/merges: another household became part of this one, or was found to be this one, recorded twice.</summary>
internal static class MergeHouseholds
{
    public static readonly LifeUseCase UseCase = new("merges", "MergeHouseholds",
        "Records that another household (absorbed) came to live in this one; with duplicate: true that both were one all along, and members lists those of the other who are not members here already.",
        fields => new Merge(fields.ChangeId, fields.Time("at"), fields.Id("absorbed") ?? Guid.Empty, fields.Flag("duplicate"), fields.Ids("members")));

    /// <summary>Another household becomes part of this one.</summary>
    /// <param name="ChangeId">Made by the client.</param>
    /// <param name="At">When; of a duplicate, since when those who come along are counted here.</param>
    /// <param name="Absorbed">The other household.</param>
    /// <param name="Duplicate">Whether both were one all along: the other one then counts nowhere, at no time.</param>
    /// <param name="Joining">Of a duplicate, who of it is not a member here already.</param>
    internal sealed record Merge(Guid ChangeId, Instant At, Guid Absorbed, bool Duplicate, IReadOnlyList<Guid> Joining) : LifeCommand(ChangeId, At)
    {
        public override IReadOnlyList<Guid> Others => [Absorbed];

        // What counts at no time any more is a matter for those among whom it lives now.
        public override IEnumerable<Instant> AreaTimes(Household state) => Duplicate ? [] : base.AreaTimes(state);

        public override LifeDecision Decide(LifeScene scene)
        {
            if (Absorbed == scene.Household) return LifeDecision.Refuse(LifeProblems.MergesItself);
            if (!scene.States[Absorbed].IsRegistered) return LifeDecision.WaitForFirstOf(Absorbed);
            if ((scene.Ended(scene.Household, At) ?? scene.Ended(Absorbed, At)) is { } ended) return ended;
            if (LifeScene.At(scene.Me, At) is null) return LifeScene.NotHereBy(scene.Household, At);
            if (LifeScene.At(scene.States[Absorbed], At) is not { } other) return LifeScene.NotHereBy(Absorbed, At);
            if (!Duplicate && LastOf(scene.States[Absorbed]) is { } there && there > At) return LifeScene.SeenSince(Absorbed, there);
            if (Duplicate && Joining.FirstOrDefault(id => other.Answers.Members.All(m => m.Id != id)) is var stranger && stranger != Guid.Empty)
                return LifeDecision.Refuse(LifeProblems.NotOfAbsorbed, ("member", stranger), ("household", Absorbed));
            var (come, deaths) = Members.Coming(other.Answers, Duplicate ? Joining : null);
            // Whoever was met later in a household from which this one had split off did not come along into another.
            if (BackElsewhere(scene, come) is { } back) return LifeScene.SeenSince(Absorbed, back);
            // An interview after the merge says who lived there: where it lists nobody of those who come, they came later or never.
            if (come.Count > 0 && scene.Me.Interviews().FirstOrDefault(i => i.At > At) is { } next && !next.Answers.Members.Any(m => come.Any(c => c.Id == m.Id)))
                return WaitsToBeMet(scene, next) ?? LifeScene.SeenSince(scene.Household, next.At);
            return LifeDecision.Of(
                (scene.Household, new HouseholdsMerged(ChangeId, At, scene.By, Absorbed, come, deaths, Duplicate) { Source = other.Interview.Source }),
                (Absorbed, new HouseholdMergedInto(ChangeId, At, scene.By, scene.Household, Duplicate)));
        }

        public override bool IsSame(object recorded) => recorded is HouseholdsMerged e && (e.At, e.Absorbed, e.AsDuplicate) == (At, Absorbed, Duplicate);

        // An interview may list those who lived in the other household by then, or, where not just those lived there who did at the merge, be from after those who came were gone.
        private LifeDecision? WaitsToBeMet(LifeScene scene, Interview next)
        {
            if (StrangerIn(scene.Me, next) is { } unknown)
                return LifeDecision.WaitFor(Absorbed, LifeProblems.MemberNotHere.At("absorbed", ("member", unknown), ("household", Absorbed), ("at", LifeScene.DayOf(At))));
            return LifeScene.At(scene.Me, At)!.Answers.Members.Select(m => m.Id).ToHashSet().SetEquals(next.Answers.Members.Select(m => m.Id)) ? null
                : LifeDecision.WaitFor(scene.Household, LifeProblems.ComersNotMet.At("absorbed", ("household", scene.Household), ("at", LifeScene.DayOf(next.At))));
        }

        // Somebody whom nothing but this interview says to live there.
        private static Guid? StrangerIn(Household household, Interview interview)
        {
            var known = LifeScene.At(household, interview.At - Duration.Epsilon)?.Answers.Members.Select(m => m.Id).ToHashSet() ?? [];
            return interview.Answers.Members.Select(m => (Guid?)m.Id).FirstOrDefault(id => !known.Contains(id!.Value));
        }

        private Instant? BackElsewhere(LifeScene scene, IReadOnlyList<Questionnaire.Member> come) => scene.States[Absorbed].Changes.OfType<HouseholdSplitOff>()
            .Where(c => c.From != scene.Household).SelectMany(c => c.Returned ?? [])
            .Where(r => r.At > At && come.Any(m => m.Id == r.Member) && !(scene.Me.MetSince(r.Member, At) <= r.At)).Max(r => (Instant?)r.At);

        private static Instant? LastOf(Household household) => household.Interviews().Select(i => i.At)
            .Concat(household.Changes.Select(c => c.At)).Concat(household.Moves.Select(m => m.MovedAt)).Select(at => (Instant?)at).Max();
    }
}
