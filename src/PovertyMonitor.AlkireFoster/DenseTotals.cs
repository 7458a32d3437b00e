namespace PovertyMonitor.AlkireFoster;

/// <summary>The integer sums over one group's table of masks.</summary>
internal sealed record DenseTotals(
    Counts All, Counts Poor, Counts Vulnerable, Counts Severe, Int128 PoorScores, long PoorSquares, long[] Deprived, long[] PoorDeprived);
