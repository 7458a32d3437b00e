using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/births: a child was born.</summary>
internal static class RecordBirth
{
    public static readonly LifeUseCase UseCase = new("births", "RecordBirth", "Records that a child was born into the household.",
        fields => new Birth(fields.ChangeId, fields.Time("at"), fields.Newborn("member")) { Personal = fields.Personal("personal") });

    private sealed record Birth(Guid ChangeId, Instant At, Member Member) : LifeCommand(ChangeId, At)
    {
        public override LifeDecision Decide(LifeScene scene) => RecordJoining.Decide(scene, At, Member, new MemberBorn(ChangeId, At, scene.By, Member));

        public override bool IsSame(object recorded) => recorded is MemberBorn e && (e.At, e.Member) == (At, Member);
    }
}
