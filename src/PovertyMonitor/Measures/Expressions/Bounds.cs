namespace PovertyMonitor.Measures.Expressions;

/// <summary>A number as far as the answers tell it: somewhere from <paramref name="Low"/> to <paramref name="High"/>, inclusive.</summary>
/// <remarks>
/// A known number has equal bounds and an unknown one none. A count of members of which some are unknown lies between the
/// two. A comparison is known when it comes out the same for all numbers within the bounds.
/// </remarks>
internal readonly record struct Bounds(double Low, double High)
{
    public static readonly Bounds Unknown = new(double.NegativeInfinity, double.PositiveInfinity);

    public static Bounds Exactly(double number) => double.IsNaN(number) ? Unknown : new(number, number);

    public static Bounds Of(int? answer) => answer is { } number ? Exactly(number) : Unknown;

    public static Bounds Of(decimal? answer) => answer is { } number ? Exactly((double)number) : Unknown;

    public static Bounds Of(double? answer) => answer is { } number ? Exactly(number) : Unknown;

    public static Bounds Add(Bounds left, Bounds right) => new(left.Low + right.Low, left.High + right.High);

    public static Bounds Subtract(Bounds left, Bounds right) => Add(left, Negate(right));

    public static Bounds Negate(Bounds number) => new(-number.High, -number.Low);

    public static Bounds Multiply(Bounds left, Bounds right)
    {
        var (a, b) = (Product(left.Low, right.Low), Product(left.Low, right.High));
        var (c, d) = (Product(left.High, right.Low), Product(left.High, right.High));
        return new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    public static bool? Less(Bounds left, Bounds right) =>
        left.High < right.Low ? true : left.Low >= right.High ? false : null;

    public static bool? LessOrEqual(Bounds left, Bounds right) =>
        left.High <= right.Low ? true : left.Low > right.High ? false : null;

    public static bool? Same(Bounds left, Bounds right)
    {
        if (left.High < right.Low || right.High < left.Low) return false;
        return left.Low == left.High && left == right ? true : null;
    }

    // No number of answers is infinite, so nothing times unknown is nothing.
    private static double Product(double left, double right) => left == 0 || right == 0 ? 0 : left * right;
}
