namespace PovertyMonitor.Alerts.Rules;

/// <summary>The rules about households that a regency looks at.</summary>
/// <param name="InForce">The latest revisions of those that are on.</param>
/// <param name="Ever">Every revision that was ever on: an alert is taken back or ended by the one that raised it.</param>
internal sealed record HouseholdRules(IReadOnlyList<HouseholdRule> InForce, IReadOnlyList<HouseholdRule> Ever);
