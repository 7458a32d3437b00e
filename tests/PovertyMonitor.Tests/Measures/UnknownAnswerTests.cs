using PovertyMonitor.Households.Questionnaire;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

/// <summary>Every operator with an unknown on either side. In the theories, null stands for an unknown answer.</summary>
public class UnknownAnswerTests
{
    [Theory]
    [InlineData("==")]
    [InlineData("!=")]
    [InlineData("<")]
    [InlineData("<=")]
    [InlineData(">")]
    [InlineData(">=")]
    public void A_comparison_with_an_unknown_number_is_unknown_on_either_side(string sign)
    {
        Assert.Null(Asked.OfHousing($"housing.waterMinutes {sign} 30", new()));
        Assert.Null(Asked.OfHousing($"30 {sign} housing.waterMinutes", new()));
        Assert.Null(Asked.OfHousing($"housing.waterMinutes {sign} housing.waterMinutes", new()));
        Assert.Null(Asked.Of($"size {sign} housing.waterMinutes", new Answers { Size = 3 }));
    }

    [Theory]
    [InlineData("housing.waterMinutes == 30", 29, false)]
    [InlineData("housing.waterMinutes == 30", 30, true)]
    [InlineData("housing.waterMinutes != 30", 30, false)]
    [InlineData("housing.waterMinutes != 30", 31, true)]
    [InlineData("housing.waterMinutes < 30", 29, true)]
    [InlineData("housing.waterMinutes < 30", 30, false)]
    [InlineData("housing.waterMinutes <= 30", 30, true)]
    [InlineData("housing.waterMinutes <= 30", 31, false)]
    [InlineData("housing.waterMinutes > 30", 31, true)]
    [InlineData("housing.waterMinutes > 30", 30, false)]
    [InlineData("housing.waterMinutes >= 30", 30, true)]
    [InlineData("housing.waterMinutes >= 30", 29, false)]
    [InlineData("30 > housing.waterMinutes", 29, true)]
    [InlineData("30.5 > housing.waterMinutes", 30, true)]
    public void A_comparison_of_known_numbers_is_known(string expression, int minutes, bool expected) =>
        Assert.Equal(expected, Asked.OfHousing(expression, new() { WaterMinutes = minutes }));

    [Theory]
    [InlineData("housing.floor == 'earth'")]
    [InlineData("housing.floor != 'earth'")]
    [InlineData("housing.floor in ('earth', 'dung')")]
    [InlineData("housing.floor not in ('earth', 'dung')")]
    [InlineData("housing.floor == housing.floor")]
    public void A_comparison_with_an_unknown_choice_is_unknown(string expression) => Assert.Null(Asked.OfHousing(expression, new()));

    [Theory]
    [InlineData("housing.floor == 'earth'", true)]
    [InlineData("housing.floor != 'earth'", false)]
    [InlineData("housing.floor in ('dung', 'earth')", true)]
    [InlineData("housing.floor in ('dung')", false)]
    [InlineData("housing.floor not in ('dung', 'earth')", false)]
    [InlineData("housing.floor not in ('dung', 'cement')", true)]
    [InlineData("housing.floor == housing.floor", true)]
    public void A_comparison_of_a_known_choice_is_known(string expression, bool expected) =>
        Assert.Equal(expected, Asked.OfHousing(expression, new() { Floor = FloorMaterial.Earth }));

