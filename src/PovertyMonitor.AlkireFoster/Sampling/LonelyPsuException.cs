namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>A stratum has a single primary sampling unit, and the policy is to fail.</summary>
public sealed class LonelyPsuException : InvalidOperationException
{
    /// <summary>Creates it without naming a stratum.</summary>
    public LonelyPsuException()
        : this("A stratum has only one primary sampling unit.")
    {
    }

    /// <summary>Creates it with a message.</summary>
    public LonelyPsuException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with a message and a cause.</summary>
    public LonelyPsuException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The strata with a single unit; empty where the creator named none.</summary>
    public IReadOnlyList<string> Strata { get; private init; } = [];

    internal static LonelyPsuException Of(IReadOnlyList<string> strata) => new(
        $"{(strata.Count == 1 ? "Stratum" : "Strata")} {string.Join(", ", strata)} {(strata.Count == 1 ? "has" : "have each")} only one primary sampling unit.")
    {
        Strata = strata,
    };
}
