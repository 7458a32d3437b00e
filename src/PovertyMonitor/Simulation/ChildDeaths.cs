using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>Makes the deaths of children a household reports.</summary>
internal static class ChildDeaths
{
    // As many as leave the five years within one.
    private const double NewInAYear = 0.0029;
    private const double LongAgo = 0.01;
    private const int FiveYears = 60;

    /// <summary>The deaths a household reports at a visit.</summary>
    /// <param name="recent">Whether one happened in the five years before the first round.</param>
    /// <param name="people">The household's people.</param>
    /// <param name="visits">The days of the visits, one a year, up to and with the one concerned.</param>
    /// <param name="dice">The household's dice for this.</param>
    public static ImmutableArray<ChildDeath> Of(bool recent, ImmutableArray<Person> people, ReadOnlySpan<LocalDate> visits, Dice dice)
    {
        var deaths = ImmutableArray.CreateBuilder<ChildDeath>();
        var (near, far, wasLongAgo) = (dice.Between(1, FiveYears - 2), dice.Between(FiveYears + 2, 100), dice.Chance(LongAgo));
        if (recent)
            deaths.Add(Death(people, visits[0].PlusMonths(-near), dice));
        else if (wasLongAgo)
            deaths.Add(Death(people, visits[0].PlusMonths(-far), dice));
        foreach (var visit in visits[1..])
            if (dice.Chance(NewInAYear))
                deaths.Add(Death(people, visit.PlusMonths(-dice.Between(1, 10)), dice));
        return deaths.ToImmutable();
    }

    private static ChildDeath Death(ImmutableArray<Person> people, LocalDate day, Dice dice)
    {
        var mother = people.FirstOrDefault(p => p.Sex == Sex.Female && p.YearsOn(day) is >= 16 and < 50);
        var months = dice.Pick((0, 0.4), (dice.Between(1, 11), 0.35), (dice.Between(12, 59), 0.17), (dice.Between(60, 200), 0.08));
        return new ChildDeath { Month = day.ToYearMonth(), AgeMonths = months, Mother = mother?.Id };
    }
}
