using System.Text.Json.Serialization;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>A rule as a request states it: a field that no rule has is a mistake, while a stored one may have fields of another version.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it looks for.</param>
/// <param name="Measure">The one measure revision it looks at, code@revision.</param>
/// <param name="Audience">The code of the audience it alerts.</param>
/// <param name="Severity">How urgent its alerts are.</param>
/// <param name="Text">What an alert says; places: {area}, {group}, {value}, {limit}, {count}, {deprivations}, {round}, {subject}.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RuleEntry(Bilingual Name, AlertRuleKind Kind, string Measure, string Audience, AlertSeverity Severity, Bilingual Text)
    : AlertRuleDefinition(Name, Kind, Measure, Audience, Severity, Text);
