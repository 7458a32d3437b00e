using PovertyMonitor.Households.GrowthStandards;
using PovertyMonitor.Households.Questionnaire;
using Xunit;

namespace PovertyMonitor.Tests.Households.GrowthStandards;

public class GrowthTableTests
{
    // Published lines of the WHO's tables.
    [Theory]
    [InlineData(Sex.Male, 0, 3.3, 0)]
    [InlineData(Sex.Male, 12, 7.7, -2)]
    [InlineData(Sex.Male, 12, 6.9, -3)]
    [InlineData(Sex.Female, 24, 9.0, -2)]
    [InlineData(Sex.Female, 60, 29.5, 3)]
    [InlineData(Sex.Male, 36, 12.0, -1.5)]
    public void Weight_for_age_is_that_of_the_published_table(Sex sex, int months, double kilograms, double expected) =>
        Assert.Equal(expected, GrowthTable.WeightForAge.ZScore(sex, months, kilograms)!.Value, 9);

    [Theory]
    [InlineData(Sex.Male, 0, 49.884, 0)]
    [InlineData(Sex.Male, 24, 81.0, -2)]
    [InlineData(Sex.Female, 24, 79.3, -2)]
    [InlineData(Sex.Female, 12, 68.9, -2)]
    [InlineData(Sex.Male, 60, 96.1, -3)]
    public void Height_for_age_is_that_of_the_published_table(Sex sex, int months, double centimetres, double expected) =>
        Assert.Equal(expected, GrowthTable.HeightForAge.ZScore(sex, months, centimetres)!.Value, 0.025);

    // The WHO's formula ((y/M)^L - 1) / (L S) with its published L, M and S.
    [Theory]
    [InlineData(Sex.Male, 61, -0.7387, 15.2641, 0.0839)]
    [InlineData(Sex.Female, 61, -0.8886, 15.2441, 0.09692)]
    [InlineData(Sex.Male, 228, -0.8419, 22.1883, 0.12948)]
    [InlineData(Sex.Female, 228, -0.7496, 21.4269, 0.14441)]
    public void Body_mass_index_for_age_follows_the_formula_within_three_standard_deviations(Sex sex, int months, double l, double m, double s)
    {
        for (var z = -3.0; z <= 3; z += 0.25)
        {
            var bmi = m * Math.Pow(1 + (l * s * z), 1 / l);
            var tolerance = z == Math.Round(z) ? 1e-3 : 0.05;
            Assert.Equal(z, GrowthTable.BmiForAge.ZScore(sex, months, bmi)!.Value, tolerance);
        }
    }

    [Fact]
    public void Beyond_three_standard_deviations_the_outer_band_is_the_measure()
    {
        // A boy of 12 months: -2 SD at 7.7 kg and -3 SD at 6.9 kg.
        Assert.Equal(-4, GrowthTable.WeightForAge.ZScore(Sex.Male, 12, 6.1)!.Value, 9);
        Assert.Equal(-5.5, GrowthTable.WeightForAge.ZScore(Sex.Male, 12, 4.9)!.Value, 9);
        Assert.Equal(4, GrowthTable.WeightForAge.ZScore(Sex.Male, 12, 14.6)!.Value, 9);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    public void An_implausible_score_is_unknown(double kilograms) => Assert.Null(GrowthTable.WeightForAge.ZScore(Sex.Male, 12, kilograms));

    [Theory]
    [InlineData(-1)]
    [InlineData(61)]
    public void A_month_outside_the_table_is_unknown(int months) => Assert.Null(GrowthTable.WeightForAge.ZScore(Sex.Male, months, 10));

    [Fact]
    public void Every_table_has_every_month_of_both_sexes_and_rises_from_line_to_line()
    {
        (GrowthTable Table, int First, int Last)[] tables =
            [(GrowthTable.WeightForAge, 0, 60), (GrowthTable.HeightForAge, 0, 60), (GrowthTable.BmiForAge, 61, 228)];
        foreach (var (table, first, last) in tables)
            foreach (var sex in Enum.GetValues<Sex>())
                for (var month = first; month <= last; month++)
                {
                    var scores = Enumerable.Range(1, 2000).Select(i => table.ZScore(sex, month, i / 10.0)).OfType<double>().ToList();
                    Assert.NotEmpty(scores);
                    Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First < pair.Second));
                }
    }
}
