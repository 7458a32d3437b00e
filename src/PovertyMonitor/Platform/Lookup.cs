namespace PovertyMonitor.Platform;

/// <summary>How many rows are looked up by their keys.</summary>
internal static class Lookup
{
    /// <summary>
    /// Ends a lateral subquery that looks one key up, so that the planner can't turn the lookups into one scan: while it
    /// has no statistics of a table, as during a first census, it thinks a tenant's rows few and reads all of them.
    /// </summary>
    public const string EachByIndex = "offset 0";
}
