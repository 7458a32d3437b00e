using PovertyMonitor.Measures;
using PovertyMonitor.Measures.Expressions;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

public class ExpressionFaultTests
{
    [Theory]
    [InlineData("housing.flor == 'earth'", 8, "floor")]
    [InlineData("Housing.floor == 'earth'", 0, "housing")]
    [InlineData("members.any(agYears > 3)", 12, "ageYears")]
    [InlineData("members.any(size > 3)", 12, "ageYears")]
    [InlineData("ageYears > 3", 0, "members")]
    [InlineData("members.Any(ageYears > 3)", 8, "any")]
    [InlineData("members.first(ageYears > 3)", 8, "any")]
    [InlineData("members.where(ageYears > 3).where(ageYears < 5).any()", 28, "count")]
    [InlineData("members.any(id == 3)", 12, "ageYears")]
    [InlineData("interviewedOn.hour > 3", 14, "month")]
    public void An_unknown_name_is_told_with_its_place_and_the_names_known_there(string expression, int position, string known)
    {
        var fault = Asked.Fault(expression);
        Assert.Equal((position, MeasureFaultKind.UnknownName), (fault.Position, fault.Kind));
        Assert.Contains(known, fault.Known);
    }

    [Fact]
    public void Several_unknown_names_are_told_at_once() => Assert.Equal(
        [0, 25, 58], Asked.Faults("hous.floor == 'earth' or water.minutes > 3 or members.any(years > 3)").Select(f => f.Position));

    [Theory]
    [InlineData("housing.floor == 'Earth'", 17)]
    [InlineData("housing.floor in ('earth', 'soil')", 27)]
    [InlineData("housing.floor == ''", 17)]
    public void A_choice_the_question_does_not_have_is_told_with_those_it_has(string expression, int position)
    {
        var fault = Asked.Fault(expression);
        Assert.Equal((position, MeasureFaultKind.NotAChoice), (fault.Position, fault.Kind));
        Assert.Contains("'earth'", fault.Known);
    }

    [Theory]
    [InlineData("size >", 6, "size")]
    [InlineData("size > > 3", 7, "number")]
    [InlineData("", 0, "housing")]
    [InlineData("(size > 3", 9, ")")]
    [InlineData("size > 3)", 8, "and")]
    [InlineData("size 3", 5, ">=")]
    [InlineData("housing", 7, ".floor")]
    [InlineData("members", 7, ".any")]
    [InlineData("members.where(ageYears > 3)", 27, ".any")]
    [InlineData("members.all()", 12, "ageYears")]
    [InlineData("housing.floor", 13, "==")]
    [InlineData("housing.floor == 3", 17, "'earth'")]
    [InlineData("housing.floor < 'earth'", 14, "==")]
    [InlineData("housing.floor in 'earth'", 17, "(")]
    [InlineData("housing.floor in ()", 18, "'earth'")]
    [InlineData("housing.floor in ('earth' 'dung')", 26, ")")]
    [InlineData("'earth' == housing.floor", 0, "housing")]
    [InlineData("size in (1, 2)", 5, ">=")]
    [InlineData("howMany(housing.assets.radio) > 1", 7, "2..16")]
    [InlineData("and size > 3", 0, "size")]
    [InlineData("not housing.floor == 'earth'", 4, "(")]
    [InlineData("true == housing.floor == 'earth'", 8, "(")]
    [InlineData("housing.floor in ('earth') == true", 27, "and")]
    public void What_does_not_belong_is_told_with_what_does(string expression, int position, string known)
    {
        var fault = Asked.Fault(expression);
        Assert.Equal((position, MeasureFaultKind.Syntax), (fault.Position, fault.Kind));
        Assert.Contains(known, fault.Known);
    }

