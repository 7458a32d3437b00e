namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>A statistic as a ratio of totals of y and x, both functions of a household's mask.</summary>
internal readonly struct RatioTerms
{
    private readonly MeasureStructure _measure;
    private readonly StatisticKind _kind;
    private readonly long _threshold;
    private readonly uint _bit;

    internal RatioTerms(MeasureStructure measure, Statistic statistic)
    {
        _measure = measure;
        _kind = statistic.Kind;
        _threshold = statistic.Cutoff is { } k ? measure.Threshold(k)
            : _kind == StatisticKind.Uncensored ? 0
            : throw new ArgumentException($"{_kind} needs a cutoff.", nameof(statistic));
        _bit = statistic.Indicator is { } j ? 1u << j
            : _kind is StatisticKind.H or StatisticKind.A or StatisticKind.M0 ? 0u
            : throw new ArgumentException($"{_kind} needs an indicator.", nameof(statistic));
    }

    internal (double Y, double X) Of(uint mask)
    {
        if (_kind == StatisticKind.Uncensored) return ((mask & _bit) != 0 ? 1 : 0, 1);
        var score = _measure.Score(mask);
        var poor = score >= _threshold;
        return _kind switch
        {
            StatisticKind.H => (poor ? 1 : 0, 1),
            StatisticKind.A => poor ? ((double)score / _measure.Denominator, 1) : (0, 0),
            StatisticKind.M0 => (poor ? (double)score / _measure.Denominator : 0, 1),
            _ => (poor && (mask & _bit) != 0 ? 1 : 0, 1),
        };
    }
}
