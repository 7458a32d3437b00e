using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

public class RosterTests
{
    private static Member[] Attending(params bool?[] answers) => [.. answers.Select(a => new Member { AgeYears = 10, AttendingSchool = a })];

    private static Member[] Years(params int?[] answers) => [.. answers.Select(a => new Member { AgeYears = 30, YearsOfSchooling = a })];

    public static TheoryData<bool?[], bool?, bool?> Quantified => new()
    {
        { [], false, true },
        { [true], true, true },
        { [false], false, false },
        { [null], null, null },
        { [true, false], true, false },
        { [true, null], true, null },
        { [false, null], null, false },
        { [true, false, null], true, false },
    };

    [Theory]
    [MemberData(nameof(Quantified))]
    public void Any_and_all_are_known_where_the_unknown_does_not_decide(bool?[] answers, bool? any, bool? all)
    {
        Assert.Equal(any, Asked.OfMembers("members.any(attendingSchool)", Attending(answers)));
        Assert.Equal(all, Asked.OfMembers("members.all(attendingSchool)", Attending(answers)));
        Assert.Equal(!any, Asked.OfMembers("not members.any(attendingSchool)", Attending(answers)));
    }

    [Theory]
    [InlineData("members.count(attendingSchool) >= 1", true)]
    [InlineData("members.count(attendingSchool) >= 2", null)]
    [InlineData("members.count(attendingSchool) >= 3", false)]
    [InlineData("members.count(attendingSchool) < 1", false)]
    [InlineData("members.count(attendingSchool) == 1", null)]
    [InlineData("members.count(attendingSchool) == 3", false)]
    [InlineData("2 > members.count(attendingSchool)", null)]
    [InlineData("members.count() == 3", true)]
    [InlineData("members.any()", true)]
    [InlineData("members.count(attendingSchool) * 2 > members.count()", null)]
    [InlineData("members.count(attendingSchool) + 5 > members.count()", true)]
    public void A_count_lies_between_the_known_and_the_known_with_the_unknown(string expression, bool? expected) =>
        Assert.Equal(expected, Asked.OfMembers(expression, Attending(true, false, null)));

    [Theory]
    [InlineData("childDeaths.any()")]
    [InlineData("childDeaths.any(ageMonths < 60)")]
    [InlineData("childDeaths.all(ageMonths < 60)")]
    [InlineData("childDeaths.where(ageMonths < 60).any()")]
    [InlineData("childDeaths.count() > 0")]
    [InlineData("childDeaths.count() == 0")]
    public void An_unknown_list_tells_nothing(string expression) => Assert.Null(Asked.Of(expression, new()));

    [Fact]
    public void An_unknown_list_has_at_least_no_element() => Assert.True(Asked.Of("childDeaths.count() >= 0", new()));

    [Theory]
    [InlineData(null, null)]
    [InlineData("1", null)]
    [InlineData("2/3", false)]
    [InlineData("0", false)]
    public void A_minimum_share_lets_those_known_speak_for_the_others(string? share, bool? expected) => Assert.Equal(
        expected, Asked.Of("members.where(ageYears >= 13).any(yearsOfSchooling >= 6)", new Answers { Members = Years(2, 3, null) }, share));

    [Fact]
    public void A_minimum_share_of_nothing_still_asks_for_one_who_is_known() => Assert.Null(
        Asked.Of("members.where(ageYears >= 13).any(yearsOfSchooling >= 6)", new Answers { Members = Years(null, null) }, "0"));

    [Fact]
    public void A_minimum_share_counts_only_those_selected()
    {
        Member[] members = [.. Years(2, null), new() { AgeYears = 3 }, new() { AgeYears = 5, YearsOfSchooling = 0 }];
        Assert.Null(Asked.Of("members.where(ageYears >= 13).any(yearsOfSchooling >= 6)", new Answers { Members = members }, "2/3"));
    }

    [Fact]
    public void A_minimum_share_does_not_hide_one_for_whom_it_holds() => Assert.True(
        Asked.Of("members.where(ageYears >= 13).any(yearsOfSchooling >= 6)", new Answers { Members = Years(null, 6, null) }, "1"));

    [Theory]
    [InlineData("2/3", true)]
    [InlineData(null, null)]
    public void A_minimum_share_holds_for_all_as_for_any(string? share, bool? expected) => Assert.Equal(
        expected, Asked.Of("members.where(ageYears >= 13).all(yearsOfSchooling >= 6)", new Answers { Members = Years(6, 7, null) }, share));

    [Theory]
    [InlineData(10, true, null)]
    [InlineData(10, false, false)]
    [InlineData(10, null, null)]
    public void Whoever_may_be_selected_decides_only_where_it_holds_for_them(int age, bool? attending, bool? expected) => Assert.Equal(
        expected, Asked.OfMembers("members.where(chronicIllness).any(attendingSchool)", new Member { AgeYears = age, AttendingSchool = attending }));

    [Theory]
    [InlineData(2014, 7, true)]
    [InlineData(2014, 6, false)]
    [InlineData(2019, 7, true)]
    public void Months_before_the_interview_are_counted_from_month_to_month(int year, int month, bool expected) => Assert.Equal(
        expected, Asked.Of("childDeaths.any(monthsBeforeInterview <= 60)", new Answers { ChildDeaths = [new() { Month = new YearMonth(year, month) }] }));

    [Fact]
    public void A_death_in_an_unknown_month_is_unknown() =>
        Assert.Null(Asked.Of("childDeaths.any(monthsBeforeInterview <= 60)", new Answers { ChildDeaths = [new()] }));

    [Fact]
    public void HowMany_is_bounded_by_what_is_unknown()
    {
        var housing = new Housing { Assets = new() { Radio = true, Bicycle = false } };
        const string Owned = "howMany(housing.assets.radio, housing.assets.bicycle, housing.assets.computer)";
        Assert.True(Asked.OfHousing($"{Owned} >= 1", housing));
        Assert.Null(Asked.OfHousing($"{Owned} >= 2", housing));
        Assert.False(Asked.OfHousing($"{Owned} >= 3", housing));
        Assert.True(Asked.OfHousing("howMany(true, not housing.assets.bicycle) == 2", housing));
    }
}
