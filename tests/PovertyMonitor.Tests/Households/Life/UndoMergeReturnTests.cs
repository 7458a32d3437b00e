using System.Text.Json.Nodes;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Merges that are taken back after somebody left and came back.</summary>
public sealed class UndoMergeReturnTests : ToldUndo
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_left_and_came_back_since_a_merge_lives_in_one_household_after_it_is_undone(bool duplicate)
    {
        Assert.True(Story.Interview(Other));
        var merge = new JsonObject { ["absorbed"] = $"{Other.HouseholdId}" };
        if (duplicate) (merge["duplicate"], merge["members"]) = (true, new JsonArray($"{Theirs(1)}"));
        Recorded(Story.Report(Home.HouseholdId, "merges", Change, Day(9), merge));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(11), new() { ["member"] = $"{Theirs(1)}" }));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(13), Adult(Theirs(1))));

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal((5, 3, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count, Story.Living(Other.HouseholdId, Day(12)).Count));
        Assert.All(Enumerable.Range(8, 8), day => PersonsOn(Day(day)));
    }

    [Fact]
    public void A_newcomer_who_left_and_came_back_goes_along_with_all_of_it()
    {
        Merge();
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(10), Child(out var came)));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(11), new() { ["member"] = $"{came}" }));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(13), Adult(came)));
        var before = Enumerable.Range(8, 8).Select(day => PersonsOn(Day(day))).ToList();

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, came)));

        Assert.Equal(before, Enumerable.Range(8, 8).Select(day => PersonsOn(Day(day))));
        Assert.Equal((5, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count));
    }

    [Fact]
    public void Whom_interviews_since_a_merge_missed_and_met_again_was_away_in_between()
    {
        Merge();
        var newcomer = Guid.NewGuid();
        Assert.True(Story.Interview(Together(Day(10), [0, 1, 2, 3, 4], [0, 1, 2], newcomer)));
        Assert.True(Story.Interview(Together(Day(12), [0, 1, 2, 3, 4], [0, 2])));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(14), Adult(newcomer)));
        Assert.True(Story.Interview(Together(Day(16), [0, 1, 2, 3, 4], [0, 1, 2], newcomer)));
        var before = Enumerable.Range(8, 10).Select(day => PersonsOn(Day(day))).ToList();

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, newcomer)));

        Assert.Equal(before, Enumerable.Range(8, 10).Select(day => PersonsOn(Day(day))));
        Assert.Equal((5, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count));
    }

    [Fact]
    public void Whoever_came_back_with_another_household_is_where_that_merge_has_put_them_until_it_is_taken_back()
    {
        Merge();
        var (third, again) = (SampleInterview.Of(true, Here, "2018-1", Day(0), 2), Guid.NewGuid());
        Assert.True(Story.Interview(third));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(10), new() { ["member"] = $"{Theirs(1)}" }));
        Recorded(Story.Report(third.HouseholdId, "joinings", Guid.NewGuid(), Day(11), Adult(Theirs(1))));
        Recorded(Story.Report(Home.HouseholdId, "merges", again, Day(12), new() { ["absorbed"] = $"{third.HouseholdId}" }));

        var refused = Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change));

        Refused("household.rests_on_it", refused);
        Assert.Equal(again, refused.Refusal!.Extensions["change"]);
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(again)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Assert.Equal((5, 2, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count, Story.Living(third.HouseholdId).Count));
    }
}
