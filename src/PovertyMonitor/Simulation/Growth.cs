using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>
/// Makes weights and heights of people who are clearly nourished or clearly not, well away from the cutoffs: two standard
/// deviations below the WHO's median under 20, a body mass index of 18.5 from then on.
/// </summary>
internal static class Growth
{
    /// <summary>The youngest age judged by the body mass index of adults, in years.</summary>
    public const int Adult = 20;

    // Medians of both sexes together, rounded: the WHO's growth standards (under five) and reference (5 to 19 years).
    private static readonly (int Months, double WeightKg, double HeightCm)[] Infant =
        [(0, 3.3, 49.5), (3, 6.1, 60.6), (6, 7.6, 66.7), (9, 8.6, 71), (12, 9.3, 74.9), (24, 11.8, 86.8), (36, 14.1, 95.6), (48, 16.2, 103), (60, 18.3, 109.7)];

    private static readonly (int Months, double Bmi, double HeightCm)[] Youth =
        [(60, 15.3, 109.7), (96, 15.7, 127), (120, 16.5, 138.2), (144, 17.8, 150), (180, 20, 164.5), (204, 21, 168), (240, 21.8, 169.8)];

    /// <summary>A measurement near <paramref name="day"/>: of a toddler the health post's record, of others one made at the visit.</summary>
    public static Nutrition Of(Person person, LocalDate day, bool undernourished, Dice dice)
    {
        var (spread, height, recordAge) = (dice.Unit(), dice.Unit(), dice.Between(0, 40));
        var months = person.MonthsOn(day);
        var (weightKg, heightCm) = months switch
        {
            < 60 => Toddler(months, undernourished, spread, height),
            < Adult * 12 => Child(months, undernourished, spread, height),
            _ => Grown(person.Sex, undernourished, spread, height),
        };
        var record = day.PlusDays(-recordAge);
        return new Nutrition
        {
            WeightKg = ToTenth(weightKg),
            HeightCm = ToTenth(heightCm),
            MeasuredOn = months >= 60 ? day : record < person.Born ? person.Born : record,
            Source = months >= 60 ? NutritionSource.Measured : NutritionSource.PosyanduRecord,
        };
    }

    private static (double, double) Toddler(int months, bool undernourished, double spread, double height)
    {
        var (weightKg, heightCm) = Between(Infant, months);
        return undernourished
            ? (weightKg * (0.62 + 0.05 * spread), heightCm * (0.86 + 0.02 * height))
            : (weightKg * (0.94 + 0.14 * spread), heightCm * (0.98 + 0.03 * height));
    }

    private static (double, double) Child(int months, bool undernourished, double spread, double height)
    {
        var (bmi, heightCm) = Between(Youth, months);
        return WithBmi(bmi * (undernourished ? 0.7 + 0.03 * spread : 0.95 + 0.2 * spread), heightCm * (0.95 + 0.05 * height));
    }

    private static (double, double) Grown(Sex sex, bool undernourished, double spread, double height) =>
        WithBmi(undernourished ? 16 + 2 * spread : 19.2 + 9 * spread, (sex == Sex.Male ? 158 : 147) + 12 * height);

    private static (double, double) WithBmi(double bmi, double heightCm) => (bmi * heightCm * heightCm / 10_000, heightCm);

    private static (double, double) Between((int At, double First, double Second)[] table, int at)
    {
        var next = Array.FindIndex(table, row => row.At > at);
        var (low, high) = (table[next - 1], table[next]);
        var share = (at - low.At) / (double)(high.At - low.At);
        return (low.First + share * (high.First - low.First), low.Second + share * (high.Second - low.Second));
    }

    private static decimal ToTenth(double value) => (int)(value * 10) / 10m;
}
