namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// The Taylor linearisation of a ratio R = sum(w y)/sum(w x) in a domain: the units' totals of
/// <c>z = w (y - R x) / sum(w x)</c>. Source: Särndal, Swensson &amp; Wretman 1992, section 5.6; Lumley 2010,
/// <i>Complex Surveys</i>, section 2.4; Alkire et al. 2015, section 8.1.
/// </summary>
internal sealed class LinearizedEstimate
{
    private LinearizedEstimate(SampleDomain domain, double? value, double[] z)
    {
        (Domain, Value, Z) = (domain, value, z);
    }

    internal SampleDomain Domain { get; }

    /// <summary>R; null where sum(w x) is 0.</summary>
    internal double? Value { get; }

    /// <summary>z for each of the domain's runs, in their order.</summary>
    internal double[] Z { get; }

    internal static LinearizedEstimate Of(SampleDomain domain, RatioTerms terms)
    {
        var households = domain.Households;
        double sumY = 0, sumX = 0;
        foreach (var household in households)
        {
            var (y, x) = terms.Of(household.Mask);
            sumY += household.Weight * y;
            sumX += household.Weight * x;
        }

        if (sumX == 0) return new LinearizedEstimate(domain, null, []);
        var ratio = sumY / sumX;
        var z = new double[domain.Runs.Count];
        for (var r = 0; r < z.Length; r++)
        {
            var total = 0d;
            foreach (var household in households[domain.Runs[r].Start..domain.Runs[r].End])
            {
                var (y, x) = terms.Of(household.Mask);
                total += household.Weight * (y - (ratio * x));
            }

            z[r] = total / sumX;
        }

        return new LinearizedEstimate(domain, ratio, z);
    }
}
