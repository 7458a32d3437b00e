using System.Text.Json.Nodes;
using JasperFx.Events;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Merges that are taken back after more has happened.</summary>
public sealed class UndoMergeTests : ToldUndo
{
    [Fact]
    public void After_a_merge_everybody_goes_home_with_what_happened_to_them_since()
    {
        Merge();
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var child)));
        Recorded(Story.Report(Home.HouseholdId, "deaths", Guid.NewGuid(), Day(11), new() { ["member"] = $"{Theirs(1)}" }));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(12), Going(4)));
        Assert.True(Story.Interview(Together(Day(14), [0, 1, 2, 3], [0, 2], child)));
        Assert.Equal(7, Story.Living(Home.HouseholdId).Count);

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal(new[] { Id(0), Id(1), Id(2), Id(3), child }.Order(), Story.Living(Home.HouseholdId).Select(m => m.Id).Order());
        Assert.Equal(new[] { Theirs(0), Theirs(2) }.Order(), Story.Living(Other.HouseholdId).Select(m => m.Id).Order());
        Assert.Equal((3, 2), (Story.Living(Other.HouseholdId, Day(10)).Count, Story.Living(Other.HouseholdId, Day(11)).Count));
        // The interview of both together is no word that they live here.
        Assert.False(Story.Interview(Together(Day(16), [0, 1, 2, 3], [0])));
    }

    [Fact]
    public void Whoever_an_interview_lists_that_came_with_nobody_known_belongs_where_a_person_says()
    {
        Merge();
        var newcomer = Guid.NewGuid();
        Assert.True(Story.Interview(Together(Day(14), [0, 1, 2, 3, 4], [0, 1, 2], newcomer)));

        Refused("household.who_goes", Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Refused("household.not_since", Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, Id(1))));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, newcomer)));

        Assert.Equal((5, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count));
        Assert.Contains(Story.Living(Other.HouseholdId), m => m.Id == newcomer);
    }

    [Fact]
    public void A_child_whose_birth_was_reported_here_can_be_named_to_go()
    {
        Merge();
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var child)));

        Recorded(Story.Report(Other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, child)));

        Assert.Equal((5, 4, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count, Story.Living(Other.HouseholdId, Day(9)).Count));
    }

    [Fact]
    public void Whoever_came_since_goes_along_with_all_that_happened_to_them_and_nobody_is_lost()
    {
        Merge();
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var stays)));
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var died)));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(11), Child(out var left)));
        Recorded(Story.Report(Home.HouseholdId, "deaths", Guid.NewGuid(), Day(12), new() { ["member"] = $"{died}" }));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(13), new() { ["member"] = $"{left}" }));
        var (met, gone) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(Story.Interview(Together(Day(14), [0, 1, 2, 3, 4], [0, 1, 2], stays, met, gone)));
        Assert.True(Story.Interview(Together(Day(16), [0, 1, 2, 3, 4], [0, 1], stays, met)));
        var before = Enumerable.Range(8, 10).Select(day => PersonsOn(Day(day))).ToList();

        Refused("household.who_goes", Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, died, left, met, gone)));

        Assert.Equal(before, Enumerable.Range(8, 10).Select(day => PersonsOn(Day(day))));
        Assert.Equal(new[] { Theirs(0), Theirs(1), met }.Order(), Story.Living(Other.HouseholdId).Select(m => m.Id).Order());
        Assert.Equal(new[] { Theirs(0), Theirs(1), Theirs(2), died, left }.Order(), Story.Living(Other.HouseholdId, Day(11)).Select(m => m.Id).Order());
        Assert.Equal(6, Story.Living(Home.HouseholdId).Count);
        Assert.Contains(Story.Living(Home.HouseholdId), m => m.Id == stays);
    }

    [Fact]
    public void Of_what_went_along_nobody_is_said_to_have_named_the_wrong_household()
    {
        Merge();
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var child)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, child)));
        var register = new Register([]);

        var told = HouseholdWords.Of(Story.Events[Home.HouseholdId], Language.English, register);
        var line = HouseholdTimeline.Of([.. Story.Events[Home.HouseholdId].Select(Stored)], Language.English, register)[^1].Text;

        Assert.Equal("A split or a merge was taken back; a record went along with its person to the other household.", told[^1]);
        Assert.Equal($"{told[^1]} What went along: A child was born. (11 March 2018)", line);
    }

    [Fact]
    public void Whoever_came_since_and_split_off_again_is_no_more_named_to_go()
    {
        Merge();
        var split = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(10), Child(out var came)));
        Recorded(Story.Report(Home.HouseholdId, "splits", split, Day(12), new() { ["into"] = $"{Guid.NewGuid()}", ["members"] = new JsonArray($"{came}"), ["head"] = $"{came}" }));

        var refused = Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, came));

        Refused("household.rests_on_it", refused);
        Assert.Equal(split, refused.Refusal!.Extensions["change"]);
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Assert.Equal((5, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count));
    }

    [Fact]
    public void What_rests_on_a_merge_is_taken_back_first()
    {
        Merge();
        var (split, into) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "splits", split, Day(12), new() { ["into"] = $"{into}", ["members"] = new JsonArray($"{Theirs(0)}"), ["head"] = $"{Theirs(0)}" }));

        var refused = Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change));

        Refused("household.rests_on_it", refused);
        Assert.Equal(split, refused.Refusal!.Extensions["change"]);
        Recorded(Story.Report(into, "withdrawals", Guid.NewGuid(), null, Undo(split)));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Assert.Equal((5, 3, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(Other.HouseholdId).Count, Story.Living(into).Count));
    }

    private static IEvent Stored(object fact) => (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
}
