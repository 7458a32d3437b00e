namespace PovertyMonitor.AlkireFoster;

/// <summary>One dimension's share in M0: the sum of its indicators'. Source: Alkire et al. 2015, section 5.5.3.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Contribution">Absolute contribution to M0; null where nobody is measured.</param>
/// <param name="ContributionShare">The contribution / M0, 0 to 1; null where M0 is 0 or null.</param>
public sealed record DimensionFigures(string Dimension, double? Contribution, double? ContributionShare);
