using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

public class ShippedMeasureTests
{
    private static readonly LocalDate InterviewedOn = new(2019, 7, 20);
    private static readonly CompiledMeasure Global = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);

    private static Member Adult => new()
    {
        Sex = Sex.Male,
        AgeYears = 40,
        YearsOfSchooling = 9,
        Nutrition = new() { WeightKg = 60, HeightCm = 165, MeasuredOn = InterviewedOn },
    };

    private static Answers Fine => new()
    {
        Size = 1,
        ChildDeaths = [],
        Members = [Adult],
        Housing = new()
        {
            Floor = FloorMaterial.Tile,
            Roof = RoofMaterial.ClayTile,
            Walls = WallMaterial.Brick,
            Electricity = Electricity.Grid,
            CookingFuel = CookingFuel.Lpg,
            WaterSource = WaterSource.Piped,
            WaterMinutes = 0,
            Sanitation = Sanitation.FlushSepticTank,
            SanitationShared = false,
            Assets = new() { Radio = false, Television = true, Telephone = true, Computer = false, AnimalCart = false, Bicycle = false, Motorbike = false, Refrigerator = false, CarOrTruck = false },
        },
    };

    private static Answers With(Func<Housing, Housing> change) => Fine with { Housing = change(Fine.Housing) };

    private static Answers With(params Member[] members) => Fine with { Members = members };

    private static bool? Deprived(string indicator, Answers answers, CompiledMeasure? measure = null)
    {
        measure ??= Global;
        var (deprived, missing) = measure.Assess(answers, InterviewedOn);
        var bit = 1u << measure.Structure.IndexOf(indicator);
        Assert.Equal(0u, deprived & missing);
        return (missing & bit) != 0 ? null : (deprived & bit) != 0;
    }

    [Fact]
    public void Their_weights_and_cutoffs_are_those_published()
    {
        Assert.Equal(["1/6", "1/6", "1/6", "1/6", "1/18", "1/18", "1/18", "1/18", "1/18", "1/18"], Global.Structure.Indicators.Select(i => i.Weight.ToString()));
        Assert.Equal(new Fraction(1, 3), Global.Cutoff);
        var without = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), 1);
        Assert.Equal(new Fraction(1, 3), without.Structure.Indicators[without.Structure.IndexOf("child-mortality")].Weight);
        Assert.Equal(9, without.Structure.Indicators.Length);
        Assert.Equal("global-mpi-2018-without-nutrition@1", without.Id);
    }

    [Fact]
    public void A_household_that_lacks_nothing_is_deprived_in_nothing() => Assert.Equal((0u, 0u), Global.Assess(Fine, InterviewedOn));

    [Fact]
    public void A_household_that_answered_nothing_is_unknown_in_everything() =>
        Assert.Equal((0u, Global.Structure.AllIndicators), Global.Assess(new Answers { Members = [new()] }, InterviewedOn));

    [Fact]
    public void The_regencys_measure_judges_nutrition_by_what_a_Posyandu_records()
    {
        var regency = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.Bojonegoro), 1);
        Member Toddler(decimal? weight) => new()
        {
            Sex = Sex.Male,
            AgeYears = 1,
            AgeMonths = 12,
            Nutrition = weight is null ? null : new() { WeightKg = weight, MeasuredOn = InterviewedOn, Source = NutritionSource.PosyanduRecord },
        };
        Assert.True(Deprived("nutrition", With(Adult, Toddler(7.6m)), regency));
        Assert.False(Deprived("nutrition", With(Adult, Toddler(7.7m), Toddler(null)), regency));
        Assert.Null(Deprived("nutrition", With(Adult, Toddler(null)), regency));
        Assert.False(Deprived("nutrition", With(Adult with { Nutrition = null }), regency));
    }

    [Fact]
    public void The_national_measure_says_that_it_is_incomplete()
    {
        var definition = ShippedMeasures.Read(ShippedMeasures.NationalFromKnownRows);
        Assert.NotNull(definition.Incomplete);
        var national = MeasureCompiler.Compile(definition, 1);
        Assert.True(Deprived("schooling", With(Adult with { AgeYears = 25, YearsOfSchooling = 8 }), national));
        Assert.False(Deprived("schooling", With(Adult with { AgeYears = 31, YearsOfSchooling = 8 }), national));
        Assert.True(Deprived("school-participation", With(Adult with { AgeYears = 18, AttendingSchool = false, YearsOfSchooling = 9 }), national));
        Assert.False(Deprived("school-participation", With(Adult with { AgeYears = 18, AttendingSchool = false, YearsOfSchooling = 12 }), national));
        Assert.True(Deprived("roof-floor-wall", With(h => h with { Walls = WallMaterial.Bamboo }), national));
    }

    public static TheoryData<CookingFuel, bool> Fuels => new()
    {
        { CookingFuel.Wood, true }, { CookingFuel.Dung, true }, { CookingFuel.Charcoal, true }, { CookingFuel.Coal, true }, { CookingFuel.CropResidue, true },
        { CookingFuel.Lpg, false }, { CookingFuel.Kerosene, false }, { CookingFuel.NoCooking, false }, { CookingFuel.Other, false },
    };

    [Theory]
    [MemberData(nameof(Fuels))]
    public void Solid_fuel_deprives(CookingFuel fuel, bool expected) => Assert.Equal(expected, Deprived("cooking-fuel", With(h => h with { CookingFuel = fuel })));

    [Fact]
    public void Sanitation_deprives_where_it_is_not_improved_or_shared()
    {
        Assert.True(Deprived("sanitation", With(h => h with { Sanitation = Sanitation.HangingLatrine })));
        Assert.True(Deprived("sanitation", With(h => h with { Sanitation = Sanitation.Other })));
        Assert.True(Deprived("sanitation", With(h => h with { SanitationShared = true })));
        Assert.True(Deprived("sanitation", With(h => h with { Sanitation = Sanitation.OpenDefecation, SanitationShared = null })));
        Assert.True(Deprived("sanitation", With(h => h with { Sanitation = null, SanitationShared = true })));
        Assert.Null(Deprived("sanitation", With(h => h with { SanitationShared = null })));
        Assert.Null(Deprived("sanitation", With(h => h with { Sanitation = null })));
    }

    [Fact]
    public void Water_deprives_where_it_is_not_improved_or_half_an_hour_away()
    {
        Assert.True(Deprived("drinking-water", With(h => h with { WaterSource = WaterSource.SurfaceWater })));
        Assert.True(Deprived("drinking-water", With(h => h with { WaterMinutes = 30 })));
        Assert.False(Deprived("drinking-water", With(h => h with { WaterMinutes = 29 })));
        Assert.Null(Deprived("drinking-water", With(h => h with { WaterMinutes = null })));
        Assert.True(Deprived("drinking-water", With(h => h with { WaterSource = null, WaterMinutes = 45 })));
    }

    [Fact]
    public void Housing_deprives_by_any_of_floor_roof_and_walls()
    {
        Assert.True(Deprived("housing", With(h => h with { Floor = FloorMaterial.Earth })));
        Assert.True(Deprived("housing", With(h => h with { Roof = RoofMaterial.Thatch })));
        Assert.True(Deprived("housing", With(h => h with { Walls = WallMaterial.Bamboo })));
        Assert.False(Deprived("housing", With(h => h with { Floor = FloorMaterial.Bamboo })));
        Assert.True(Deprived("housing", With(h => h with { Floor = null, Walls = WallMaterial.Other })));
        Assert.Null(Deprived("housing", With(h => h with { Floor = null })));
    }

    [Fact]
    public void Electricity_deprives_where_there_is_none()
    {
        Assert.True(Deprived("electricity", With(h => h with { Electricity = Electricity.None })));
        Assert.False(Deprived("electricity", With(h => h with { Electricity = Electricity.OffGrid })));
        Assert.Null(Deprived("electricity", With(h => h with { Electricity = null })));
    }

    [Fact]
    public void Assets_deprive_where_there_is_at_most_one_and_no_car()
    {
        Answers Owning(Func<Assets, Assets> change) => With(h => h with { Assets = change(h.Assets) });
        Assert.True(Deprived("assets", Owning(a => a with { Telephone = false })));
        Assert.False(Deprived("assets", Owning(a => a with { Telephone = false, CarOrTruck = true })));
        Assert.False(Deprived("assets", Owning(a => a with { Radio = null, Computer = null, CarOrTruck = null })));
        Assert.Null(Deprived("assets", Owning(a => a with { Telephone = null })));
        Assert.Null(Deprived("assets", Owning(a => a with { Telephone = false, CarOrTruck = null })));
    }

    [Fact]
    public void Schooling_deprives_where_nobody_old_enough_has_six_years()
    {
        Assert.True(Deprived("years-of-schooling", With(Adult with { YearsOfSchooling = 5 })));
        Assert.False(Deprived("years-of-schooling", With(Adult with { YearsOfSchooling = 5 }, Adult with { YearsOfSchooling = 6 })));
        Assert.True(Deprived("years-of-schooling", With(Adult with { YearsOfSchooling = 5 }, Adult with { AgeYears = 12, YearsOfSchooling = 6 })));
        Assert.False(Deprived("years-of-schooling", With(Adult with { AgeYears = 12, YearsOfSchooling = 5 })));
        Assert.Null(Deprived("years-of-schooling", With(Adult with { YearsOfSchooling = 5 }, Adult with { YearsOfSchooling = null })));
        Assert.True(Deprived("years-of-schooling", With(Adult with { YearsOfSchooling = 5 }, Adult with { YearsOfSchooling = 0 }, Adult with { YearsOfSchooling = null })));
    }

    [Theory]
    [InlineData(6, false, false)]
    [InlineData(7, false, true)]
    [InlineData(15, false, true)]
    [InlineData(16, false, false)]
    [InlineData(10, true, false)]
    [InlineData(10, null, null)]
    public void A_child_of_school_age_out_of_school_deprives(int age, bool? attending, bool? expected) =>
        Assert.Equal(expected, Deprived("school-attendance", With(Adult, Adult with { AgeYears = age, AttendingSchool = attending })));

    [Fact]
    public void A_childs_death_deprives_for_five_years()
    {
        Answers Died(int year, int month, int? age = 3) => Fine with { ChildDeaths = [new() { Month = new(year, month), AgeMonths = age }] };
        Assert.True(Deprived("child-mortality", Died(2014, 7)));
        Assert.False(Deprived("child-mortality", Died(2014, 6)));
        Assert.Null(Deprived("child-mortality", Died(2018, 6, null)));
        Assert.False(Deprived("child-mortality", Died(2010, 6, null)));
        Assert.Null(Deprived("child-mortality", Fine with { ChildDeaths = null }));
    }

    [Fact]
    public void One_undernourished_member_deprives_whoever_else_is_unknown()
    {
        var thin = Adult with { Nutrition = new() { WeightKg = 45, HeightCm = 165, MeasuredOn = InterviewedOn } };
        var unmeasured = Adult with { Nutrition = null };
        Assert.True(Deprived("nutrition", With(unmeasured, thin)));
        Assert.False(Deprived("nutrition", With(unmeasured, Adult)));
        Assert.Null(Deprived("nutrition", With(unmeasured)));
        Assert.False(Deprived("nutrition", With(Adult with { AgeYears = 70, Nutrition = null })));
    }

    [Fact]
    public void A_child_deprives_by_weight_or_height_under_five_and_by_body_mass_index_from_then_on()
    {
        Member Child(int months, decimal weight, decimal height) => new()
        {
            Sex = Sex.Female,
            AgeYears = months / 12,
            AgeMonths = months < 60 ? months : null,
            Pregnant = months < 120 ? null : false,
            Nutrition = new() { WeightKg = weight, HeightCm = height, MeasuredOn = InterviewedOn },
        };
        Assert.True(Deprived("nutrition", With(Child(24, 8.9m, 86))));
        Assert.True(Deprived("nutrition", With(Child(24, 11, 79))));
        Assert.False(Deprived("nutrition", With(Child(24, 11, 86))));
        Assert.True(Deprived("nutrition", With(Child(98, 17, 128))));
        Assert.False(Deprived("nutrition", With(Child(98, 26, 128))));
    }
}
