using System.Collections.Immutable;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// The indicators of a measure with their weights, in bit order: bit j of a deprivation mask is
/// <c>Indicators[j]</c>. Scores are integers in units of 1/<see cref="Denominator"/>, the weights' common
/// denominator, so that a score compares exactly with a cutoff. Source: Alkire &amp; Foster 2011; Alkire et al. 2015,
/// <i>Multidimensional Poverty Measurement and Analysis</i>, chapter 5.
/// </summary>
public sealed class MeasureStructure
{
    /// <summary>The most indicators a measure can have: the bits of a mask.</summary>
    public const int MaximumIndicators = 32;

    private readonly long[] _weights;
    private readonly long[][] _scoreOfByte;

    /// <summary>Creates a measure's structure.</summary>
    /// <param name="indicators">1 to 32 indicators in bit order, unique codes, positive weights that sum to 1.</param>
    /// <exception cref="ArgumentException">A rule above is broken; the message names the indicator.</exception>
    public MeasureStructure(IEnumerable<Indicator> indicators)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        Indicators = [.. indicators];
        Denominator = Validate(Indicators);
        _weights = [.. Indicators.Select(i => i.Weight.Numerator * (Denominator / i.Weight.Denominator))];
        Dimensions = [.. Indicators.Select(i => i.Dimension).Distinct(StringComparer.Ordinal)];
        AllIndicators = uint.MaxValue >> (MaximumIndicators - Indicators.Length);
        _scoreOfByte = ScoresOfBytes(_weights);
    }

    /// <summary>The indicators in bit order.</summary>
    public ImmutableArray<Indicator> Indicators { get; }

    /// <summary>The dimensions in order of first appearance.</summary>
    public ImmutableArray<string> Dimensions { get; }

    /// <summary>The weights' least common denominator: a score of this many units is 1.</summary>
    public long Denominator { get; }

    /// <summary>The weights in units of 1/<see cref="Denominator"/>, in bit order.</summary>
    public ReadOnlySpan<long> IntegerWeights => _weights;

    /// <summary>The mask with every indicator's bit set.</summary>
    public uint AllIndicators { get; }

    /// <summary>Nested equal weights: dimensions weigh the same, and so do the indicators within one.</summary>
    /// <param name="dimensions">Each dimension with its indicators' codes, in bit order.</param>
    /// <exception cref="ArgumentException">A dimension has no indicator, or a code repeats.</exception>
    public static MeasureStructure WithEqualNestedWeights(
        params IReadOnlyList<(string Dimension, IReadOnlyList<string> Codes)> dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        foreach (var (dimension, codes) in dimensions)
        {
            if (codes.Count == 0) throw new ArgumentException($"Dimension '{dimension}' has no indicator.", nameof(dimensions));
        }

        return new MeasureStructure(dimensions.SelectMany(d =>
            d.Codes.Select(code => new Indicator(code, d.Dimension, new Fraction(1, (long)dimensions.Count * d.Codes.Count)))));
    }

    /// <summary>The bit position of an indicator.</summary>
    /// <exception cref="ArgumentException">The measure has no such indicator.</exception>
    public int IndexOf(string code)
    {
        for (var j = 0; j < Indicators.Length; j++)
        {
            if (Indicators[j].Code == code) return j;
        }

        throw new ArgumentException($"The measure has no indicator '{code}'.", nameof(code));
    }

    /// <summary>
    /// The score <c>c_i = sum_j w_j g_ij</c> in units of 1/<see cref="Denominator"/>. Bits above the measure's
    /// indicators are ignored.
    /// </summary>
    public long Score(uint mask)
    {
        var score = 0L;
        foreach (var scores in _scoreOfByte)
        {
            score += scores[mask & 0xFF];
            mask >>= 8;
        }

        return score;
    }

    /// <summary>
    /// The least score, in units of 1/<see cref="Denominator"/>, that reaches a cutoff:
    /// <c>c &gt;= k</c> exactly when <c>Score &gt;= Threshold(k)</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is not above 0 and at most 1.</exception>
    public long Threshold(Fraction cutoff)
    {
        if (cutoff <= Fraction.Zero || cutoff > Fraction.One)
            throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "A cutoff is above 0 and at most 1.");
        return (long)((((Int128)cutoff.Numerator * Denominator) + cutoff.Denominator - 1) / cutoff.Denominator);
    }

    /// <summary>Whether a household with this mask is poor: <c>c_i &gt;= k</c>, compared exactly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is not above 0 and at most 1.</exception>
    public bool IsPoor(uint mask, Fraction cutoff) => Score(mask) >= Threshold(cutoff);

    /// <summary>
    /// The measure without some of its indicators, the weight of each shared by the others of its dimension in
    /// proportion to theirs (equally where they are equal), as OPHI does where a survey lacks an indicator. The
    /// remaining indicators move down to bits 0, 1, 2 and so on.
    /// </summary>
    /// <param name="missing">The mask of the indicators to drop, in this measure's bit order.</param>
    /// <exception cref="ArgumentException">A dimension would be left without an indicator.</exception>
    public MeasureStructure Without(uint missing)
    {
        missing &= AllIndicators;
        if (missing == 0) return this;
        if (!CanDo(missing, out var dimension))
            throw new ArgumentException($"Dimension '{dimension}' would be left without an indicator.", nameof(missing));
        return new MeasureStructure(Kept(missing).Select(j => Indicators[j] with { Weight = SharedWeight(j, missing) }));
    }

    /// <summary>Whether every dimension keeps an indicator when these are missing.</summary>
    internal bool CanDo(uint missing, out string? dimension)
    {
        dimension = Dimensions.FirstOrDefault(d => !Kept(missing).Any(j => Indicators[j].Dimension == d));
        return dimension is null;
    }

    /// <summary>The weight of a kept indicator after its dimension took over the missing ones' weights.</summary>
    internal Fraction SharedWeight(int indicator, uint missing)
    {
        var dimension = Indicators[indicator].Dimension;
        var whole = Indicators.Where(i => i.Dimension == dimension).Select(i => i.Weight).Aggregate((a, b) => a + b);
        var kept = Kept(missing).Where(j => Indicators[j].Dimension == dimension)
            .Select(j => Indicators[j].Weight).Aggregate((a, b) => a + b);
        return Indicators[indicator].Weight * (whole / kept);
    }

    /// <summary>The bit positions that are not missing, in order.</summary>
    internal IEnumerable<int> Kept(uint missing) =>
        Enumerable.Range(0, Indicators.Length).Where(j => (missing >> j & 1) == 0);

    private static long Validate(ImmutableArray<Indicator> indicators)
    {
        if (indicators.Length is 0 or > MaximumIndicators)
            throw new ArgumentException($"A measure has 1 to {MaximumIndicators} indicators, not {indicators.Length}.", nameof(indicators));
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var sum = Fraction.Zero;
        var denominator = 1L;
        foreach (var (code, dimension, weight) in indicators)
        {
            if (string.IsNullOrWhiteSpace(code)) throw new ArgumentException("An indicator has no code.", nameof(indicators));
            if (string.IsNullOrWhiteSpace(dimension)) throw new ArgumentException($"Indicator '{code}' has no dimension.", nameof(indicators));
            if (!codes.Add(code)) throw new ArgumentException($"Indicator '{code}' appears twice.", nameof(indicators));
            if (weight <= Fraction.Zero) throw new ArgumentException($"The weight of '{code}' is {weight}; it must be above 0.", nameof(indicators));
            try
            {
                sum += weight;
                denominator = checked(new Fraction(weight.Denominator, denominator).Numerator * denominator);
            }
            catch (OverflowException e)
            {
                throw new ArgumentException($"With the weight of '{code}' ({weight}) the weights have no common denominator within 64 bits.", nameof(indicators), e);
            }
        }

        if (sum != Fraction.One) throw new ArgumentException($"The weights sum to {sum}, not to 1.", nameof(indicators));
        return denominator;
    }

    private static long[][] ScoresOfBytes(long[] weights) =>
        [.. weights.Chunk(8).Select(chunk =>
        {
            var scores = new long[256];
            for (var value = 1; value < scores.Length; value++)
            {
                var bit = System.Numerics.BitOperations.TrailingZeroCount(value);
                scores[value] = scores[value & (value - 1)] + (bit < chunk.Length ? chunk[bit] : 0);
            }

            return scores;
        })];
}
