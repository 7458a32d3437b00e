using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace PovertyMonitor.AlkireFoster.Tests;

public class FractionTests
{
    [Theory]
    [InlineData("1/3", 1, 3)]
    [InlineData("0.2", 1, 5)]
    [InlineData("1", 1, 1)]
    [InlineData(" 6/18 ", 1, 3)]
    [InlineData("-0.05", -1, 20)]
    [InlineData("-.5", -1, 2)]
    [InlineData("0.5/1.5", 1, 3)]
    public void Reads_fractions_and_decimals_exactly(string text, long numerator, long denominator)
    {
        var fraction = Fraction.Parse(text);

        Assert.Equal((numerator, denominator), (fraction.Numerator, fraction.Denominator));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1/0")]
    [InlineData("1/2/3")]
    [InlineData("1,5")]
    [InlineData("1.")]
    [InlineData("0.1234567890123456789")]
    [InlineData("99999999999999999999")]
    public void Refuses_what_is_no_fraction(string text)
    {
        Assert.False(Fraction.TryParse(text, out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Fraction.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_is_zero()
    {
        Assert.Equal(new Fraction(0), default);
        Assert.Equal(1, default(Fraction).Denominator);
    }

    [Fact]
    public void Overflow_is_an_error_and_never_wraps()
    {
        var large = new Fraction(long.MaxValue);

        Assert.Throws<OverflowException>(() => large + Fraction.One);
        Assert.Throws<OverflowException>(() => large * new Fraction(2));
        Assert.Throws<OverflowException>(() => new Fraction(1, long.MaxValue) / new Fraction(3));
        Assert.Throws<DivideByZeroException>(() => Fraction.One / Fraction.Zero);
        Assert.Throws<DivideByZeroException>(() => new Fraction(1, 0));
    }

    [Fact]
    public void Compares_exactly_where_doubles_cannot()
    {
        var a = new Fraction(long.MaxValue - 1, long.MaxValue);
        var b = new Fraction(long.MaxValue - 2, long.MaxValue - 1);

        Assert.True(b < a);
        Assert.Equal(a.ToDouble(), b.ToDouble());
    }

    [Property]
    public bool Field_laws_hold(int a, int b, int c, PositiveInt d)
    {
        var (x, y, z) = (new Fraction(a, d.Get), new Fraction(b, 7), new Fraction(c, 3));
        return x + y == y + x && (x + y) - y == x && (y.Numerator == 0 || x * y / y == x)
            && (new Fraction(a) * (new Fraction(b) + z)) == (new Fraction(a) * new Fraction(b)) + (new Fraction(a) * z);
    }

    [Property]
    public bool Text_reads_back(int numerator, PositiveInt denominator)
    {
        var fraction = new Fraction(numerator, denominator.Get);
        return Fraction.Parse(fraction.ToString()) == fraction;
    }

    [Property]
    public bool Order_is_that_of_cross_products(int a, PositiveInt b, int c, PositiveInt d) =>
        new Fraction(a, b.Get).CompareTo(new Fraction(c, d.Get)) == ((long)a * d.Get).CompareTo((long)c * b.Get);
}
