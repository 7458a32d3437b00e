namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// A measure's weights after some indicators were dropped, with the sums over the poor in the units of those weights.
/// The masks stay in the bit order of the whole measure.
/// </summary>
internal sealed class WeightVariant
{
    private readonly int[] _positions;
    private Int128 _poorScores;
    private Int128 _poorSquares;

    internal WeightVariant(MeasureStructure whole, uint dropped, Fraction cutoff)
    {
        Dropped = dropped;
        Measure = whole.Without(dropped);
        _positions = [.. whole.Kept(dropped)];
        Weights = new long[whole.Indicators.Length];
        for (var i = 0; i < _positions.Length; i++) Weights[_positions[i]] = Measure.IntegerWeights[i];
        PoorDeprived = new long[Weights.Length];
        Cutoff = Measure.Threshold(cutoff);
        Vulnerable = Measure.Threshold(PovertyIndex.VulnerableFrom);
        NotVulnerable = Measure.Threshold(PovertyIndex.VulnerableBelow);
        Severe = Measure.Threshold(PovertyIndex.SevereFrom);
    }

    internal uint Dropped { get; }

    internal MeasureStructure Measure { get; }

    internal long[] Weights { get; }

    internal long[] PoorDeprived { get; }

    internal long Cutoff { get; }

    internal long Vulnerable { get; }

    internal long NotVulnerable { get; }

    internal long Severe { get; }

    internal Int128 PoorScores => _poorScores;

    internal Int128 PoorSquares => _poorSquares;

    internal long Score(uint mask)
    {
        if (Dropped == 0) return Measure.Score(mask);
        var compact = 0u;
        for (var i = 0; i < _positions.Length; i++) compact |= (mask >> _positions[i] & 1) << i;
        return Measure.Score(compact);
    }

    internal void AddPoor(Int128 scores, Int128 squares)
    {
        _poorScores = checked(_poorScores + scores);
        _poorSquares = checked(_poorSquares + squares);
    }
}
