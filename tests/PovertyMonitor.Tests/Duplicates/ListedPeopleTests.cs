using PovertyMonitor.Duplicates.People;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Households.Life;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Duplicates;

/// <summary>People who are listed in two households, or after their death.</summary>
public sealed class ListedPeopleTests : ToldHome
{
    private readonly Submission _other = SampleInterview.Of(true, Here, "2018-1", Day(5), 3);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Whoever_lives_in_two_is_odd_in_the_one_that_was_asked_last_whichever_came_first(int day)
    {
        var theirs = Listing(Day(day), Id(4));
        Assert.True(Story.Interview(theirs));

        Assert.Equal([(day == 9 ? theirs.SubmissionId : Home.SubmissionId, "quality.member_elsewhere", Id(4))], Odd());
    }

    [Fact]
    public void Whoever_is_said_to_have_come_is_odd_there_while_another_household_has_them_too()
    {
        Assert.True(Story.Interview(_other));
        Assert.True(Story.Interview(Interview(Day(7), 0, 1, 2, 3, 4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(9), new() { ["member"] = System.Text.Json.Nodes.JsonNode.Parse($$"""
            {"id": "{{Id(4)}}", "sex": "male", "ageYears": 2, "ageMonths": 30, "relation": "otherRelative", "chronicIllness": false, "nutrition": "unknown"}
            """) }));

        Assert.Equal([(_other.SubmissionId, "quality.member_elsewhere", Id(4))], Odd());
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(8), Going(4)));
        Assert.Empty(Odd());
    }

    [Fact]
    public void Whoever_split_off_came_along_left_or_went_back_lives_in_one()
    {
        var into = SplitOff(Day(3), 4);
        Assert.True(Story.Interview(Interview(Day(4), 4) with { HouseholdId = into }));
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(Home.HouseholdId, "merges", Guid.NewGuid(), Day(9), new() { ["absorbed"] = $"{_other.HouseholdId}" }));
        Assert.Empty(Odd());

        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(10), Going(3)));
        Assert.True(Story.Interview(Interview(Day(11), 3) with { HouseholdId = Guid.NewGuid() }));
        Assert.Empty(Odd());
    }

    [Fact]
    public void Whoever_died_is_odd_in_every_interview_since_anywhere_until_the_death_is_taken_back()
    {
        var death = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "deaths", death, Day(3), Going(4)));
        var (before, again, there) = (Interview(Day(2), 0, 1, 2, 3, 4), Interview(Day(7), 0, 1, 2, 3, 4), Listing(Day(8), Id(4)));
        Assert.All([before, again], i => Assert.True(Story.Interview(i)));
        Assert.Equal([(again.SubmissionId, "quality.member_dead", Id(4))], Odd());

        Assert.True(Story.Interview(there));
        Assert.Equal([(again.SubmissionId, "quality.member_dead", Id(4)), (there.SubmissionId, "quality.member_dead", Id(4)), (there.SubmissionId, "quality.member_elsewhere", Id(4))], Odd());
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(death)));
        Assert.Equal([(there.SubmissionId, "quality.member_elsewhere", Id(4))], Odd());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_is_said_to_have_come_after_their_death_is_odd_whichever_is_learned_first(bool death)
    {
        var told = Guid.NewGuid();
        Assert.True(Story.Interview(_other));
        if (death) Recorded(Story.Report(Home.HouseholdId, "deaths", told, Day(3), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(9), Adult(Id(4))));
        if (!death) Recorded(Story.Report(Home.HouseholdId, "deaths", told, Day(3), Going(4)));

        Assert.Equal([(_other.SubmissionId, "quality.member_dead", Id(4))], Odd());
        // It is looked at, not refused; neither is who came before they died.
        Assert.Equal(4, Story.Living(_other.HouseholdId).Count);
    }

    [Fact]
    public void Whoever_died_after_they_came_is_not_odd()
    {
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(9), Adult(Id(4))));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(8), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "deaths", Guid.NewGuid(), Day(12), Going(4)));

        Assert.Empty(Odd());
    }

    [Fact]
    public void Two_who_gave_one_identity_number_are_taken_for_one_person()
    {
        Assert.True(Story.Interview(_other));
        var twin = _other.Answers!.Members[2].Id;

        Assert.Empty(Odd());
        Assert.Equal([(_other.SubmissionId, "quality.member_elsewhere", twin)], Odd((Id(2), twin), (twin, Id(2))));
        Recorded(Story.Report(Home.HouseholdId, "deaths", Guid.NewGuid(), Day(3), Going(2)));
        Assert.Equal([(_other.SubmissionId, "quality.member_dead", twin)], Odd((Id(2), twin)));
    }

    private List<(Guid, string, Guid)> Odd(params (Guid, Guid)[] same) =>
    [
        .. ListedPeople.Odd(Story.Households.ToDictionary(h => h, Story.State), same).Select(f => (f.Of.SubmissionId, f.Flag.Rule.Code, f.Flag.Member!.Value))
            .OrderBy(f => f.Code).ThenBy(f => f.SubmissionId == _other.SubmissionId),
    ];

    // Another household that lists somebody of this one.
    private Submission Listing(NodaTime.Instant at, Guid member) => _other with
    {
        InterviewedAt = at,
        Answers = _other.Answers! with { Size = 4, Members = [.. _other.Answers.Members, _other.Answers.Members[2] with { Id = member }] },
    };
}
