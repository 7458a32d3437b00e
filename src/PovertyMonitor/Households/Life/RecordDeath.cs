using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/deaths: a member died; of a child a record stays that the measure asks for.</summary>
internal static class RecordDeath
{
    private const int AdultFrom = 18;
    private const int MonthsOfYear = 12;
    private const int MostMonths = (AdultFrom * MonthsOfYear) - 1;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    public static readonly LifeUseCase UseCase = new("deaths", "RecordDeath", "Records that a member died. Of a child under 18 the mother and the age in months may be given.",
        fields => new Death(fields.ChangeId, fields.Time("at"), fields.Id("member") ?? Guid.Empty, fields.IdIfAny("mother"), fields.Number("ageMonths", MostMonths), fields.IdIfAny("newHead")));

    private sealed record Death(Guid ChangeId, Instant At, Guid Member, Guid? Mother, int? AgeMonths, Guid? NewHead) : LifeCommand(ChangeId, At)
    {
        public override LifeDecision Decide(LifeScene scene) =>
            RecordDeparture.WhyNot(scene, At, [Member], NewHead) ?? MotherUnknown(scene) ?? LifeDecision.Of((scene.Household, FactOf(scene)));

        // The record follows her. She may be gone by now, and whether that is known yet must make no difference; she may also have come by something that has not arrived yet.
        private LifeDecision? MotherUnknown(LifeScene scene)
        {
            if (Mother is not { } mother) return null;
            if (mother == Member) return LifeDecision.Refuse(LifeProblems.OwnMother, ("member", mother));
            return LifeScene.At(scene.Me, At)!.Answers.Members.All(m => m.Id != mother) && scene.Missing(mother, At) is { WaitsFor: not null } waits ? waits : null;
        }

        public override bool IsSame(object recorded) => recorded is MemberDied e && (e.At, e.Member, e.NewHead) == (At, Member, NewHead);

        private MemberDied FactOf(LifeScene scene)
        {
            var member = LifeScene.At(scene.Me, At)!.Answers.Members.Single(m => m.Id == Member);
            // The age is as of the interview, and the record asks for months: whole years where nothing finer is known.
            var months = AgeMonths ?? member.AgeMonths ?? member.AgeYears * MonthsOfYear;
            var record = member.AgeYears < AdultFrom && !(months > MostMonths)
                ? new ChildDeath { Month = At.InZone(Zone).Date.ToYearMonth(), AgeMonths = months, Mother = Mother }
                : null;
            return new(ChangeId, At, scene.By, Member, record, NewHead);
        }
    }
}