    [Theory]
    [InlineData("size and housing.assets.radio", 5)]
    [InlineData("housing.assets.radio < 3", 21)]
    [InlineData("housing.assets.radio < housing.assets.bicycle", 21)]
    [InlineData("housing.assets.radio == 3", 21)]
    [InlineData("housing.assets.radio + 3 > 2", 21)]
    [InlineData("not size", 0)]
    [InlineData("!size", 0)]
    [InlineData("-housing.assets.radio", 0)]
    [InlineData("-(size > 3) > 3", 0)]
    [InlineData("size > 3 > 2", 9)]
    [InlineData("size", 0)]
    [InlineData("members.any(ageYears)", 12)]
    [InlineData("members.where(ageYears).any()", 14)]
    [InlineData("members.count()", 0)]
    [InlineData("howMany(true, size) > 1", 14)]
    [InlineData("(size) and true", 7)]
    [InlineData("(size > 2) + 3 > 3", 11)]
    [InlineData("true == (1 + size)", 5)]
    [InlineData("housing.floor == housing.roof", 17)]
    [InlineData("housing.floor == size", 17)]
    public void Kinds_that_do_not_go_together_are_told_with_the_place(string expression, int position)
    {
        var fault = Asked.Fault(expression);
        Assert.Equal((position, MeasureFaultKind.WrongKind), (fault.Position, fault.Kind));
        Assert.NotEmpty(fault.Known);
    }

    [Theory]
    [InlineData("size > 3;", 8)]
    [InlineData("members[0].ageYears > 3", 7)]
    [InlineData("@0 > 3", 0)]
    [InlineData("$.size > 3", 0)]
    [InlineData("size > 3 ? true : false", 9)]
    [InlineData("size = 3", 5)]
    [InlineData("size / 2 > 1", 5)]
    [InlineData("size % 2 == 1", 5)]
    [InlineData("size > 3 & true", 9)]
    [InlineData("size > 0x1F", 7)]
    [InlineData("size > 1e9", 7)]
    [InlineData("size > 3.", 7)]
    [InlineData("housing.floor == \"ear\\u0074h\"", 17)]
    [InlineData("housing.floor == 'earth", 17)]
    [InlineData("size > 12345678901", 7)]
    [InlineData("it.size > ½", 10)]
    public void A_character_that_no_expression_has_is_refused(string expression, int position)
    {
        var fault = Asked.Fault(expression);
        Assert.Equal((position, MeasureFaultKind.NotAllowed), (fault.Position, fault.Kind));
    }

    [Theory]
    [InlineData("it.size > 3")]
    [InlineData("root.size > 3")]
    [InlineData("null == null")]
    [InlineData("new(size as x) == null")]
    [InlineData("iif(true, true, false)")]
    [InlineData("np(size) > 3")]
    [InlineData("isnull(size, 3) > 3")]
    [InlineData("Math.Abs(3) > 3")]
    [InlineData("String.Empty == String.Empty")]
    [InlineData("DateTime.Now.Year > 3")]
    [InlineData("System.Environment.Exit(1)")]
    [InlineData("Guid.NewGuid() == Guid.NewGuid()")]
    [InlineData("Convert.ToInt32(3) > 3")]
    [InlineData("housing.GetType() == housing.GetType()")]
    [InlineData("size.ToString() == 'earth'")]
    [InlineData("size.Equals(3)")]
    [InlineData("members.select(ageYears).any()")]
    [InlineData("members.sum(ageYears) > 3")]
    [InlineData("members.any(m => true)")]
    [InlineData("housing.floor.length > 3")]
    [InlineData("as('System.Type')")]
    [InlineData("is('System.Type')")]
    [InlineData("cast('System.Type')")]
    [InlineData("interviewedOn.ToDateTimeUnspecified().Year > 3")]
    public void Nothing_but_the_questionnaire_can_be_reached(string expression) => Assert.NotEmpty(Asked.Faults(expression));

    [Fact]
    public void An_expression_can_not_be_too_long()
    {
        Assert.Equal(MeasureFaultKind.TooLong, Asked.Fault(new string(' ', Scanner.LongestText) + "size > 3").Kind);
        Assert.Equal(MeasureFaultKind.TooLong, Asked.Fault(string.Join(" or ", Enumerable.Repeat("size>3", 120))).Kind);
    }

    [Fact]
    public void The_longest_expression_is_taken()
    {
        var expression = string.Join("or ", Enumerable.Repeat("size>3 ", Scanner.MostTokens / 4));
        Assert.True(Asked.Of(expression, new() { Size = 4 }));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("!", "")]
    [InlineData("not ", "")]
    [InlineData("howMany(true, 1 == ", ")")]
    public void An_expression_can_not_be_too_deep(string open, string close)
    {
        var expression = string.Concat(Enumerable.Repeat(open, 60)) + "true" + string.Concat(Enumerable.Repeat(close, 60));
        Assert.Equal(MeasureFaultKind.TooLong, Asked.Fault(expression).Kind);
    }
}