    [Theory]
    [InlineData(true, true, true, true, true)]
    [InlineData(true, false, false, true, false)]
    [InlineData(true, null, null, true, null)]
    [InlineData(false, true, false, true, false)]
    [InlineData(false, false, false, false, true)]
    [InlineData(false, null, false, null, null)]
    [InlineData(null, true, null, true, null)]
    [InlineData(null, false, false, null, null)]
    [InlineData(null, null, null, null, null)]
    public void And_or_and_equality_are_the_tables_of_Kleene(bool? left, bool? right, bool? and, bool? or, bool? same)
    {
        var housing = new Housing { Assets = new() { Radio = left, Bicycle = right } };
        Assert.Equal(and, Asked.OfHousing("housing.assets.radio and housing.assets.bicycle", housing));
        Assert.Equal(and, Asked.OfHousing("housing.assets.radio && housing.assets.bicycle", housing));
        Assert.Equal(or, Asked.OfHousing("housing.assets.radio or housing.assets.bicycle", housing));
        Assert.Equal(or, Asked.OfHousing("housing.assets.radio || housing.assets.bicycle", housing));
        Assert.Equal(same, Asked.OfHousing("housing.assets.radio == housing.assets.bicycle", housing));
        Assert.Equal(!same, Asked.OfHousing("housing.assets.radio != housing.assets.bicycle", housing));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(null, null)]
    public void Not_leaves_an_unknown_unknown(bool? answer, bool? expected)
    {
        var housing = new Housing { Assets = new() { Radio = answer } };
        Assert.Equal(expected, Asked.OfHousing("not housing.assets.radio", housing));
        Assert.Equal(expected, Asked.OfHousing("!housing.assets.radio", housing));
        Assert.Equal(expected, Asked.OfHousing("housing.assets.radio == false", housing));
    }

    [Theory]
    [InlineData("size + 1 > 3")]
    [InlineData("1 + size > 3")]
    [InlineData("size - 1 > 3")]
    [InlineData("1 - size > 3")]
    [InlineData("size * 2 > 3")]
    [InlineData("2 * size > 3")]
    [InlineData("-size > 3")]
    public void Arithmetic_with_an_unknown_is_unknown(string expression) => Assert.Null(Asked.Of(expression, new()));

    [Theory]
    [InlineData("size + 1 == 5", true)]
    [InlineData("size - 1 == 3", true)]
    [InlineData("1 - size == -3", true)]
    [InlineData("size * 2 == 8", true)]
    [InlineData("-size == -4", true)]
    [InlineData("2 + size * 2 == 10", true)]
    [InlineData("(2 + size) * 2 == 10", false)]
    public void Arithmetic_of_known_numbers_is_known(string expression, bool expected) =>
        Assert.Equal(expected, Asked.Of(expression, new Answers { Size = 4 }));

    [Fact]
    public void Nothing_times_an_unknown_is_nothing() => Assert.True(Asked.Of("size * 0 == 0", new()));

    [Fact]
    public void A_question_that_was_not_asked_is_not_unknown()
    {
        Assert.False(Asked.OfHousing("housing.sanitationShared", new() { Sanitation = Sanitation.OpenDefecation }));
        Assert.Null(Asked.OfHousing("housing.sanitationShared", new() { Sanitation = Sanitation.FlushSewer }));
        Assert.False(Asked.OfMembers("members.any(pregnant)", new Member { Sex = Sex.Male, AgeYears = 30 }));
        Assert.Null(Asked.OfMembers("members.any(pregnant)", new Member { Sex = Sex.Female, AgeYears = 30 }));
        Assert.Null(Asked.OfMembers("members.any(pregnant)", new Member { AgeYears = 30 }));
    }

    [Theory]
    [InlineData("members.any(nutrition.weightKg < 10)")]
    [InlineData("members.any(nutrition.source == 'measured')")]
    [InlineData("members.any(functioning.seeing == 'none')")]
    public void What_is_in_an_unknown_record_is_unknown(string expression) => Assert.Null(Asked.OfMembers(expression, new Member { AgeYears = 30 }));

    [Fact]
    public void What_is_in_a_known_record_is_known() => Assert.True(Asked.OfMembers(
        "members.any(nutrition.weightKg < 10 and nutrition.source == 'measured')",
        new Member { Nutrition = new() { WeightKg = 9.9m, Source = NutritionSource.Measured } }));

    [Fact]
    public void The_day_of_the_interview_is_known_everywhere()
    {
        Assert.True(Asked.Of("interviewedOn.year == 2019 and interviewedOn.month == 7 and interviewedOn.day == 20", new()));
        Assert.True(Asked.OfMembers("members.all(interviewedOn.month >= 7)", new Member()));
    }
}
