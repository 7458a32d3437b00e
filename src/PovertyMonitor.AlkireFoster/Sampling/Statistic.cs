namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>What is estimated.</summary>
public enum StatisticKind
{
    /// <summary>Headcount ratio H: a proportion of the population.</summary>
    H,

    /// <summary>Intensity A: the mean score of the poor, a ratio of two estimated totals.</summary>
    A,

    /// <summary>Adjusted headcount ratio M0 = H A.</summary>
    M0,

    /// <summary>Uncensored headcount ratio of an indicator; it has no cutoff.</summary>
    Uncensored,

    /// <summary>Censored headcount ratio of an indicator: the share that is poor and deprived in it.</summary>
    Censored,

    /// <summary>Absolute contribution of an indicator, w_j h_j(k); it has no standard error here.</summary>
    Contribution,

    /// <summary>Share of an indicator in M0, w_j h_j(k)/M0; it has no standard error here.</summary>
    ContributionShare,
}

/// <summary>One figure to estimate.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Cutoff">The poverty cutoff k, above 0 and at most 1; null for uncensored headcounts.</param>
/// <param name="Indicator">The indicator's bit position; null where the figure is not of an indicator.</param>
public readonly record struct Statistic(StatisticKind Kind, Fraction? Cutoff = null, int? Indicator = null)
{
    /// <summary>Every figure of a measure: for each cutoff H, A, M0, then each indicator's.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="cutoffs">The cutoffs, each above 0 and at most 1.</param>
    public static IReadOnlyList<Statistic> All(MeasureStructure measure, IReadOnlyList<Fraction> cutoffs)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var indicators = Enumerable.Range(0, measure.Indicators.Length).ToList();
        return
        [
            .. cutoffs.SelectMany(k => new[] { StatisticKind.H, StatisticKind.A, StatisticKind.M0 }.Select(kind => new Statistic(kind, k))),
            .. indicators.Select(j => new Statistic(StatisticKind.Uncensored, null, j)),
            .. new[] { StatisticKind.Censored, StatisticKind.Contribution, StatisticKind.ContributionShare }
                .SelectMany(kind => cutoffs.SelectMany(k => indicators.Select(j => new Statistic(kind, k, j)))),
        ];
    }
}
