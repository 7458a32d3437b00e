using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.GrowthStandards;

/// <summary>
/// A member's nutritional status, computed from the facts of the last measurement at the age of that day; unknown where a
/// fact is, or where the result is implausible.
/// </summary>
/// <remarks>
/// Under five the age is taken in completed months, as the Ministry of Health's regulation 2/2020 does for its tables; from
/// five on only the age in years is asked, and the middle of the year stands for it.
/// </remarks>
internal static class NutritionalStatus
{
    // The limits within which the DHS programme takes an adult's body mass index for plausible, in kg/m2.
    private const double LowestBmi = 12;
    private const double HighestBmi = 60;

    /// <summary>Weight-for-age of a child under five, as a z-score.</summary>
    public static double? WeightForAgeZ(Member member, LocalDate interviewedOn) =>
        ToddlerMonths(member, interviewedOn) is { } months && member is { Sex: { } sex, Nutrition.WeightKg: { } weight }
            ? GrowthTable.WeightForAge.ZScore(sex, months, (double)weight)
            : null;

    /// <summary>Length- or height-for-age of a child under five, as a z-score.</summary>
    public static double? HeightForAgeZ(Member member, LocalDate interviewedOn) =>
        ToddlerMonths(member, interviewedOn) is { } months && member is { Sex: { } sex, Nutrition.HeightCm: { } height }
            ? GrowthTable.HeightForAge.ZScore(sex, months, (double)height)
            : null;

    /// <summary>Body mass index for age from 5 to 18 years, as a z-score; unknown while pregnant.</summary>
    public static double? BmiForAgeZ(Member member, LocalDate interviewedOn) =>
        Bmi(member) is { } bmi && MonthsSince(member, interviewedOn) is { } months && member is { Sex: { } sex, AgeYears: >= 5 and { } years }
            ? GrowthTable.BmiForAge.ZScore(sex, (12 * years) + 6 - months, bmi)
            : null;

    /// <summary>Body mass index, in kg/m2; unknown while pregnant.</summary>
    public static double? BodyMassIndex(Member member, LocalDate interviewedOn) =>
        Bmi(member) is >= LowestBmi and <= HighestBmi and { } bmi ? bmi : null;

    /// <summary>Whole months from the measurement to the interview.</summary>
    public static double? MonthsBeforeInterview(Nutrition nutrition, LocalDate interviewedOn) =>
        nutrition.MeasuredOn is { } measuredOn && measuredOn <= interviewedOn
            ? Period.Between(measuredOn, interviewedOn, PeriodUnits.Months).Months
            : null;

    private static int? ToddlerMonths(Member member, LocalDate interviewedOn) =>
        member.AgeMonths is { } age && MonthsSince(member, interviewedOn) is { } months ? age - months : null;

    private static int? MonthsSince(Member member, LocalDate interviewedOn) =>
        member.Nutrition is { } nutrition ? (int?)MonthsBeforeInterview(nutrition, interviewedOn) : null;

    private static double? Bmi(Member member) =>
        member.Nutrition is { WeightKg: { } weight, HeightCm: { } height } && !MayBePregnant(member)
            ? (double)(weight / (height * height / 10_000))
            : null;

    private static bool MayBePregnant(Member member) =>
        member.Pregnant ?? (member.Sex != Sex.Male && member.AgeYears is null or (>= 10 and <= 54));
}
