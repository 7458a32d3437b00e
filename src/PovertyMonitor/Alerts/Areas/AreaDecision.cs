namespace PovertyMonitor.Alerts.Areas;

/// <summary>What changed since a rule about areas was looked at last.</summary>
/// <param name="Begun">Of which it holds anew.</param>
/// <param name="Gone">Of which it holds no longer, with the alert it gave.</param>
internal sealed record AreaDecision(IReadOnlyList<AreaCondition> Begun, IReadOnlyList<(string Subject, Guid Alert)> Gone)
{
    /// <summary>Compares how things stand with the memory. Between the thresholds nothing changes. Pure.</summary>
    /// <param name="conditions">How things stand.</param>
    /// <param name="held">The memory.</param>
    /// <param name="isComplete">Whether what is not among the conditions doesn't hold; else it isn't known.</param>
    public static AreaDecision Of(IReadOnlyList<AreaCondition> conditions, IReadOnlyDictionary<string, Guid> held, bool isComplete)
    {
        var now = conditions.ToDictionary(c => c.Subject, StringComparer.Ordinal);
        return new(
            [.. conditions.Where(c => c.Holds == true && !held.ContainsKey(c.Subject))],
            [.. held.Where(h => now.TryGetValue(h.Key, out var c) ? c.Holds == false : isComplete).Select(h => (h.Key, h.Value))]);
    }
}
