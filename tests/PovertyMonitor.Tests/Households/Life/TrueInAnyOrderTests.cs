using System.Text.Json.Nodes;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>What is true is refused in no order in which it arrives, and waits for nothing that never comes.</summary>
public sealed class TrueInAnyOrderTests : ToldHome
{
    private const string There = "35.22.15.2003";
    private readonly Submission _other = SampleInterview.Of(true, Here, "2018-1", Day(0), 2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_before_a_household_was_met_first_is_told_by_who_answers_for_both_villages_though_it_has_moved_on(bool forBoth)
    {
        var met = SampleInterview.Of(true, There, "2018-1", Day(6), 3);
        Assert.True(Story.Interview(met));
        Recorded(Story.Report(met.HouseholdId, "moves", Guid.NewGuid(), Day(9), new() { ["to"] = new JsonObject { ["village"] = "35.22.15.2008" } }));
        var before = met with { SubmissionId = Guid.NewGuid(), InterviewedAt = Day(2), Place = Home.Place };

        Assert.Equal(forBoth, forBoth ? Story.Interview(before, Here, There) : Story.Interview(before, Here));

        Assert.Equal("35.22.15.2008", Now(met.HouseholdId).Place.Village);
    }

    [Fact]
    public void What_was_told_of_somebody_is_taken_back_once_it_is_known_that_the_household_had_come_back()
    {
        var birth = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "births", birth, Day(6), Child(out _), Here));
        Recorded(Story.Report(Home.HouseholdId, "moves", Guid.NewGuid(), Day(3), Move(There), Here));
        LifeDecision TakeBack() => Story.Report(Home.HouseholdId, "withdrawals", new("00000000-0000-4000-8000-000000000009"), null, Undo(birth), Here);

        Waits("household.elsewhere", Home.HouseholdId, TakeBack());
        Recorded(Story.Report(Home.HouseholdId, "moves", Guid.NewGuid(), Day(5), Move(Here), There));
        Recorded(TakeBack());
    }

    [Fact]
    public void A_move_is_told_by_those_whom_the_household_left_also_where_those_who_split_off_since_went_with_it()
    {
        var into = Guid.NewGuid();
        Assert.True(Story.Interview(Interview(Day(12), 3, 4) with { HouseholdId = into, Place = Home.Place with { Village = There } }));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(8), Split(into, 3, 4)));
        Recorded(Story.Report(into, "births", Guid.NewGuid(), Day(9), Child(out _)));

        Recorded(Story.Report(Home.HouseholdId, "moves", Guid.NewGuid(), Day(4), Move(There), Here));

        Assert.Equal(There, Story.State(into).PlaceAt(Day(9))!.Village);
    }

    [Fact]
    public void A_merge_waits_where_an_interview_since_lists_somebody_who_may_have_come_with_the_others()
    {
        Assert.True(Story.Interview(_other));
        var born = Child(out var child);
        Assert.True(Story.Interview(Listing(14, child)));

        Waits("household.member_not_here", _other.HouseholdId, Merge());
        Recorded(Story.Report(_other.HouseholdId, "births", Guid.NewGuid(), Day(5), born));
        Recorded(Merge());
    }

    [Fact]
    public void A_merge_waits_where_those_who_came_may_have_gone_again_before_an_interview_that_lists_others()
    {
        Assert.True(Story.Interview(_other));
        var joined = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(11), Adult(joined)));
        Assert.True(Story.Interview(Listing(14, joined)));

        Waits("household.comers_not_met", Home.HouseholdId, Merge());
        Assert.True(Story.Interview(Listing(10, _other.Answers!.Members[1].Id)));
        Recorded(Merge());
    }

    private static JsonObject Move(string village) => new() { ["to"] = new JsonObject { ["village"] = village } };

    private static void Waits(string code, Guid household, LifeDecision decision) => Assert.Equal((0, household, code), (decision.Events.Count, decision.WaitsFor, decision.Lack?.Problem.Code));

    private LifeDecision Merge() => Story.Report(Home.HouseholdId, "merges", new("00000000-0000-4000-8000-000000000001"), Day(9), new() { ["absorbed"] = $"{_other.HouseholdId}" });

    private Submission Listing(int day, Guid more)
    {
        var interview = Interview(Day(day), 0, 1, 2, 3, 4);
        List<Member> members = [.. interview.Answers!.Members, interview.Answers.Members[4] with { Id = more, Relation = Relation.OtherRelative }];
        return interview with { Answers = interview.Answers with { Size = members.Count, Members = members } };
    }
}
