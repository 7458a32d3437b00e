using System.Text.RegularExpressions;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>What changed since a rule about areas was looked at last.</summary>
/// <param name="Begun">Of which it holds anew.</param>
/// <param name="Gone">Of which it holds no longer, or for another reason, with the alert it gave.</param>
internal sealed partial record AreaDecision(IReadOnlyList<AreaCondition> Begun, IReadOnlyList<(string Subject, Guid Alert)> Gone)
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
        var known = held.Select(h => SubjectOf(kind, h.Key)).ToHashSet(StringComparer.Ordinal);
        bool IsAnother(AreaCondition c) => c.Holds == true && isOfRound && held.TryGetValue(c.Subject, out var h) && h.Cause is not null && h.Cause != c.Cause;
        return new(
            [.. conditions.Where(c => c.Holds == true && (!known.Contains(c.Subject) || IsAnother(c)))],
            [.. held.Where(h => now.TryGetValue(SubjectOf(kind, h.Key), out var c) ? c.Holds == false || IsAnother(c) : isComplete).Select(h => (h.Key, h.Value.Alert))]);
    }

    // What was raised when a hamlet was written as it came is about the same hamlet: it is neither over nor told once more.
    private static string SubjectOf(AlertRuleKind kind, string held) =>
        kind == AlertRuleKind.Cluster ? ShortHamlet().Replace(held, m => $"/RW{m.Groups[1].Value.PadLeft(3, '0')}") : held;

    [GeneratedRegex(@"/RW([0-9]{1,2})\z")]
    private static partial Regex ShortHamlet();
}
