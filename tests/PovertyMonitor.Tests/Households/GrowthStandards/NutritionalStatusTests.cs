using NodaTime;
using PovertyMonitor.Households.GrowthStandards;
using PovertyMonitor.Households.Questionnaire;
using Xunit;

namespace PovertyMonitor.Tests.Households.GrowthStandards;

public class NutritionalStatusTests
{
    private static readonly LocalDate Interview = new(2019, 7, 20);

    private static Member Toddler(int months, decimal? weight, decimal? height = null, LocalDate? on = null) => new()
    {
        Sex = Sex.Male,
        AgeYears = months / 12,
        AgeMonths = months,
        Nutrition = new() { WeightKg = weight, HeightCm = height, MeasuredOn = on ?? Interview, Source = NutritionSource.PosyanduRecord },
    };

    private static Member Adult(decimal weight, decimal height) => new()
    {
        Sex = Sex.Male,
        AgeYears = 30,
        Nutrition = new() { WeightKg = weight, HeightCm = height, MeasuredOn = Interview },
    };

    [Fact]
    public void A_toddler_on_the_line_of_minus_two_has_that_score() =>
        Assert.Equal(-2, NutritionalStatus.WeightForAgeZ(Toddler(12, 7.7m), Interview)!.Value, 9);

    [Theory]
    [InlineData(2019, 7, 20, 12)]
    [InlineData(2019, 6, 21, 12)]
    [InlineData(2019, 6, 20, 11)]
    [InlineData(2019, 1, 20, 6)]
    public void The_age_is_that_of_the_day_of_the_measurement(int year, int month, int day, int months) => Assert.Equal(
        GrowthTable.WeightForAge.ZScore(Sex.Male, months, 7.4), NutritionalStatus.WeightForAgeZ(Toddler(12, 7.4m, on: new(year, month, day)), Interview));

    [Fact]
    public void A_measurement_after_the_interview_or_before_birth_tells_nothing()
    {
        Assert.Null(NutritionalStatus.WeightForAgeZ(Toddler(12, 7.7m, on: Interview.PlusDays(1)), Interview));
        Assert.Null(NutritionalStatus.WeightForAgeZ(Toddler(2, 7.7m, on: Interview.PlusMonths(-4)), Interview));
    }

    [Fact]
    public void An_unknown_fact_leaves_the_score_unknown()
    {
        Assert.Null(NutritionalStatus.WeightForAgeZ(Toddler(12, null), Interview));
        Assert.Null(NutritionalStatus.HeightForAgeZ(Toddler(12, 7.7m), Interview));
        Assert.Null(NutritionalStatus.WeightForAgeZ(Toddler(12, 7.7m) with { Sex = null }, Interview));
        Assert.Null(NutritionalStatus.WeightForAgeZ(Toddler(12, 7.7m) with { AgeMonths = null }, Interview));
        Assert.Null(NutritionalStatus.WeightForAgeZ(Toddler(12, 7.7m) with { Nutrition = null }, Interview));
        Assert.Null(NutritionalStatus.BodyMassIndex(new Member(), Interview));
    }

    [Fact]
    public void The_body_mass_index_is_weight_over_height_squared()
    {
        Assert.Equal(18.5, NutritionalStatus.BodyMassIndex(Adult(53.465m, 170), Interview)!.Value, 9);
        Assert.Null(NutritionalStatus.BodyMassIndex(Adult(20, 170), Interview));
    }

    [Theory]
    [InlineData(Sex.Female, 30, null, false)]
    [InlineData(Sex.Female, 30, true, false)]
    [InlineData(Sex.Female, 30, false, true)]
    [InlineData(Sex.Female, 60, null, true)]
    [InlineData(Sex.Male, 30, null, true)]
    [InlineData(null, 30, null, false)]
    [InlineData(Sex.Male, null, null, true)]
    public void The_body_mass_index_of_a_woman_who_may_be_pregnant_is_unknown(Sex? sex, int? age, bool? pregnant, bool known) => Assert.Equal(
        known, NutritionalStatus.BodyMassIndex(Adult(60, 160) with { Sex = sex, AgeYears = age, Pregnant = pregnant }, Interview) is not null);

    [Fact]
    public void A_schoolchild_is_judged_at_the_middle_of_the_year_of_age()
    {
        var child = Adult(20, 115) with { AgeYears = 6 };
        Assert.Equal(GrowthTable.BmiForAge.ZScore(Sex.Male, 78, 20 / 1.3225)!.Value, NutritionalStatus.BmiForAgeZ(child, Interview)!.Value, 9);
        Assert.Null(NutritionalStatus.BmiForAgeZ(child with { AgeYears = 20 }, Interview));
    }
}
