using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Members that split off and were met elsewhere again, and what is rejected or told late of that: each lives in one household.</summary>
public sealed class MetAgainTests : ToldHome
{
    private readonly Submission _other = SampleInterview.Of(true, Here, "2018-1", Day(1), 2);

    [Fact]
    public void Whoever_was_met_at_home_again_stays_there_though_the_interview_from_before_the_split_is_rejected()
    {
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3, 4)));
        var into = SplitOff(Day(5), 3, 4);
        Assert.True(Story.Interview(Interview(Day(6), 3, 4) with { HouseholdId = into }));

        Assert.True(Story.Reject(Home.HouseholdId, Home.SubmissionId));

        Assert.Equal((5, 0, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count, Story.Living(into, Day(7)).Count));
        // Whom a later interview does not list was not back.
        var back = Story.State(Home.HouseholdId).Interviews().Single().SubmissionId;
        Assert.True(Story.Reject(Home.HouseholdId, back));
        Assert.Equal((0, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void Whoever_split_off_before_a_merge_and_was_met_after_it_lives_where_they_were_met()
    {
        var met = Merge();
        Assert.True(Story.Interview(met));

        var into = SplitOff(Day(5), 4);

        Assert.Equal((7, 0, 1), (Story.Living(_other.HouseholdId).Count, Story.Living(into).Count, Story.Living(into, Day(11)).Count));
        Assert.Equal(6, Story.Living(_other.HouseholdId, Day(11)).Count);
        Assert.True(Story.Reject(_other.HouseholdId, met.SubmissionId));
        Assert.Equal((6, 1), (Story.Living(_other.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void Whoever_was_met_after_a_merge_lives_there_also_where_that_is_learned_last()
    {
        var met = Merge();
        var into = SplitOff(Day(5), 4);
        Assert.Equal((6, 1), (Story.Living(_other.HouseholdId).Count, Story.Living(into).Count));

        Assert.True(Story.Interview(met));

        Assert.Equal((7, 0), (Story.Living(_other.HouseholdId).Count, Story.Living(into).Count));
        // They may have come with the others of their household.
        Recorded(Story.Report(_other.HouseholdId, "merges", Guid.NewGuid(), Day(11), new() { ["absorbed"] = $"{into}" }));
        Assert.Equal((7, 0, Day(11)), (Story.Living(_other.HouseholdId, Day(11)).Count, Story.Living(into, Day(11)).Count, Story.State(into).EndedSince));
    }

    [Fact]
    public void Whoever_came_by_themselves_after_a_merge_lives_there()
    {
        Merge();
        Recorded(Story.Report(_other.HouseholdId, "departures", Guid.NewGuid(), Day(12), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(14), Adult(Id(4))));

        var into = SplitOff(Day(5), 4);

        Assert.Equal((7, 0, 1), (Story.Living(_other.HouseholdId).Count, Story.Living(into).Count, Story.Living(into, Day(13)).Count));
    }

    [Fact]
    public void Whoever_was_asked_in_their_own_household_after_they_were_met_where_the_old_one_went_is_for_a_person_to_look_at()
    {
        Assert.True(Story.Interview(Merge()));
        var into = Guid.NewGuid();
        Assert.True(Story.Interview(Interview(Day(16), 4) with { HouseholdId = into }));

        Refused("household.seen_since", Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(5), Split(into, 4)));
    }

    [Fact]
    public void Whoever_left_and_came_again_to_the_household_that_took_the_old_one_in_lives_there()
    {
        var into = SplitOff(Day(5), 3, 4);
        Recorded(Story.Report(into, "merges", Guid.NewGuid(), Day(7), new() { ["absorbed"] = $"{Home.HouseholdId}" }));
        Recorded(Story.Report(into, "departures", Guid.NewGuid(), Day(9), Going(4)));

        Recorded(Story.Report(into, "joinings", Guid.NewGuid(), Day(11), Adult(Id(4))));

        Assert.Equal(5, Story.Living(into).Count);
    }

    [Fact]
    public void An_interview_is_not_rejected_where_somebody_would_live_in_two_households_by_it()
    {
        var again = Interview(Day(5), 0, 1, 2, 3, 4);
        Assert.True(Story.Interview(again));
        var first = SplitOff(Day(3), 2, 4);
        var second = SplitOff(Day(7), 3, 4);
        Recorded(Story.Report(second, "departures", Guid.NewGuid(), Day(9), Going(4)));
        Recorded(Story.Report(second, "joinings", Guid.NewGuid(), Day(11), Adult(Id(4))));

        Assert.False(Story.Reject(Home.HouseholdId, again.SubmissionId));

        // Once it is said that they left the first one.
        Recorded(Story.Report(first, "departures", Guid.NewGuid(), Day(4), Going(4)));
        Assert.True(Story.Reject(Home.HouseholdId, again.SubmissionId));
        Assert.Equal((2, 1, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(first).Count, Story.Living(second).Count));
    }

    // The household came to live in another one; says what an interview there lists later.
    private Submission Merge()
    {
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(_other.HouseholdId, "merges", Guid.NewGuid(), Day(9), new() { ["absorbed"] = $"{Home.HouseholdId}" }));
        List<Member> members = [.. _other.Answers!.Members, .. Home.Answers!.Members.Select(m => m with { Relation = Relation.OtherRelative })];
        return _other with { SubmissionId = Guid.NewGuid(), Round = "2018-2", InterviewedAt = Day(12), Answers = _other.Answers with { Size = members.Count, Members = members } };
    }
}
