using System.Reflection;
using NodaTime;
using PovertyMonitor.Households.GrowthStandards;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>Figures computed from the answers of a record that an expression may use like answers; unknown where an answer they need is.</summary>
internal static class Computed
{
    private static readonly (Type Record, string Name, MethodInfo Function)[] Figures =
    [
        Figure<ChildDeath>("monthsBeforeInterview", MonthsBeforeInterview),
        Figure<Nutrition>("monthsBeforeInterview", NutritionalStatus.MonthsBeforeInterview),
        Figure<Member>("weightForAgeZ", NutritionalStatus.WeightForAgeZ),
        Figure<Member>("heightForAgeZ", NutritionalStatus.HeightForAgeZ),
        Figure<Member>("bmiForAgeZ", NutritionalStatus.BmiForAgeZ),
        Figure<Member>("bodyMassIndex", NutritionalStatus.BodyMassIndex),
    ];

    public static IEnumerable<(string Name, MethodInfo Function)> Of(Type record) =>
        Figures.Where(f => f.Record == record).Select(f => (f.Name, f.Function));

    /// <summary>Whole months from the month of the death to the month of the interview.</summary>
    public static double? MonthsBeforeInterview(ChildDeath death, LocalDate interviewedOn) => death.Month is { } month
        ? ((interviewedOn.Year - month.Year) * 12) + interviewedOn.Month - month.Month
        : null;

    private static (Type Record, string Name, MethodInfo Function) Figure<T>(string name, Func<T, LocalDate, double?> function) =>
        (typeof(T), name, function.Method);
}
