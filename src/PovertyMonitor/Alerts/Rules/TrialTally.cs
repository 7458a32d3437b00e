namespace PovertyMonitor.Alerts.Rules;

/// <summary>Counts what a rule would have raised while it goes through history, and keeps the first alerts only.</summary>
internal sealed class TrialTally
{
    private const int Shown = 100;
    private readonly SortedSet<Alert> _first = new(Comparer<Alert>.Create((one, other) => (one.CausedAt, one.Id).CompareTo((other.CausedAt, other.Id))));
    private readonly Dictionary<string, int> _byMonth = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byArea = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Counts an alert.</summary>
    public void Add(Alert alert)
    {
        _count++;
        var month = $"{alert.On:uuuu-MM}";
        _byMonth[month] = _byMonth.GetValueOrDefault(month) + 1;
        _byArea[alert.Area] = _byArea.GetValueOrDefault(alert.Area) + 1;
        if (_first.Add(alert) && _first.Count > Shown) _first.Remove(_first.Max!);
    }

    /// <summary>All of it, for whoever may see the households.</summary>
    /// <param name="households">How many households were looked at; <see langword="null"/> where the rule is about none.</param>
    /// <param name="showsAlerts">Whether the reader sees the alerts themselves.</param>
    public TrialView Whole(int? households, bool showsAlerts) =>
        new(_count, Of(_byMonth, 1).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(), Most(1), showsAlerts ? [.. _first] : [], households, null);

    /// <summary>Counts for whoever may not: what is small is hidden, and the rest told in steps, so that no two counts give a small one.</summary>
    /// <param name="households">How many households were looked at.</param>
    /// <param name="step">The fewest that are told.</param>
    public TrialView Counts(int? households, int step) => new(
        _count < step ? null : Down(_count, step), Of(_byMonth, step).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(), Most(step), [],
        households is { } n ? Down(n, step) : null, step);

    private Dictionary<string, int> Most(int step) =>
        Of(_byArea, step).OrderByDescending(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal).Take(Shown).ToDictionary();

    private static IEnumerable<KeyValuePair<string, int>> Of(Dictionary<string, int> counts, int step) =>
        counts.Where(c => c.Value >= step).Select(c => KeyValuePair.Create(c.Key, Down(c.Value, step)));

    private static int Down(int count, int step) => count / step * step;
}

/// <summary>What a rule would have raised.</summary>
/// <param name="Count">How many alerts; absent where they are fewer than <paramref name="Step"/>.</param>
/// <param name="ByMonth">Of them per month.</param>
/// <param name="ByArea">Of them per area, the most first, a hundred areas.</param>
/// <param name="Alerts">The first hundred; none for who does not see the alerts of its audience, or may not read such households.</param>
/// <param name="Households">How many households were looked at; absent where the rule is not about households.</param>
/// <param name="Step">For who does not see the households: counts are told in multiples of this, rounded down, and smaller ones are left out. Absent where counts are whole.</param>
internal sealed record TrialView(
    int? Count, IReadOnlyDictionary<string, int> ByMonth, IReadOnlyDictionary<string, int> ByArea, IReadOnlyList<Alert> Alerts, int? Households, int? Step);
