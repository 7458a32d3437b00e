using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>How a rule about areas, indicators or devices stands with one of them.</summary>
/// <param name="Subject">The area's, hamlet's, indicator's or device's code.</param>
/// <param name="Area">The area's Kemendagri code.</param>
/// <param name="Cause">What it rests on: the same again gives the same alert.</param>
/// <param name="Holds">Whether it holds; <see langword="null"/> between the thresholds.</param>
/// <param name="At">When what it rests on was.</param>
internal sealed record AreaCondition(string Subject, string Area, string Cause, bool? Holds, Instant At)
{
    public string? Value { get; init; }

    public string? Limit { get; init; }

    public int? Count { get; init; }

    public string? Round { get; init; }

    public string? Hamlet { get; init; }

    /// <summary>The alert that it gives.</summary>
    public Alert ToAlert(string tenant, string rule, int revision, AlertRuleDefinition definition) => new(
        FindAlerts.IdOf(tenant, rule, revision, Subject, Cause), rule, revision, definition.Audience, definition.Severity,
        tenant, Area, Subject, Cause, At, HouseholdRule.DayOf(At), definition.Measure)
    {
        Village = AreaCodes.IsVillage(Area) ? Area : null,
        Hamlet = Hamlet,
        Value = Value,
        Limit = Limit,
        Count = Count,
        Round = Round,
        Deprivations = definition.Indicators,
    };

    /// <summary>A share as it stands in an alert.</summary>
    public static string Figure(double value) => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
