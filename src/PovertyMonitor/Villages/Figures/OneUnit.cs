using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Estimates of a part of a sample all of whose households are of one primary sampling unit, as a village often is.</summary>
/// <remarks>
/// About the part's own ratio the unit's total is zero, and so is the variance between units: that says nothing of the error, and would
/// rank such villages apart. What the error is the design can't tell.
/// </remarks>
internal static class OneUnit
{
    /// <summary>The estimate, without an error and an interval where it is of one unit.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="domains">What it is of; of a change both rounds.</param>
    public static Estimate UnlessOneUnit(this Estimate estimate, params ReadOnlySpan<SampleDomain> domains)
    {
        if (estimate.StandardError is null) return estimate;
        foreach (var domain in domains)
            if (domain.Psus > 1) return estimate;
        return estimate with { StandardError = null, Lower = null, Upper = null, Reason = NoValueReason.OneUnit };
    }
}
