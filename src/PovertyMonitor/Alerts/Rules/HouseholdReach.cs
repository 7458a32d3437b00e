using System.Text.RegularExpressions;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>Which roles may be told of which households. Pure.</summary>
internal static partial class HouseholdReach
{
    // Who reads any household of the own area anyway, and who reads those whose health is the matter.
    private static readonly Role[] OfAll = [Role.Dinsos, Role.District];
    private static readonly Role[] OfHealth = [Role.Dinkes, Role.Puskesmas, Role.Dp3akb];

    /// <summary>Whether a role may be told of single households at all.</summary>
    public static bool Has(Role role) => OfAll.Contains(role) || OfHealth.Contains(role);

    /// <summary>Whether a role may be told of the households that a rule tells of.</summary>
    public static bool Covers(Role role, AlertRuleDefinition rule) => !rule.IsOfHouseholds || OfAll.Contains(role) || (OfHealth.Contains(role) && IsKnownToBeOfHealth(rule));

    /// <summary>Whether a rule is about somebody's health.</summary>
    public static bool IsOfHealth(AlertRuleDefinition rule) =>
        rule.Kind == AlertRuleKind.ChildDeath || (rule.Kind == AlertRuleKind.Condition && HealthTerm().IsMatch(rule.Condition ?? ""));

    // A condition may speak of health and hold for everybody: which households it tells of is only known of those that are shipped.
    private static bool IsKnownToBeOfHealth(AlertRuleDefinition rule) =>
        IsOfHealth(rule) && (rule.Kind != AlertRuleKind.Condition || ShippedRules.All.Values.Any(r => r.Condition == rule.Condition));

    /// <summary>The roles of a rule's audience, and of those it is escalated to, that may not be told of its households.</summary>
    public static IReadOnlyList<Role> Beyond(AlertRuleDefinition rule, AudienceBook audiences) =>
        [.. audiences.Told(rule.Audience ?? "").SelectMany(a => a.Roles).Distinct().Select(RoleNames.Parse).OfType<Role>().Where(r => !Covers(r, rule))];

    /// <summary>The fewest households or alerts that a rule about areas must rest on, so that none of its audience learns of a single one.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="of">Of a cluster, the rule whose alerts it counts; null where there is none.</param>
    /// <param name="audiences">The audiences.</param>
    /// <param name="smallest">The fewest that may be told of to everybody.</param>
    public static int FewestOf(AlertRuleDefinition rule, AlertRuleDefinition? of, AudienceBook audiences, int smallest) =>
        rule.IsOfHouseholds || !rule.RestsOnHouseholds || Untold(rule, of, audiences).Count == 0 ? 1 : smallest;

    /// <summary>The roles of a rule's audience, and of those it is escalated to, that may not learn of single households that it rests on.</summary>
    public static IReadOnlyList<string> Untold(AlertRuleDefinition rule, AlertRuleDefinition? of, AudienceBook audiences) =>
        [.. audiences.Told(rule.Audience ?? "").SelectMany(a => a.Roles).Distinct().Where(r => !(RoleNames.Parse(r) is { } role && IsToldOf(role, of)))];

    private static bool IsToldOf(Role role, AlertRuleDefinition? of) => of is null ? OfAll.Contains(role) : Covers(role, of);

    [GeneratedRegex(@"\b(pregnant|weightForAgeZ|heightForAgeZ|bmiForAgeZ|bodyMassIndex|nutrition|childDeaths)\b")]
    private static partial Regex HealthTerm();
}
