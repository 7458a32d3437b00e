using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>What an event about a household means for alerts.</summary>
internal abstract record Finding
{
    /// <summary>A new one.</summary>
    internal sealed record Raise(Alert Alert) : Finding;

    /// <summary>What became of the cause of an earlier one, if it was raised.</summary>
    internal sealed record Turn(Guid Alert, CauseTurn Became, string By, HouseholdRule Rule, Guid Cause) : Finding
    {
        /// <summary>Of what was so after all: the change that is taken back.</summary>
        public string? Undone { get; init; }
    }
}

/// <summary>What became of an alert's cause.</summary>
public enum CauseTurn
{
    /// <summary>It is no longer so, by a later interview or since the household ended.</summary>
    Gone,

    /// <summary>It never was so: a correction, an older interview or a rejection says so.</summary>
    NeverWas,

    /// <summary>It is so after all: what had ended it was corrected.</summary>
    Back,

    /// <summary>It was so after all: what had said that it never was is taken back.</summary>
    WasAfterAll,
}
