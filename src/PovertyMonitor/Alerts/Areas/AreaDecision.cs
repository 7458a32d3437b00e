using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>What changed since a rule about areas was looked at last.</summary>
/// <param name="Begun">Of which it holds anew.</param>
/// <param name="Gone">Of which it holds no longer, or for another reason, with the alert it gave.</param>
internal sealed record AreaDecision(IReadOnlyList<AreaCondition> Begun, IReadOnlyList<(string Subject, Guid Alert)> Gone)
{
    /// <summary>Compares how things stand with the memory. Between the thresholds nothing changes. Pure.</summary>
    /// <param name="kind">What the rule looks for.</param>
    /// <param name="conditions">How things stand.</param>
    /// <param name="held">The memory.</param>
    public static AreaDecision Of(AlertRuleKind kind, IReadOnlyList<AreaCondition> conditions, IReadOnlyDictionary<string, HeldAlert> held)
    {
        // Only what is listed holds of clusters and devices; a village without figures says nothing.
        var isComplete = kind is AlertRuleKind.Cluster or AlertRuleKind.DeviceSilent;
        // A village's rise is that of one round: the next one's is another.
        var isOfRound = kind is AlertRuleKind.IndexRise or AlertRuleKind.CoverageBehind;
        var now = conditions.ToDictionary(c => c.Subject, StringComparer.Ordinal);
        bool IsAnother(AreaCondition c) => c.Holds == true && isOfRound && held.TryGetValue(c.Subject, out var h) && h.Cause is not null && h.Cause != c.Cause;
        return new(
            [.. conditions.Where(c => c.Holds == true && (!held.ContainsKey(c.Subject) || IsAnother(c)))],
            [.. held.Where(h => now.TryGetValue(h.Key, out var c) ? c.Holds == false || IsAnother(c) : isComplete).Select(h => (h.Key, h.Value.Alert))]);
    }
}
