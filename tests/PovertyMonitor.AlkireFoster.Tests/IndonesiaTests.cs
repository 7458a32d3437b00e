namespace PovertyMonitor.AlkireFoster.Tests;

/// <summary>
/// Indonesia, DHS 2017, as published with the global MPI by OPHI: nutrition is missing, so child mortality weighs
/// one third. The published figures must satisfy the method's identities with our weights.
/// </summary>
public class IndonesiaTests
{
    private const double Mpi = 0.0140107489;
    private const double H = 0.036190070372;
    private const double A = 0.387143455362;

    private static readonly MeasureStructure Structure =
        Measures.GlobalMpi.Without(Measures.Mask(Measures.GlobalMpi, "nutrition"));

    private static readonly Dictionary<string, (double Contribution, double Censored)> Published = new()
    {
        ["mortality"] = (34.742, 1.4603),
        ["schooling"] = (18.456, 1.5515),
        ["enrolment"] = (8.311, 0.6987),
        ["fuel"] = (9.436, 2.3797),
        ["sanitation"] = (8.652, 2.1819),
        ["water"] = (5.356, 1.3507),
        ["electricity"] = (3.056, 0.7706),
        ["floor"] = (5.191, 1.3092),
        ["assets"] = (6.800, 1.7149),
    };

    [Fact]
    public void The_index_is_headcount_times_intensity() => Assert.Equal(Mpi, H * A, 1e-10);

    [Fact]
    public void Contributions_sum_to_the_whole() => Assert.Equal(100, Published.Values.Sum(p => p.Contribution), 0.005);

    [Fact]
    public void Contributions_are_weight_times_censored_headcount_with_our_weights() =>
        Assert.All(Structure.Indicators, i => Assert.Equal(
            Published[i.Code].Contribution * Mpi / i.Weight.ToDouble(), Published[i.Code].Censored, 2e-4));
}
