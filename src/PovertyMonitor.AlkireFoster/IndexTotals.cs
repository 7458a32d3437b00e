using System.Numerics;

namespace PovertyMonitor.AlkireFoster;

/// <summary>Adds up the cells of a histogram into the integer sums of a <see cref="PovertyIndex"/>.</summary>
internal sealed class IndexTotals
{
    private readonly MeasureStructure _measure;
    private readonly Fraction _cutoff;
    private readonly MissingRule _rule;
    private readonly long[] _known;
    private readonly long[] _deprived;
    private readonly long[] _poorDeprived;
    private readonly List<WeightVariant> _variants = [];
    private Counts _given;
    private Counts _used;
    private Counts _poor;
    private Counts _vulnerable;
    private Counts _severe;

    internal IndexTotals(MeasureStructure measure, Fraction cutoff, MissingRule rule)
    {
        measure.Threshold(cutoff);
        (_measure, _cutoff, _rule) = (measure, cutoff, rule);
        _known = new long[measure.Indicators.Length];
        _deprived = new long[_known.Length];
        _poorDeprived = new long[_known.Length];
    }

    internal IndexTotals Add(MaskHistogram histogram)
    {
        WeightVariant? variant = null;
        foreach (var cell in histogram.Cells)
        {
            if (((cell.Mask | cell.Missing) & ~_measure.AllIndicators) != 0)
                throw new ArgumentException($"A mask ({cell.Mask:x}, missing {cell.Missing:x}) has a bit that the measure lacks.", nameof(histogram));
            if (cell.Households < 0 || cell.Persons < 0)
                throw new ArgumentException($"The cell of mask {cell.Mask:x} holds a negative count.", nameof(histogram));
            _given.Add(new Counts(cell.Households, cell.Persons));
            if (_rule == MissingRule.DropHousehold && cell.Missing != 0) continue;
            var dropped = _rule == MissingRule.DropIndicator ? cell.Missing : 0;
            if (dropped != 0 && !_measure.CanDo(dropped, out _)) continue;
            if (variant?.Dropped != dropped) variant = VariantFor(dropped);
            Add(cell, variant);
        }

        return this;
    }

    internal void Add(DenseTotals totals)
    {
        _given.Add(totals.All);
        _used.Add(totals.All);
        _poor.Add(totals.Poor);
        _vulnerable.Add(totals.Vulnerable);
        _severe.Add(totals.Severe);
        var variant = VariantFor(0);
        variant.AddPoor(totals.PoorScores, totals.PoorSquares);
        for (var j = 0; j < _known.Length; j++)
        {
            _known[j] += totals.All.Persons;
            _deprived[j] += totals.Deprived[j];
            _poorDeprived[j] += totals.PoorDeprived[j];
            variant.PoorDeprived[j] += totals.PoorDeprived[j];
        }
    }

    internal PovertyIndex ToIndex()
    {
        var units = _variants.Aggregate(BigInteger.One * _measure.Denominator, (sum, v) => LeastCommonMultiple(sum, v.Measure.Denominator));
        var scores = Total(v => v.PoorScores * (units / v.Measure.Denominator));
        var indicators = _measure.Indicators.Select((indicator, j) => Figures(indicator, j, units, scores)).ToArray();
        return new PovertyIndex
        {
            Cutoff = _cutoff,
            MissingRule = _rule,
            Households = _given.Households,
            Persons = _given.Persons,
            HouseholdsUsed = _used.Households,
            PersonsUsed = _used.Persons,
            PoorHouseholds = _poor.Households,
            PoorPersons = _poor.Persons,
            VulnerableHouseholds = _vulnerable.Households,
            VulnerablePersons = _vulnerable.Persons,
            SevereHouseholds = _severe.Households,
            SeverePersons = _severe.Persons,
            ScoreUnits = units,
            PoorScoreSum = scores,
            PoorScoreSquareSum = Total(v => v.PoorSquares * BigInteger.Pow(units / v.Measure.Denominator, 2)),
            Indicators = [.. indicators],
            Dimensions = [.. _measure.Dimensions.Select(d => Dimension(d, indicators, units, scores))],
        };
    }

    private void Add(MaskCell cell, WeightVariant variant)
    {
        var counts = new Counts(cell.Households, cell.Persons);
        var score = variant.Score(cell.Mask);
        var poor = score >= variant.Cutoff;
        _used.Add(counts);
        if (score >= variant.Vulnerable && score < variant.NotVulnerable) _vulnerable.Add(counts);
        if (score >= variant.Severe) _severe.Add(counts);
        if (poor)
        {
            _poor.Add(counts);
            variant.AddPoor((Int128)score * cell.Persons, checked((Int128)score * cell.Persons * score));
        }

        for (var j = 0; j < _known.Length; j++)
        {
            if ((variant.Dropped >> j & 1) == 0) _known[j] += cell.Persons;
            if ((cell.Mask >> j & 1) == 0) continue;
            _deprived[j] += cell.Persons;
            if (!poor) continue;
            _poorDeprived[j] += cell.Persons;
            variant.PoorDeprived[j] += cell.Persons;
        }
    }

    private IndicatorFigures Figures(Indicator indicator, int j, BigInteger units, BigInteger scores)
    {
        var contribution = Total(v => v.Weights[j] * (BigInteger)v.PoorDeprived[j] * (units / v.Measure.Denominator));
        return new IndicatorFigures(
            indicator.Code,
            indicator.Dimension,
            _known[j],
            _deprived[j],
            _poorDeprived[j],
            contribution,
            PovertyIndex.Ratio(_deprived[j], _known[j]),
            PovertyIndex.Ratio(_poorDeprived[j], _known[j]),
            PovertyIndex.Ratio(contribution, units * _used.Persons),
            PovertyIndex.Ratio(contribution, scores));
    }

    private DimensionFigures Dimension(string dimension, IndicatorFigures[] indicators, BigInteger units, BigInteger scores)
    {
        var contribution = indicators.Where(i => i.Dimension == dimension)
            .Aggregate(BigInteger.Zero, (sum, i) => sum + i.ContributionSum);
        return new DimensionFigures(
            dimension,
            PovertyIndex.Ratio(contribution, units * _used.Persons),
            PovertyIndex.Ratio(contribution, scores));
    }

    private WeightVariant VariantFor(uint dropped)
    {
        var variant = _variants.Find(v => v.Dropped == dropped);
        if (variant is null) _variants.Add(variant = new WeightVariant(_measure, dropped, _cutoff));
        return variant;
    }

    private BigInteger Total(Func<WeightVariant, BigInteger> part) =>
        _variants.Aggregate(BigInteger.Zero, (sum, v) => sum + part(v));

    private static BigInteger LeastCommonMultiple(BigInteger a, BigInteger b) =>
        a / BigInteger.GreatestCommonDivisor(a, b) * b;
}
