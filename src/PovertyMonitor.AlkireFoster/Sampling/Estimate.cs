namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>An estimate from a sample.</summary>
/// <param name="Value">The estimate; null where there is none.</param>
/// <param name="StandardError">Its standard error in the same unit; null where there is none.</param>
/// <param name="Lower">Lower end of the 95 percent interval; null where there is none.</param>
/// <param name="Upper">Upper end of the 95 percent interval; null where there is none.</param>
/// <param name="N">Households used, unweighted; for a change the sum of both rounds'.</param>
/// <param name="Reason">Why the first of these that is null is null.</param>
public readonly record struct Estimate(
    double? Value, double? StandardError, double? Lower, double? Upper, long N, NoValueReason Reason);
