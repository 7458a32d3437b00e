using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.AlkireFoster.Tests.Sampling;

/// <summary>Student's t against the values of R's qt and pt (nmath), and against its closed forms.</summary>
public class StudentTTests
{
    [Theory]
    [InlineData(0.6, 1, 0.32491969623290634)]
    [InlineData(0.6, 4.5, 0.26875183554217530)]
    [InlineData(0.6, 597, 0.25346003428782238)]
    [InlineData(0.9, 2, 1.88561808316412693)]
    [InlineData(0.9, 119, 1.28870619122150387)]
    [InlineData(0.975, 1, 12.70620473617469415)]
    [InlineData(0.975, 3, 3.18244630528370775)]
    [InlineData(0.975, 10, 2.22813885198627393)]
    [InlineData(0.975, 30, 2.04227245630123777)]
    [InlineData(0.975, 119, 1.98009987645692020)]
    [InlineData(0.975, 597, 1.96394556948522192)]
    [InlineData(0.975, 14283, 1.96013008891975504)]
    [InlineData(0.975, 1e6, 1.95996635681410658)]
    [InlineData(0.995, 4.5, 4.2728239930112917)]
    [InlineData(0.995, 1e6, 2.5758342201053335)]
    [InlineData(0.9999, 1, 3183.09875711850145308)]
    [InlineData(0.9999, 597, 3.74224295943484009)]
    public void Quantiles_equal_those_of_r(double probability, double degreesOfFreedom, double expected)
    {
        Assert.Equal(expected, StudentT.Quantile(probability, degreesOfFreedom), 1e-11 * Math.Max(1, expected));
        Assert.Equal(-expected, StudentT.Quantile(1 - probability, degreesOfFreedom), 1e-9 * Math.Max(1, expected));
    }

    [Theory]
    [InlineData(-3, 0.009971063065996261)]
    [InlineData(-1, 0.175308331410103740)]
    [InlineData(0.5, 0.683796432155357903)]
    [InlineData(2, 0.957190335718512086)]
    [InlineData(8, 0.999954425394145696)]
    public void Probabilities_equal_those_of_r(double t, double expected) =>
        Assert.Equal(expected, StudentT.Cumulative(t, 7), 1e-13);

    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(0.999)]
    public void One_and_two_degrees_of_freedom_have_closed_forms(double p)
    {
        var cauchy = Math.Tan(Math.PI * (p - 0.5));
        var two = ((2 * p) - 1) / Math.Sqrt(2 * p * (1 - p));

        Assert.Equal(cauchy, StudentT.Quantile(p, 1), 1e-11 * Math.Max(1, Math.Abs(cauchy)));
        Assert.Equal(two, StudentT.Quantile(p, 2), 1e-11 * Math.Max(1, Math.Abs(two)));
    }

    [Fact]
    public void The_quantile_undoes_the_probability()
    {
        foreach (var v in new[] { 0.5, 1, 2.5, 7, 40, 79.9, 80.1, 5000, 1e7 })
        {
            foreach (var p in new[] { 0.01, 0.3, 0.5, 0.51, 0.8, 0.99 })
                Assert.Equal(p, StudentT.Cumulative(StudentT.Quantile(p, v), v), 1e-11);
        }
    }

    [Fact]
    public void Arguments_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Cumulative(0.5, -1));
    }
}
