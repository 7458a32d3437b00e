using NodaTime;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/departures: a member left for somewhere that is no household known here.</summary>
internal static class RecordDeparture
{
    public static readonly LifeUseCase UseCase = new("departures", "RecordDeparture", "Records that a member left for somewhere that is no household known here.",
        fields => new Departure(fields.ChangeId, fields.Time("at"), fields.Id("member") ?? Guid.Empty, fields.IdIfAny("newHead")));

    /// <summary>Why members can't go, by death or otherwise; <see langword="null"/> where they can.</summary>
    /// <param name="scene">The household.</param>
    /// <param name="at">When.</param>
    /// <param name="members">They.</param>
    /// <param name="newHead">Who heads those who stay, where the head goes.</param>
    public static LifeDecision? WhyNot(LifeScene scene, Instant at, IReadOnlyCollection<Guid> members, Guid? newHead)
    {
        if (scene.Ended(scene.Household, at) is { } ended) return ended;
        if (LifeScene.At(scene.Me, at) is not { } then) return LifeScene.NotHereBy(scene.Household, at);
        foreach (var member in members)
            if (then.Answers.Members.All(m => m.Id != member)) return scene.Missing(member, at);
        // Who heads it since may have come by something that has not arrived yet.
        if (newHead is { } named && then.Answers.Members.All(m => m.Id != named) && scene.Missing(named, at) is { WaitsFor: not null } waits) return waits;
        var stay = then.Answers.Members.Where(m => !members.Contains(m.Id)).ToList();
        if (stay.Count == 0) return LifeDecision.Refuse(LifeProblems.WouldBeEmpty, ("household", scene.Household));
        var headGoes = then.Answers.Members.Any(m => m.Relation == Questionnaire.Relation.Head && members.Contains(m.Id));
        if (headGoes && newHead is null) return LifeDecision.Refuse(LifeProblems.HeadNeeded);
        return newHead is { } head && stay.All(m => m.Id != head) ? LifeDecision.Refuse(LifeProblems.HeadNeeded) : scene.Relied(scene.Household, at, members);
    }

    private sealed record Departure(Guid ChangeId, Instant At, Guid Member, Guid? NewHead) : LifeCommand(ChangeId, At)
    {
        public override IReadOnlyList<Guid> Gone => [Member];

        public override LifeDecision Decide(LifeScene scene) =>
            WhyNot(scene, At, [Member], NewHead) ?? LifeDecision.Of((scene.Household, new MemberLeft(ChangeId, At, scene.By, Member, NewHead)));

        public override bool IsSame(object recorded) => recorded is MemberLeft e && (e.At, e.Member, e.NewHead) == (At, Member, NewHead);
    }
}
