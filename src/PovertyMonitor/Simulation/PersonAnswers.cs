using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>Makes the roster of an interview out of a household's people and what they lack.</summary>
internal static class PersonAnswers
{
    private const int SchoolEntry = 7;
    private const int OldestOfSchoolAge = 15;
    private const int YearsThatCount = 6;

    /// <summary>The roster on <paramref name="day"/>.</summary>
    /// <param name="people">The household's people; those not yet born are left out.</param>
    /// <param name="lack">What the household lacks.</param>
    /// <param name="day">The day of the interview.</param>
    /// <param name="diceOf">The dice of the person with this place in the family; the same in each round.</param>
    public static IReadOnlyList<Member> Of(ImmutableArray<Person> people, Lack lack, LocalDate day, Func<int, Dice> diceOf)
    {
        var here = people.Where(p => p.MonthsOn(day) >= 0).ToImmutableArray();
        var dropout = lack.HasFlag(Lack.Attendance) ? here.FirstOrDefault(p => p.YearsOn(day) is >= 8 and <= 14)?.Id : null;
        var thin = lack.HasFlag(Lack.Nutrition) ? here.FirstOrDefault(p => p.YearsOn(day) < 70)?.Id : null;
        var unschooled = lack.HasFlag(Lack.Schooling);
        // Where schooling is not lacked, somebody has it.
        var mostSchooled = unschooled || here.Any(p => Completed(p, p.YearsOn(day)) >= YearsThatCount) ? null : (Guid?)here[0].Id;
        return
        [
            .. here.Select((person, place) =>
            {
                var (age, dice) = (person.YearsOn(day), diceOf(place));
                var few = dice.Between(0, YearsThatCount - 1);
                var schooling = person.Id == mostSchooled ? YearsThatCount : Completed(person, age);
                return Describe(person, age, day, person.Id == thin, dice) with
                {
                    YearsOfSchooling = age < 5 ? null : unschooled ? Math.Min(few, schooling) : schooling,
                    AttendingSchool = age is < 5 or > 24 ? null : Attends(person, age, unschooled, dice) && person.Id != dropout,
                };
            }),
        ];
    }

    private static int Completed(Person person, int age) => Math.Clamp(age - SchoolEntry, 0, person.Attainment);

    private static bool Attends(Person person, int age, bool unschooled, Dice dice) => age switch
    {
        < SchoolEntry => dice.Chance(0.8),
        <= OldestOfSchoolAge + 1 => true,
        _ => !unschooled && age - SchoolEntry < person.Attainment,
    };

    private static Member Describe(Person person, int age, LocalDate day, bool thin, Dice dice)
    {
        var body = Growth.Of(person, day, thin, dice);
        var functioning = new Functioning
        {
            Seeing = Difficulty(age, 0.002, dice),
            Hearing = Difficulty(age, 0.001, dice),
            Walking = Difficulty(age, 0.002, dice),
            Remembering = Difficulty(age, 0.001, dice),
            SelfCare = Difficulty(age, 0.0005, dice),
            Communicating = Difficulty(age, 0.0005, dice),
        };
        var (pregnant, ill) = (dice.Chance(0.045), dice.Chance(0.02 + 0.006 * Math.Max(0, age - 30)));
        return new Member
        {
            Id = person.Id,
            Sex = person.Sex,
            AgeYears = age,
            AgeMonths = age < 5 ? person.MonthsOn(day) : null,
            Relation = person.Relation,
            Nutrition = age < 70 ? body : null,
            Functioning = age < 5 ? null : functioning,
            Pregnant = person.Sex == Sex.Female && age is >= 10 and <= 54 ? pregnant && age is >= 19 and <= 42 : null,
            ChronicIllness = ill,
        };
    }

    // Rare in the young, and the more frequent the older from 40 on.
    private static Difficulty Difficulty(int age, double perYear, Dice dice)
    {
        var aLot = 0.002 + perYear * Math.Max(0, age - 40);
        return dice.Unit() switch
        {
            var u when u < aLot / 10 => Households.Questionnaire.Difficulty.CannotDoAtAll,
            var u when u < aLot => Households.Questionnaire.Difficulty.ALot,
            var u when u < 5 * aLot => Households.Questionnaire.Difficulty.Some,
            _ => Households.Questionnaire.Difficulty.None,
        };
    }
}
