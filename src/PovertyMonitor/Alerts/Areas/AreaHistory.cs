using NodaTime;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>What a rule about areas would have raised. Pure.</summary>
internal static class AreaHistory
{
    /// <summary>The alerts of what began, the earliest first: each once, and none of a subject within the cool-down of another.</summary>
    public static IReadOnlyList<Alert> Raised(string tenant, AlertRuleDefinition rule, IEnumerable<AreaCondition> begun)
    {
        var alerts = new List<Alert>();
        var (known, last) = (new HashSet<Guid>(), new Dictionary<string, Instant>(StringComparer.Ordinal));
        foreach (var alert in begun.Select(c => c.ToAlert(tenant, "trial", 1, rule)).OrderBy(a => a.CausedAt).ThenBy(a => a.Id))
        {
            if (!known.Add(alert.Id) || (last.TryGetValue(alert.Subject, out var before) && alert.CausedAt - before < Duration.FromDays(rule.CoolDownDays))) continue;
            last[alert.Subject] = alert.CausedAt;
            alerts.Add(alert);
        }
        return alerts;
    }
}
