namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// The design-based covariance of two linearised estimates,
/// <c>V = sum_h n_h/(n_h-1) sum_i (a_hi - mean a_h)(b_hi - mean b_h)</c>, over all units of each stratum, those
/// without a member of a domain with a total of zero.
/// </summary>
internal static class DesignCovariance
{
    /// <summary>
    /// The variances and the covariance of two estimates over the strata that either of them reaches; null where no
    /// such stratum has two units and the policy needs one.
    /// </summary>
    internal static (double First, double Second, double Covariance)? Of(
        LinearizedEstimate first, LinearizedEstimate second, LonelyPsu policy)
    {
        var design = first.Domain.Design;
        var pairs = Pairs(first, second);
        double v11 = 0, v22 = 0, v12 = 0;
        int strata = 0, lonely = 0;
        for (var start = 0; start < pairs.Count;)
        {
            var end = start + 1;
            while (end < pairs.Count && pairs[end].Stratum == pairs[start].Stratum) end++;
            var units = design.PsusOf(pairs[start].Stratum);
            strata++;
            if (units == 1) lonely++;
            if (units > 1 || policy == LonelyPsu.Adjust)
            {
                // A lonely unit is centred at the sample's mean of z, which is zero for a ratio.
                var (meanA, meanB) = units == 1 ? (0, 0) : Means(pairs, start, end, units);
                var scale = units == 1 ? 1 : units / (units - 1d);
                var absent = units - (end - start);
                double s11 = absent * meanA * meanA, s22 = absent * meanB * meanB, s12 = absent * meanA * meanB;
                for (var i = start; i < end; i++)
                {
                    var (a, b) = (pairs[i].A - meanA, pairs[i].B - meanB);
                    s11 += a * a;
                    s22 += b * b;
                    s12 += a * b;
                }

                v11 += scale * s11;
                v22 += scale * s22;
                v12 += scale * s12;
            }

            start = end;
        }

        if (strata == lonely && policy != LonelyPsu.Adjust) return null;
        var factor = policy == LonelyPsu.Average ? strata / (double)(strata - lonely) : 1;
        return (v11 * factor, v22 * factor, v12 * factor);
    }

    private static (double A, double B) Means(List<Pair> pairs, int start, int end, int units)
    {
        double a = 0, b = 0;
        for (var i = start; i < end; i++)
        {
            a += pairs[i].A;
            b += pairs[i].B;
        }

        return (a / units, b / units);
    }

    private static List<Pair> Pairs(LinearizedEstimate first, LinearizedEstimate second)
    {
        var (left, right) = (first.Domain.Runs, second.Domain.Runs);
        var pairs = new List<Pair>(Math.Max(left.Count, right.Count));
        for (int i = 0, j = 0; i < left.Count || j < right.Count;)
        {
            var order = i == left.Count ? 1 : j == right.Count ? -1
                : (left[i].Stratum, left[i].Psu).CompareTo((right[j].Stratum, right[j].Psu));
            var stratum = order <= 0 ? left[i].Stratum : right[j].Stratum;
            var a = order <= 0 ? first.Z[i++] : 0;
            var b = order >= 0 ? second.Z[j++] : 0;
            pairs.Add(new Pair(stratum, a, b));
        }

        return pairs;
    }

    private readonly record struct Pair(int Stratum, double A, double B);
}
