namespace PovertyMonitor.Alerts.Rules;

/// <summary>A rule was stated, or stated anew; from then on its new revision is looked at.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="Revision">The revision, from 1.</param>
/// <param name="Definition">The whole rule.</param>
/// <param name="By">Who stated it: the id at the issuer of the token.</param>
public sealed record AlertRuleStated(string Rule, int Revision, AlertRuleDefinition Definition, string By);

/// <summary>A rule was switched on or off.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="IsOn">Whether it raises alerts from now on.</param>
/// <param name="By">Who switched it.</param>
public sealed record AlertRuleSwitched(string Rule, bool IsOn, string By);

/// <summary>The baseline was set: a round whose first interviews raise nothing.</summary>
/// <param name="Round">The round's code; <see langword="null"/> for none.</param>
/// <param name="By">Who set it.</param>
public sealed record AlertBaselineSet(string? Round, string By);
