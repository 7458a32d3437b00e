namespace PovertyMonitor.AlkireFoster;

/// <summary>One indicator of a measure.</summary>
/// <param name="Code">Short unique code within the measure, such as "d_nutr".</param>
/// <param name="Dimension">The dimension it belongs to, such as "health".</param>
/// <param name="Weight">Its weight <c>w_j</c>; greater than 0, and all of a measure's weights sum to exactly 1.</param>
public sealed record Indicator(string Code, string Dimension, Fraction Weight);
