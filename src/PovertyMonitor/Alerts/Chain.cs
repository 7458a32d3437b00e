namespace PovertyMonitor.Alerts;

/// <summary>Follows what leads from one setting to the next. Pure.</summary>
internal static class Chain
{
    /// <summary>A setting and those that it leads to, each once: stored ones may form a circle.</summary>
    public static IReadOnlyList<string> From(string first, Func<string, string?> next)
    {
        var chain = new List<string>();
        for (string? at = first; at is not null && !chain.Contains(at); at = next(at)) chain.Add(at);
        return chain;
    }

    /// <summary>The settings from one that is to lead to another, back to itself; <see langword="null"/> where it doesn't come back.</summary>
    public static IReadOnlyList<string>? Circle(string code, string to, Func<string, string?> next) =>
        From(to, next) is var chain && chain.Contains(code) ? [code, .. chain.TakeWhile(c => c != code), code] : null;
}
