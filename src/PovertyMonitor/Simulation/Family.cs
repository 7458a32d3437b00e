using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>A simulated person.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Sex">Sex.</param>
/// <param name="Born">The month of birth; it never leaves the simulation.</param>
/// <param name="Relation">Relation to the head.</param>
/// <param name="Attainment">The years of schooling the person completes in life if nothing is in the way.</param>
internal sealed record Person(Guid Id, Sex Sex, LocalDate Born, Relation Relation, int Attainment)
{
    /// <summary>Completed months of age on a day; negative before birth.</summary>
    public int MonthsOn(LocalDate day) => Period.Between(Born, day, PeriodUnits.Months).Months - (day < Born ? 1 : 0);

    /// <summary>Completed years of age on a day.</summary>
    public int YearsOn(LocalDate day) => MonthsOn(day) / 12;
}

/// <summary>
/// Makes the people of a household: a head, mostly a spouse, their children at home, some grandparents and some
/// grown-up children with a family. About 3.5 persons a household, near Bojonegoro's 1.37 million in some 400,000.
/// </summary>
internal static class Family
{
    /// <summary>The people of a household as of <paramref name="start"/>; a child may be born within a year after it.</summary>
    public static ImmutableArray<Person> Of(Dice dice, LocalDate start)
    {
        var people = ImmutableArray.CreateBuilder<Person>();
        void Add(Sex sex, double age, Relation relation)
        {
            var born = start.PlusDays(-(int)(age * 365.25));
            people.Add(new Person(dice.Id(), sex, born, relation, Attainment(dice, born.Year)));
        }

        var head = 24 + 50 * (dice.Unit() + dice.Unit()) / 2 + (dice.Chance(0.15) ? dice.Between(0, 12) : 0);
        var married = dice.Chance(head > 65 ? 0.6 : 0.88);
        var headSex = dice.Chance(married ? 0.04 : 0.6) ? Sex.Female : Sex.Male;
        Add(headSex, head, Relation.Head);
        var mother = headSex == Sex.Female || !married ? head : Math.Max(18, head - dice.Between(0, 6));
        if (married)
            Add(headSex == Sex.Female ? Sex.Male : Sex.Female, headSex == Sex.Female ? head + dice.Between(0, 5) : mother, Relation.Spouse);

        var stayed = AddChildren(dice, Add, mother, married);
        if (stayed is { } grown && dice.Chance(0.75))
        {
            Add(grown.Sex == Sex.Female ? Sex.Male : Sex.Female, grown.Age + dice.Between(-2, 3), Relation.ChildInLaw);
            for (var i = dice.Between(0, 2); i > 0; i--)
                Add(AnySex(dice), dice.Unit() * Math.Min(12, grown.Age - 20), Relation.Grandchild);
        }
        if (head < 52 && dice.Chance(0.2))
            Add(dice.Chance(0.7) ? Sex.Female : Sex.Male, head + dice.Between(20, 30), Relation.Parent);
        // A birth to come, so that the next round meets a new member.
        if (married && mother < 40 && dice.Chance(0.05))
            Add(AnySex(dice), -dice.Unit(), Relation.Child);
        return people.ToImmutable();
    }

    private static (Sex Sex, double Age)? AddChildren(Dice dice, Action<Sex, double, Relation> add, double mother, bool married)
    {
        (Sex Sex, double Age)? stayed = null;
        var births = dice.Pick((0, married ? 0.06 : 0.45), (1, 0.18), (2, 0.42), (3, 0.24), (4, 0.1));
        var motherAtBirth = 19.0 + dice.Between(0, 7);
        for (var i = 0; i < births; i++, motherAtBirth += 2 + 4 * dice.Unit())
        {
            var age = mother - motherAtBirth;
            if (age < 0 || age >= 18 && !dice.Chance(age < 23 ? 0.65 : 0.24))
                continue;
            var sex = AnySex(dice);
            add(sex, age, Relation.Child);
            if (age is >= 22 and < 45 && stayed is null)
                stayed = (sex, age);
        }
        return stayed;
    }

    private static Sex AnySex(Dice dice) => dice.Chance(0.49) ? Sex.Female : Sex.Male;

    private static int Attainment(Dice dice, int born) => born switch
    {
        < 1960 => dice.Pick((0, 0.15), (3, 0.2), (6, 0.45), (9, 0.08), (12, 0.1), (16, 0.02)),
        < 1980 => dice.Pick((0, 0.02), (6, 0.45), (9, 0.2), (12, 0.26), (16, 0.07)),
        _ => dice.Pick((6, 0.12), (9, 0.34), (12, 0.43), (16, 0.11)),
    };
}
