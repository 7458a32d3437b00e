using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/joinings: somebody came to live in the household.</summary>
internal static class RecordJoining
{
    public static readonly LifeUseCase UseCase = new("joinings", "RecordJoining", "Records that somebody came to live in the household, from elsewhere.",
        fields => new Joining(fields.ChangeId, fields.Time("at"), fields.Member("member")) { Personal = fields.Personal("personal") });

    /// <summary>What follows when somebody is a member from a time on.</summary>
    public static LifeDecision Decide(LifeScene scene, Instant at, Member member, ILifeChange fact)
    {
        if (scene.Ended(scene.Household, at) is { } ended) return ended;
        if (LifeScene.At(scene.Me, at) is not { } then) return LifeScene.NotHereBy(scene.Household, at);
        return then.Answers.Members.Any(m => m.Id == member.Id)
            ? LifeDecision.Refuse(LifeProblems.AlreadyMember, ("member", member.Id))
            : LifeDecision.Of((scene.Household, fact));
    }

    private sealed record Joining(Guid ChangeId, Instant At, Member Member) : LifeCommand(ChangeId, At)
    {
        public override LifeDecision Decide(LifeScene scene) => RecordJoining.Decide(scene, At, Member, new MemberJoined(ChangeId, At, scene.By, Member));

        public override bool IsSame(object recorded) => recorded is MemberJoined e && (e.At, e.Member) == (At, Member);
    }
}
