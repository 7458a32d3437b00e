namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// Student's t distribution. The upper tail is half the regularised incomplete beta function
/// <c>I_y(v/2, 1/2)</c> with <c>y = v/(v + t²)</c>, by Lentz's continued fraction (DLMF 8.17.22); the quantile is
/// found by Newton's steps kept within a bracket. Relative error below 1e-11 for 1 to 10 million degrees of freedom.
/// </summary>
public static class StudentT
{
    /// <summary>The probability of a value of at most <paramref name="t"/>.</summary>
    /// <param name="t">Any number.</param>
    /// <param name="degreesOfFreedom">Above 0; a fraction is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not above 0.</exception>
    public static double Cumulative(double t, double degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        var tail = UpperTail(Math.Abs(t), degreesOfFreedom);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The value that is not exceeded with a given probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="degreesOfFreedom">Above 0; a fraction is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (probability == 0.5) return 0;
        var tail = Math.Min(probability, 1 - probability);
        var (low, high) = (0d, 1d);
        while (UpperTail(high, degreesOfFreedom) > tail) (low, high) = (high, high * 2);
        var t = (low + high) / 2;
        for (var step = 0; step < 200; step++)
        {
            var excess = UpperTail(t, degreesOfFreedom) - tail;
            if (excess > 0) low = t;
            else high = t;
            var next = t + (excess / Density(t, degreesOfFreedom));
            if (!(next > low && next < high)) next = (low + high) / 2;
            var done = Math.Abs(next - t) <= 1e-15 * t;
            t = next;
            if (done) break;
        }

        return probability < 0.5 ? -t : t;
    }

    private static double UpperTail(double t, double v)
    {
        if (t == 0) return 0.5;
        var square = t * t;
        return square < 3 * v / (v + 2)
            ? 0.5 - (0.5 * Beta(square / (v + square), 0.5, v / 2, t, v))
            : 0.5 * Beta(v / (v + square), v / 2, 0.5, t, v);
    }

    /// <summary>I_y(a, b) where {a, b} = {v/2, 1/2}, so that y^a (1-y)^b / B(a, b) = t density(t).</summary>
    private static double Beta(double y, double a, double b, double t, double v) =>
        t * Density(t, v) / a * ContinuedFraction(y, a, b);

    private static double ContinuedFraction(double y, double a, double b)
    {
        const double tiny = 1e-300;
        var c = 1d;
        var d = 1 / NotZero(1 - ((a + b) * y / (a + 1)));
        var result = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * y / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * y / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16) break;
        }

        return result;

        static double NotZero(double x) => Math.Abs(x) < tiny ? tiny : x;
    }

    private static double Density(double t, double v) =>
        GammaRatio(v / 2) / Math.Sqrt(v * Math.PI) * Math.Exp(-(v + 1) / 2 * LogOnePlus(t * t / v));

    private static double LogOnePlus(double x)
    {
        // Goldberg's form keeps the digits of a small x that 1 + x rounds away.
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>Gamma(x + 1/2)/Gamma(x): its asymptotic series (DLMF 5.11.13), reached by the recurrence for small x.</summary>
    private static double GammaRatio(double x)
    {
        var factor = 1d;
        while (x < 40)
        {
            factor *= x / (x + 0.5);
            x++;
        }

        double[] coefficients = [1, -1 / 8d, 1 / 128d, 5 / 1024d, -21 / 32768d, -399 / 262144d, 869 / 4194304d, 39325 / 33554432d];
        var series = Enumerable.Reverse(coefficients).Aggregate(0d, (sum, coefficient) => (sum / x) + coefficient);
        return factor * Math.Sqrt(x) * series;
    }
}
