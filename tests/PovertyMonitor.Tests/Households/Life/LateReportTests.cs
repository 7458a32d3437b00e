using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Reports that come late, at the very time of others, or about what was rejected since.</summary>
public sealed class LateReportTests : ToldHome
{
    private static readonly Guid First = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Last = new("ffffffff-ffff-4fff-bfff-ffffffffffff");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_an_interview_and_a_merge_at_the_same_instant_the_merge_is_what_changed(bool sortsFirst)
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);
        Story.Interview(other);

        Recorded(Story.Report(Home.HouseholdId, "merges", sortsFirst ? First : Last, Day(1), new() { ["absorbed"] = $"{other.HouseholdId}" }));

        Assert.Equal(8, Story.Living(Home.HouseholdId).Count);
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(sortsFirst ? First : Last)));
        Assert.Equal((5, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(other.HouseholdId).Count));
    }

    [Fact]
    public void A_merge_at_the_instant_of_a_change_that_was_known_can_be_undone()
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);
        Story.Interview(other);
        Recorded(Story.Report(Home.HouseholdId, "births", Last, Day(2), Child(out _)));
        Recorded(Story.Report(Home.HouseholdId, "merges", First, Day(2), new() { ["absorbed"] = $"{other.HouseholdId}" }));
        Assert.Equal(9, Story.Living(Home.HouseholdId).Count);

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(First)));

        Assert.Equal((6, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(other.HouseholdId).Count));
    }

    [Theory]
    [InlineData("splits")]
    [InlineData("departures")]
    [InlineData("deaths")]
    public void Whoever_split_off_can_not_have_gone_before(string kind)
    {
        SplitOff(Day(9), 3, 4);

        Refused("household.seen_since", Story.Report(Home.HouseholdId, kind, Guid.NewGuid(), Day(5), kind == "splits" ? Split(Guid.NewGuid(), 4) : Going(4)));
        Recorded(Story.Report(Home.HouseholdId, kind, Guid.NewGuid(), Day(5), kind == "splits" ? Split(Guid.NewGuid(), 2) : Going(2)));
    }

    [Fact]
    public void A_birth_is_not_taken_back_from_under_the_household_that_took_the_child_along()
    {
        var birth = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "births", birth, Day(2), Child(out var child)));
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", First, Day(9), new()
        {
            ["into"] = $"{into}",
            ["members"] = new JsonArray($"{Id(4)}", $"{child}"),
            ["head"] = $"{Id(4)}",
        }));

        Refused("household.seen_since", Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(birth)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(First)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(birth)));
        Assert.Equal((5, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void What_is_learned_late_of_a_household_that_ended_in_another_goes_along_with_its_people()
    {
        var (other, birth) = (SampleInterview.Of(true, Here, "2018-1", Day(0), 3), Guid.NewGuid());
        Story.Interview(other);
        Recorded(Story.Report(Home.HouseholdId, "births", birth, Day(2), Child(out _)));
        Recorded(Story.Report(other.HouseholdId, "merges", First, Day(9), new() { ["absorbed"] = $"{Home.HouseholdId}" }));

        Assert.Equal(9, Story.Living(other.HouseholdId).Count);
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(5), Child(out _)));
        Assert.Equal(10, Story.Living(other.HouseholdId).Count);
        Recorded(Story.Report(Home.HouseholdId, "deaths", Guid.NewGuid(), Day(5), Going(4)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(birth)));
        Assert.Equal(8, Story.Living(other.HouseholdId).Count);
        Assert.True(Story.Interview(Interview(Day(6), 0, 1, 2)));
        Assert.Equal(6, Story.Living(other.HouseholdId).Count);
        // Who has left it by then can't be with those who come along; with nobody to come along the merge could not have been.
        Recorded(Story.Report(other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(First)));
        Assert.Equal((3, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(other.HouseholdId).Count));
    }

    [Fact]
    public void What_is_learned_late_of_a_household_from_before_a_split_is_told_anew_in_the_one_that_left()
    {
        var into = SplitOff(Day(9), 3, 4);
        Recorded(Story.Report(Home.HouseholdId, "moves", Guid.NewGuid(), Day(4), new() { ["to"] = new JsonObject { ["village"] = "35.22.15.2003" } }));
        Assert.Equal("35.22.15.2003", Now(into).Place.Village);
        Assert.True(Story.Interview(Home with
        {
            SubmissionId = Guid.NewGuid(),
            Corrects = Home.SubmissionId,
            InterviewedAt = Day(12),
            Answers = Home.Answers! with { Housing = new Housing { Floor = FloorMaterial.Earth } },
        }));
        Assert.Equal(FloorMaterial.Earth, Now(into).Answers.Housing.Floor);

        // Somebody who was not there could not have left.
        Assert.False(Story.Interview(Interview(Day(6), 0, 1, 2, 3)));
        Assert.Equal((3, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void A_household_may_be_interviewed_before_it_is_reported_how_it_began()
    {
        var into = Guid.NewGuid();
        Assert.True(Story.Interview(Interview(Day(12), 3, 4) with { HouseholdId = into }));

        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(9), Split(into, 3, 4)));

        Assert.Equal((3, 2, Day(9)), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count, Spell.Of(Story.State(into))[0].From));
        Refused("household.id_taken", Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(10), Split(into, 2)));
    }

    [Fact]
    public void A_split_is_told_by_time_though_they_were_met_at_home_again_by_then()
    {
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3)));

        var into = SplitOff(Day(9), 3, 4);

        Assert.Equal((3, 2), (Story.Living(Home.HouseholdId, Day(10)).Count, Story.Living(into, Day(10)).Count));
        Assert.Equal((4, 1), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
        // By then the other one is back too.
        Assert.False(Story.Interview(Interview(Day(13), 3, 4) with { HouseholdId = into }));
        Recorded(Story.Report(Home.HouseholdId, "merges", First, Day(14), new() { ["absorbed"] = $"{into}" }));
        Assert.Equal((5, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void A_household_all_of_whom_were_met_at_home_again_is_no_more_and_what_happened_to_them_there_does_not_keep_the_split_out()
    {
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3, 4)));
        Recorded(Story.Report(Home.HouseholdId, "deaths", First, Day(15), Going(4)));

        var into = SplitOff(Day(9), 3, 4);

        Assert.Equal((4, 0, Day(12)), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count, Story.State(into).EndedSince));
        // The merge by which they came back may come later still.
        Recorded(Story.Report(Home.HouseholdId, "merges", Last, Day(11), new() { ["absorbed"] = $"{into}" }));
        Assert.Equal((5, 0, Day(11)), (Story.Living(Home.HouseholdId, Day(11)).Count, Story.Living(into, Day(11)).Count, Story.State(into).EndedSince));
    }

    [Fact]
    public void Whoever_was_met_at_home_again_lives_there_alone_also_where_a_later_told_split_had_put_them_further()
    {
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3, 4)));
        var (into, further) = (SplitOff(Day(5), 3, 4), Guid.NewGuid());

        Recorded(Story.Report(into, "splits", Last, Day(6), Split(further, 4)));

        Assert.Equal((5, 0, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count, Story.Living(further).Count));
        Assert.Equal((3, 1, 1), (Story.Living(Home.HouseholdId, Day(7)).Count, Story.Living(into, Day(7)).Count, Story.Living(further, Day(7)).Count));
    }

    [Fact]
    public void Whoever_was_met_at_home_again_did_not_go_into_another_household_before()
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(1), 2);
        Assert.True(Story.Interview(other));
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3, 4)));
        var into = SplitOff(Day(5), 3, 4);

        Refused("household.seen_since", Story.Report(other.HouseholdId, "merges", Last, Day(6), new() { ["absorbed"] = $"{into}" }));
        Recorded(Story.Report(Home.HouseholdId, "merges", Last, Day(6), new() { ["absorbed"] = $"{into}" }));
    }

    [Fact]
    public void A_death_waits_for_a_mother_nobody_has_heard_of_and_takes_one_who_is_gone()
    {
        JsonObject Death(Guid mother)
        {
            var death = Going(4);
            death["mother"] = $"{mother}";
            return death;
        }
        var mother = Guid.NewGuid();

        Assert.Equal((Home.HouseholdId, "household.member_not_here"), Story.Report(Home.HouseholdId, "deaths", Last, Day(12), Death(mother)) is { Events.Count: 0 } waits ? (waits.WaitsFor, waits.Lack!.Problem.Code) : default);
        Refused("household.own_mother", Story.Report(Home.HouseholdId, "deaths", Last, Day(12), Death(Id(4))));
        Recorded(Story.Report(Home.HouseholdId, "joinings", First, Day(9), Adult(mother)));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(10), new() { ["member"] = $"{mother}" }));
        Recorded(Story.Report(Home.HouseholdId, "deaths", Last, Day(12), Death(mother)));
    }

    [Fact]
    public void Whoever_came_back_alone_lives_in_one_household()
    {
        var into = SplitOff(Day(9), 3, 4);

        Recorded(Story.Report(Home.HouseholdId, "joinings", First, Day(12), new()
        {
            ["member"] = new JsonObject
            {
                ["id"] = $"{Id(4)}",
                ["sex"] = "female",
                ["ageYears"] = 30,
                ["relation"] = "otherRelative",
                ["yearsOfSchooling"] = 9,
                ["chronicIllness"] = false,
                ["nutrition"] = "unknown",
                ["functioning"] = "unknown",
                ["pregnant"] = "unknown",
            },
        }));

        Assert.Equal((4, 1, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count, Story.Living(into, Day(11)).Count));
    }

    [Fact]
    public void Whoever_was_asked_in_both_households_after_a_split_is_for_a_person_to_look_at()
    {
        var into = Guid.NewGuid();
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3)));
        Assert.True(Story.Interview(Interview(Day(14), 3, 4) with { HouseholdId = into }));

        Refused("household.seen_since", Story.Report(Home.HouseholdId, "splits", First, Day(9), Split(into, 3, 4)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_merge_that_is_learned_after_an_interview_stands_where_that_lists_who_came(bool lists)
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 2);
        Story.Interview(other);
        var later = Interview(Day(12), 0, 1, 2, 3, 4);
        if (lists) later = later with { Answers = later.Answers! with { Size = 7, Members = [.. later.Answers.Members, .. other.Answers!.Members] } };
        Assert.True(Story.Interview(later));

        var merge = Story.Report(Home.HouseholdId, "merges", First, Day(9), new() { ["absorbed"] = $"{other.HouseholdId}" });

        if (lists) Recorded(merge);
        else Refused("household.seen_since", merge);
        Assert.Equal(lists ? (7, 0) : (5, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(other.HouseholdId).Count));
    }

    [Fact]
    public void A_household_does_not_end_before_what_is_known_to_have_happened_in_it()
    {
        SplitOff(Day(9), 3, 4);

        Refused("household.seen_since", Story.Report(Home.HouseholdId, "dissolution", Guid.NewGuid(), Day(5), new() { ["reason"] = "leftRegency" }));
        Recorded(Story.Report(Home.HouseholdId, "dissolution", Guid.NewGuid(), Day(9), new() { ["reason"] = "leftRegency" }));
    }

    [Fact]
    public void An_interview_that_lists_who_lives_elsewhere_by_then_is_for_a_person_to_look_at()
    {
        var into = SplitOff(Day(9), 3, 4);

        Assert.False(Story.Interview(Interview(Day(10), 0, 1, 2, 3)));
        Assert.True(Story.Interview(Interview(Day(8), 0, 1, 2, 3, 4)));
        Assert.True(Story.Interview(Interview(Day(10), 0, 1, 2)));
        Assert.False(Story.Interview(Interview(Day(8), 3, 4) with { HouseholdId = into }));
        Assert.Equal((3, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
        // Who came back is there again.
        Recorded(Story.Report(Home.HouseholdId, "merges", First, Day(12), new() { ["absorbed"] = $"{into}" }));
        Assert.True(Story.Interview(Interview(Day(13), 0, 1, 2, 3, 4)));
    }

    [Fact]
    public void What_split_off_falls_back_with_the_rejected_interview_to_the_one_before()
    {
        var again = Interview(Day(5), 0, 1, 2, 3, 4) with { Answers = Home.Answers! with { Housing = new Housing { Floor = FloorMaterial.Earth } } };
        Story.Interview(again);
        var into = SplitOff(Day(9), 3, 4);
        var further = Guid.NewGuid();
        Recorded(Story.Report(into, "splits", Guid.NewGuid(), Day(10), Split(further, 4)));
        Assert.Equal(FloorMaterial.Earth, Now(further).Answers.Housing.Floor);

        Story.Reject(Home.HouseholdId, again.SubmissionId);

        Assert.All([into, further], h => Assert.Equal((Home.SubmissionId, Home.Answers!.Housing.Floor, 1), (Now(h).Interview.Source, Now(h).Answers.Housing.Floor, Now(h).Answers.Size)));

        Story.Reject(Home.HouseholdId, Home.SubmissionId);

        Assert.All([Home.HouseholdId, into, further], h => Assert.Empty(Spell.Of(Story.State(h))));
    }

    [Fact]
    public void Who_came_along_goes_with_the_rejected_interview()
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);
        Story.Interview(other);
        Recorded(Story.Report(Home.HouseholdId, "merges", First, Day(9), new() { ["absorbed"] = $"{other.HouseholdId}" }));
        Assert.Equal(8, Story.Living(Home.HouseholdId).Count);

        Story.Reject(other.HouseholdId, other.SubmissionId);

        Assert.Equal(5, Story.Living(Home.HouseholdId).Count);
    }

    [Fact]
    public void A_withdrawal_is_not_withdrawn()
    {
        var (birth, undone) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "births", birth, Day(2), Child(out _)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", undone, null, Undo(birth)));

        Refused("household.already_withdrawn", Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(undone)));
    }
}
