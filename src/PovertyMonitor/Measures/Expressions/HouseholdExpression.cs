using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.Parser;
using System.Linq.Expressions;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>An expression over one household's answers and the day of its interview, compiled to a pure function.</summary>
/// <param name="Holds">Whether it holds; <see langword="null"/> where an unknown answer decides.</param>
/// <param name="Selects">Whether it selects persons with <c>where</c>.</param>
internal sealed record HouseholdExpression(Func<Answers, LocalDate, bool?> Holds, bool Selects)
{
    private static readonly ParsingConfig Config = new()
    {
        IsCaseSensitive = true,
        AreContextKeywordsEnabled = false,
        DisallowNewKeyword = true,
        AllowNewToEvaluateAnyType = false,
        AllowEqualsAndToStringMethodsOnObject = false,
        DisableMemberAccessToIndexAccessorFallback = true,
        LoadAdditionalAssembliesFromCurrentDomainBaseDirectory = false,
        PrioritizePropertyOrFieldOverTheType = true,
        ResolveTypesBySimpleName = false,
        SupportCastingToFullyQualifiedTypeAsString = false,
        SupportEnumerationsFromSystemNamespace = false,
        CustomTypeProvider = Shapes.All,
    };

    /// <summary>Compiles an expression, or tells everything that is found wrong with it.</summary>
    /// <param name="text">The expression; see <see cref="Grammar"/>.</param>
    /// <param name="minimumKnown">The share of persons selected by <c>where</c> that speaks for the others.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static HouseholdExpression? Compile(string text, Fraction? minimumKnown, ICollection<ExpressionFault> faults)
    {
        if (Grammar.Check(text, faults) is not { } read) return null;
        var day = Expression.Parameter(Shapes.All.InterviewDay, Vocabulary.InterviewedOn.Name);
        object[] everywhere = [new Dictionary<string, object> { [day.Name!] = day }];
        var tree = new ExpressionParser([Expression.Parameter(Shapes.All.Household, "")], read.Text, everywhere, Config).Parse(typeof(bool));
        var (household, on) = (Expression.Parameter(typeof(Answers)), Expression.Parameter(typeof(LocalDate)));
        var body = new ThreeValued(household, on, minimumKnown).Rewrite(tree);
        return new(Expression.Lambda<Func<Answers, LocalDate, bool?>>(body, household, on).Compile(), read.Selects);
    }
}
