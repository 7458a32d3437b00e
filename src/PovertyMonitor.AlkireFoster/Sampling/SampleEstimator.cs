namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// Estimates with standard errors and 95 percent intervals from a sample, for one measure. Levels have logit
/// intervals, <c>expit(logit(b) ± t se/(b(1-b)))</c> with Student's t of the whole design's degrees of freedom;
/// changes have normal ones. Every household's score is compared with the cutoff in integers.
/// </summary>
public sealed class SampleEstimator
{
    private const double NormalQuantile = 1.9599639845400545;

    private readonly MeasureStructure _measure;
    private readonly LonelyPsu _lonelyPsu;
    private readonly double? _studentQuantile;

    /// <summary>Creates an estimator once the design is complete.</summary>
    /// <param name="measure">The measure in whose bit order the masks are.</param>
    /// <param name="design">The design, all households' units registered.</param>
    /// <param name="lonelyPsu">What to do with a stratum of a single unit.</param>
    /// <exception cref="LonelyPsuException">There is such a stratum, and the policy is to fail.</exception>
    public SampleEstimator(MeasureStructure measure, SampleDesign design, LonelyPsu lonelyPsu)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (lonelyPsu == LonelyPsu.Fail && design.LonelyStrata is { Count: > 0 } lonely) throw LonelyPsuException.Of(lonely);
        (_measure, _lonelyPsu) = (measure, lonelyPsu);
        _studentQuantile = design.DegreesOfFreedom > 0 ? StudentT.Quantile(0.975, design.DegreesOfFreedom) : null;
    }

    /// <summary>Estimates a level in a domain.</summary>
    /// <exception cref="ArgumentException">The statistic lacks the cutoff or the indicator it needs.</exception>
    public Estimate Level(SampleDomain domain, Statistic statistic)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var terms = new RatioTerms(_measure, statistic);
        var linear = LinearizedEstimate.Of(domain, terms);
        if (linear.Value is not { } b)
            return new Estimate(null, null, null, null, domain.Used, domain.Weight > 0 ? NoValueReason.NobodyPoor : NoValueReason.NobodyMeasured);
        if (statistic.Kind is StatisticKind.Contribution or StatisticKind.ContributionShare)
            return Contribution(domain, statistic, b);
        if (DesignCovariance.Of(linear, linear, _lonelyPsu) is not { } variance)
            return new Estimate(b, null, null, null, domain.Used, NoValueReason.OnlyLonelyUnits);
        var se = Math.Sqrt(variance.First);
        if (b is <= 0 or >= 1) return new Estimate(b, se, null, null, domain.Used, NoValueReason.ExactlyZeroOrOne);
        if (_studentQuantile is not { } t) return new Estimate(b, se, null, null, domain.Used, NoValueReason.NoDegreesOfFreedom);
        var half = t * se / (b * (1 - b));
        return new Estimate(b, se, Expit(Logit(b) - half), Expit(Logit(b) + half), domain.Used, NoValueReason.None);
    }

    /// <summary>
    /// Estimates a change between two rounds of one design by the delta method, with the covariance that units shared
    /// by the rounds bring. Relative changes and their errors are in percent.
    /// </summary>
    /// <param name="first">The domain in the first round.</param>
    /// <param name="second">The same domain in the second round.</param>
    /// <param name="statistic">What changes; not a contribution.</param>
    /// <param name="kind">How the change is expressed.</param>
    /// <param name="years">Years between the rounds, above 0.</param>
    /// <exception cref="ArgumentException">The domains are of different designs, or the statistic is a contribution.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The years are not above 0.</exception>
    public Estimate Change(SampleDomain first, SampleDomain second, Statistic statistic, ChangeKind kind, double years) =>
        Changes(first, second, statistic, [kind], years)[0];

    /// <summary>Estimates a change in several expressions at once.</summary>
    /// <inheritdoc cref="Change(SampleDomain, SampleDomain, Statistic, ChangeKind, double)"/>
    public IReadOnlyList<Estimate> Changes(
        SampleDomain first, SampleDomain second, Statistic statistic, IReadOnlyList<ChangeKind> kinds, double years)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Design != second.Design) throw new ArgumentException("The rounds are of different designs.", nameof(second));
        if (statistic.Kind is StatisticKind.Contribution or StatisticKind.ContributionShare)
            throw new ArgumentException("A contribution's change is not estimated.", nameof(statistic));
        var terms = new RatioTerms(_measure, statistic);
        var (one, two) = (LinearizedEstimate.Of(first, terms), LinearizedEstimate.Of(second, terms));
        var n = first.Used + second.Used;
        if (one.Value is not { } b1 || two.Value is not { } b2)
        {
            var reason = first.Weight > 0 && second.Weight > 0 ? NoValueReason.NobodyPoor : NoValueReason.NobodyMeasured;
            return [.. kinds.Select(_ => new Estimate(null, null, null, null, n, reason))];
        }

        var covariance = DesignCovariance.Of(one, two, _lonelyPsu);
        return [.. kinds.Select(kind => WithError(AlkireFoster.Change.Of(kind, b1, b2, years), Gradient(kind, b1, b2, years), covariance, n))];
    }

    private static Estimate WithError(
        Change change, (double First, double Second) gradient, (double First, double Second, double Covariance)? covariance, long n)
    {
        if (change.Value is not { } value) return new Estimate(null, null, null, null, n, change.Reason);
        if (covariance is not { } v) return new Estimate(value, null, null, null, n, NoValueReason.OnlyLonelyUnits);
        var (g1, g2) = gradient;
        if (!double.IsFinite(g1) || !double.IsFinite(g2)) return new Estimate(value, null, null, null, n, NoValueReason.ToZero);
        var se = Math.Sqrt(Math.Max(0, (g1 * g1 * v.First) + (2 * g1 * g2 * v.Covariance) + (g2 * g2 * v.Second)));
        return new Estimate(value, se, value - (NormalQuantile * se), value + (NormalQuantile * se), n, NoValueReason.None);
    }

    private static (double First, double Second) Gradient(ChangeKind kind, double b1, double b2, double years) => kind switch
    {
        ChangeKind.Absolute => (-1, 1),
        ChangeKind.AbsolutePerYear => (-1 / years, 1 / years),
        ChangeKind.Relative => (-100 * b2 / (b1 * b1), 100 / b1),
        _ => (-100 / years * Math.Pow(b2 / b1, 1 / years) / b1, 100 / years * Math.Pow(b2 / b1, (1 / years) - 1) / b1),
    };

    private static double Logit(double b) => Math.Log(b / (1 - b));

    private static double Expit(double x) => 1 / (1 + Math.Exp(-x));

    private Estimate Contribution(SampleDomain domain, Statistic statistic, double censored)
    {
        var contribution = _measure.Indicators[statistic.Indicator!.Value].Weight.ToDouble() * censored;
        if (statistic.Kind == StatisticKind.Contribution)
            return new Estimate(contribution, null, null, null, domain.Used, NoValueReason.NoStandardError);
        var m0 = LinearizedEstimate.Of(domain, new RatioTerms(_measure, statistic with { Kind = StatisticKind.M0 })).Value;
        return m0 > 0
            ? new Estimate(contribution / m0, null, null, null, domain.Used, NoValueReason.NoStandardError)
            : new Estimate(null, null, null, null, domain.Used, NoValueReason.NobodyPoor);
    }
}
