using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// An exact rational number in lowest terms with a positive denominator. Weights and cutoffs are fractions, because
/// one third as a sum of sixths and eighteenths is not exact in binary floating point, and a household exactly on
/// the cutoff is poor (Alkire &amp; Foster 2011, section 3: <c>c_i &gt;= k</c>).
/// </summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly long _denominatorLessOne;

    /// <summary>Creates <paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <param name="numerator">Any integer.</param>
    /// <param name="denominator">Any integer but zero.</param>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    /// <exception cref="OverflowException">The reduced fraction does not fit 64 bits.</exception>
    public Fraction(long numerator, long denominator = 1)
    {
        (Numerator, _denominatorLessOne) = Reduce(numerator, denominator);
    }

    private Fraction(Int128 numerator, Int128 denominator)
    {
        (Numerator, _denominatorLessOne) = Reduce(numerator, denominator);
    }

    /// <summary>Zero; also the default value.</summary>
    public static Fraction Zero => default;

    /// <summary>One.</summary>
    public static Fraction One => new(1L);

    /// <summary>The numerator in lowest terms; carries the sign.</summary>
    public long Numerator { get; }

    /// <summary>The denominator in lowest terms; at least 1.</summary>
    public long Denominator => _denominatorLessOne + 1;

    /// <summary>Sum.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static Fraction operator +(Fraction left, Fraction right) => new(
        checked(((Int128)left.Numerator * right.Denominator) + ((Int128)right.Numerator * left.Denominator)),
        (Int128)left.Denominator * right.Denominator);

    /// <summary>Difference.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static Fraction operator -(Fraction left, Fraction right) => new(
        checked(((Int128)left.Numerator * right.Denominator) - ((Int128)right.Numerator * left.Denominator)),
        (Int128)left.Denominator * right.Denominator);

    /// <summary>Product.</summary>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static Fraction operator *(Fraction left, Fraction right) => new(
        (Int128)left.Numerator * right.Numerator, (Int128)left.Denominator * right.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    /// <exception cref="OverflowException">The result does not fit 64 bits.</exception>
    public static Fraction operator /(Fraction left, Fraction right) => new(
        (Int128)left.Numerator * right.Denominator, (Int128)left.Denominator * right.Numerator);

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(Fraction left, Fraction right) => left.Equals(right);

    /// <summary>Whether they are different numbers.</summary>
    public static bool operator !=(Fraction left, Fraction right) => !left.Equals(right);

    /// <summary>Exact comparison.</summary>
    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    /// <summary>Exact comparison.</summary>
    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    /// <summary>Exact comparison.</summary>
    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    /// <summary>Exact comparison.</summary>
    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    /// <summary>Sum; see <see cref="op_Addition"/>.</summary>
    public static Fraction Add(Fraction left, Fraction right) => left + right;

    /// <summary>Difference; see <see cref="op_Subtraction"/>.</summary>
    public static Fraction Subtract(Fraction left, Fraction right) => left - right;

    /// <summary>Product; see <see cref="op_Multiply"/>.</summary>
    public static Fraction Multiply(Fraction left, Fraction right) => left * right;

    /// <summary>Quotient; see <see cref="op_Division"/>.</summary>
    public static Fraction Divide(Fraction left, Fraction right) => left / right;

    /// <summary>Reads "1/3", "0.2" or "1"; a decimal is read exactly, whatever the culture.</summary>
    /// <exception cref="FormatException">The text is none of these, or does not fit 64 bits.</exception>
    public static Fraction Parse(string text) => TryParse(text, out var fraction)
        ? fraction
        : throw new FormatException($"'{text}' is not a fraction such as 1/3, 0.2 or 1.");

    /// <summary>Like <see cref="Parse(string)"/>, without an exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Fraction result)
    {
        result = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        var parts = text.Split('/');
        if (parts.Length > 2 || !TryParseDecimal(parts[0], out var left)) return false;
        var right = One;
        if (parts.Length == 2 && (!TryParseDecimal(parts[1], out right) || right.Numerator == 0)) return false;
        try
        {
            result = left / right;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Exact comparison by cross-multiplication in 128 bits.</summary>
    public int CompareTo(Fraction other) =>
        ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) =>
        Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>"1/3", or "1" for an integer; <see cref="Parse(string)"/> reads it back.</summary>
    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>The nearest double, for display and for estimates that are inexact anyway.</summary>
    public double ToDouble() => (double)Numerator / Denominator;

    private static (long Numerator, long DenominatorLessOne) Reduce(Int128 numerator, Int128 denominator)
    {
        if (denominator == 0) throw new DivideByZeroException("The denominator of a fraction is zero.");
        if (denominator < 0) (numerator, denominator) = (-numerator, -denominator);
        var divisor = GreatestCommonDivisor(Int128.Abs(numerator), denominator);
        return checked(((long)(numerator / divisor), (long)(denominator / divisor) - 1));
    }

    private static Int128 GreatestCommonDivisor(Int128 a, Int128 b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    private static bool TryParseDecimal(string text, out Fraction result)
    {
        result = default;
        text = text.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (decimals > 18 || (point >= 0 && decimals == 0)) return false;
        var digits = point < 0 ? text : text.Remove(point, 1);
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return false;
        var scale = 1L;
        for (var i = 0; i < decimals; i++) scale *= 10;
        result = new Fraction(value, scale);
        return true;
    }
}
