using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Holds identity numbers and dates of birth against the answers. Pure; a wrong number is common, so it is only ever noted.</summary>
internal static class CardRules
{
    // Ages are often told by the year alone.
    private const int YearsOfDoubt = 1;

    /// <summary>What is odd.</summary>
    /// <param name="personal">What identifies people.</param>
    /// <param name="members">The roster.</param>
    /// <param name="visitedOn">The day of the interview; <see langword="null"/> where it is not known.</param>
    public static IEnumerable<QualityFlag> Of(PersonalData personal, IReadOnlyList<Member> members, LocalDate? visitedOn)
    {
        if (personal.FamilyCard is { } card && CardNumber.Read(card, ofPerson: false, out var part) is null) yield return new(QualityProblems.FamilyCardForm, Detail: part);
        foreach (var person in personal.Members)
            foreach (var flag in OfPerson(person, members.FirstOrDefault(m => m.Id == person.Member), visitedOn)) yield return flag;
        var repeated = personal.Members.Where(p => p.Nik is not null).GroupBy(p => string.Concat(p.Nik!.Where(char.IsAsciiDigit))).Where(g => g.Key.Length > 0 && g.Count() > 1);
        foreach (var group in repeated)
            foreach (var person in group) yield return new(QualityProblems.NikRepeated, person.Member);
    }

    private static IEnumerable<QualityFlag> OfPerson(PersonIdentity person, Member? member, LocalDate? visitedOn)
    {
        if (person.BirthDate is { } born && member?.AgeYears is { } told && visitedOn is { } day)
        {
            if (born > day) yield return new(QualityProblems.BirthDateAge, person.Member);
            else if (!Fits(Period.Between(born, day, PeriodUnits.Years).Years, told)) yield return new(QualityProblems.BirthDateAge, person.Member);
        }
        if (person.Nik is not { } nik) yield break;
        if (CardNumber.Read(nik, ofPerson: true, out var part) is not { } number)
        {
            yield return new(QualityProblems.NikForm, person.Member, part);
            yield break;
        }
        if (member?.Sex is { } sex && number.IsFemale != (sex == Sex.Female)) yield return new(QualityProblems.NikSex, person.Member);
        if (member?.AgeYears is { } age && visitedOn is { } on && !number.AgesOn(on).Any(a => Fits(a, age))) yield return new(QualityProblems.NikAge, person.Member);
    }

    private static bool Fits(int age, int told) => Math.Abs(age - told) <= YearsOfDoubt;
}
