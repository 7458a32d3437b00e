using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Says beside the figures why some are empty.</summary>
internal sealed class Notes
{
    private static readonly Dictionary<NoValueReason, string> Texts = new()
    {
        [NoValueReason.NobodyMeasured] = "no estimate: no household with a weight above 0 was measured",
        [NoValueReason.NobodyPoor] = "no estimate: nobody is poor",
        [NoValueReason.FromZero] = "no estimate: a relative change from zero is not defined",
        [NoValueReason.ExactlyZeroOrOne] = "no interval: the estimate is exactly 0 or 1",
        [NoValueReason.NoDegreesOfFreedom] = "no interval: the design has no more primary sampling units than strata",
        [NoValueReason.OnlyLonelyUnits] = "no standard error: every stratum concerned has a single primary sampling unit",
        [NoValueReason.ToZero] = "no standard error: an annualised relative fall to zero has none",
    };

    private readonly SortedDictionary<NoValueReason, (TidyRow First, int Count)> _seen = [];

    /// <summary>Passes the rows on and remembers their reasons.</summary>
    public IEnumerable<TidyRow> Collect(IEnumerable<(TidyRow Row, NoValueReason Reason)> rows)
    {
        foreach (var (row, reason) in rows)
        {
            if (Texts.ContainsKey(reason)) _seen[reason] = _seen.TryGetValue(reason, out var seen) ? seen with { Count = seen.Count + 1 } : (row, 1);
            yield return row;
        }
    }

    /// <summary>One line a reason, with the first row it concerns.</summary>
    public void Write(TextWriter error)
    {
        foreach (var (reason, (first, count)) in _seen)
        {
            var place = string.Join(' ', new[] { first.Measure, first.Indicator, first.By.Length == 0 ? "" : $"{first.By}={first.Group}", first.Change }.Where(t => t.Length > 0));
            error.Write($"note: {Texts[reason]} ({count} {(count == 1 ? "row" : "rows")}, first: {place})\n");
        }
    }
}
