using FsCheck.Xunit;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;
using PovertyMonitor.WorkLists;

namespace PovertyMonitor.Tests.WorkLists;

public sealed class HouseholdFilterTests
{
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);
    private static readonly Register Register = new(RegisterFile.Read("35.22"));
    private static readonly HouseholdRequest Nothing = new(null, null, null, null, null, null, null, null, null, null, null);

    [Property]
    public void A_status_is_that_of_the_village_figures(uint deprived, uint missing)
    {
        missing &= Measure.Structure.AllIndicators;
        deprived &= Measure.Structure.AllIndicators & ~missing;
        var filter = Read(Nothing);

        Assert.Equal(HouseholdStandings.StatusOf(Measure, deprived, missing), filter.StatusOf(HouseholdFilter.ScoreOf(Measure, deprived, missing)));
    }

    [Fact]
    public void A_score_on_a_bound_is_within_it()
    {
        var mortality = 1u << Measure.Structure.IndexOf("child-mortality");
        Assert.Equal(new Fraction(1, 6), HouseholdFilter.ScoreOf(Measure, mortality, 0));
        Assert.True(Read(Nothing with { MinScore = "1/6", MaxScore = "1/6", K = "1/6", Status = "poor" }).Takes(mortality, 0));
        Assert.False(Read(Nothing with { K = "0.17", Status = "poor" }).Takes(mortality, 0));
        Assert.False(Read(Nothing with { MaxScore = "0.16" }).Takes(mortality, 0));
        Assert.True(Read(Nothing with { MaxScore = "0" }).Takes(0, 0));
    }

    [Fact]
    public void What_is_not_known_is_neither_lacked_nor_had()
    {
        var (mortality, nutrition) = (1u << Measure.Structure.IndexOf("child-mortality"), 1u << Measure.Structure.IndexOf("nutrition"));
        var filter = Read(Nothing with { Deprived = "child-mortality", NotDeprived = "nutrition" });

        Assert.True(filter.Takes(mortality, 0));
        Assert.False(filter.Takes(mortality, nutrition));
        Assert.False(filter.Takes(mortality | nutrition, 0));
        Assert.False(filter.Takes(0, mortality));
    }

    [Theory]
    [InlineData(Role.Dinsos, null, null, 430)]
    [InlineData(Role.Village, null, "35.22.15.2002", 1)]
    [InlineData(Role.Village, "35.22.15", "35.22.15.2002", 1)]
    [InlineData(Role.Village, "35.22.15.2003", "35.22.15.2002", 0)]
    [InlineData(Role.District, "35.22.15.2003", "35.22.15", 1)]
    [InlineData(Role.District, "35.22.16", "35.22.15", 0)]
    public void An_area_is_narrowed_to_what_is_the_callers(object role, string? area, string? own, int villages)
    {
        var caller = new Caller("x", (Role)role, "35.22", own is not null && AreaCodes.IsVillage(own) ? [own] : [], []) { Districts = own is not null && AreaCodes.IsDistrict(own) ? [own] : [] };

        Assert.Equal(villages, (Nothing with { Area = area }).Read(Measure, caller, Register, new List<FieldError>()).Villages.Length);
    }

    private static HouseholdFilter Read(HouseholdRequest request)
    {
        var faults = new List<FieldError>();
        var filter = request.Read(Measure, new Caller("x", Role.Dinsos, "35.22", [], []), Register, faults);
        Assert.Empty(faults);
        return filter;
    }
}
