using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures.Expressions;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

/// <summary>Asks an expression of answers.</summary>
internal static class Asked
{
    public static readonly LocalDate InterviewedOn = new(2019, 7, 20);

    public static bool? Of(string expression, Answers answers, string? minimumKnown = null) => Compiled(expression, minimumKnown)(answers);

    public static Func<Answers, bool?> Compiled(string expression, string? minimumKnown = null)
    {
        var faults = new List<ExpressionFault>();
        var compiled = HouseholdExpression.Compile(expression, minimumKnown is null ? null : Fraction.Parse(minimumKnown), faults);
        Assert.Empty(faults);
        return answers => compiled!.Holds(answers, InterviewedOn);
    }

    public static bool? OfHousing(string expression, Housing housing) => Of(expression, new Answers { Housing = housing });

    public static bool? OfMembers(string expression, params Member[] members) => Of(expression, new Answers { Members = members });

    public static ExpressionFault Fault(string expression)
    {
        var faults = Faults(expression);
        return Assert.Single(faults);
    }

    public static IReadOnlyList<ExpressionFault> Faults(string expression)
    {
        var faults = new List<ExpressionFault>();
        Assert.Null(HouseholdExpression.Compile(expression, null, faults));
        return faults;
    }
}
