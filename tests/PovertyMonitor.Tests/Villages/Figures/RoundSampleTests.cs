using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Tests.Villages.Figures;

/// <summary>The errors of a sample round's figures.</summary>
public sealed class RoundSampleTests
{
    private const string OfOneUnit = "35.22.15.2001";
    private const string OfTwoUnits = "35.22.15.2002";
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), 1);

    [Fact]
    public void A_village_of_one_unit_has_a_figure_but_no_error_and_no_interval()
    {
        var sample = Sample();
        var m0 = sample.Level(sample.Of(OfOneUnit), StatisticKind.M0, Measure.Cutoff);
        Assert.Equal(0.5, m0.Value!.Value, 12);
        Assert.Equal((null, null, null, NoValueReason.OneUnit), (m0.StandardError, m0.Lower, m0.Upper, m0.Reason));
    }

    [Fact]
    public void A_village_of_two_units_and_the_whole_have_both()
    {
        var sample = Sample();
        foreach (var domain in (SampleDomain[])[sample.Of(OfTwoUnits), sample.Whole])
        {
            var m0 = sample.Level(domain, StatisticKind.M0, Measure.Cutoff);
            Assert.True(m0.StandardError > 0);
            Assert.True(m0.Lower < m0.Value && m0.Value < m0.Upper);
        }
    }

    // Half of the first village lacks everything; of the second's two units one does in part.
    private static RoundSample Sample() => new(Measure,
    [
        Household(OfOneUnit, "a", Everything), Household(OfOneUnit, "a", 0),
        Household(OfTwoUnits, "b", Everything), Household(OfTwoUnits, "b", 0), Household(OfTwoUnits, "c", 0), Household(OfTwoUnits, "c", 0),
    ]);

    private static uint Everything => (1u << Measure.Structure.Indicators.Length) - 1;

    private static SampledHousehold Household(string village, string psu, uint deprived) => new(village, true, new(deprived, 0, 4), "1", psu, 25);
}
