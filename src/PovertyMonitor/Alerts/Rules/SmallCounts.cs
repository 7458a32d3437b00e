namespace PovertyMonitor.Alerts.Rules;

/// <summary>The setting of reports by which small counts are hidden from those who don't see households; it is checked there.</summary>
internal sealed class SmallCounts
{
    /// <summary>The fewest households of a count that is told.</summary>
    public int Threshold { get; set; } = 10;
}
