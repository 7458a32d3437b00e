namespace PovertyMonitor.Platform.Problems;

/// <summary>Lists what there is, as the value of a place.</summary>
internal static class Listed
{
    /// <summary>The items between commas; a dash where there are none, so that no sentence ends in nothing.</summary>
    public static string Of(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } listed ? listed : "-";
}
