using System.Text.Json.Nodes;
using JasperFx.Events;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Splits and merges that are taken back after more has happened.</summary>
public sealed class UndoTests : ToldHome
{
    private static readonly Guid Change = new("00000000-0000-4000-8000-000000000001");
    private readonly Submission _other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);

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
        Assert.Equal(new[] { Theirs(0), Theirs(2) }.Order(), Story.Living(_other.HouseholdId).Select(m => m.Id).Order());
        Assert.Equal((3, 2), (Story.Living(_other.HouseholdId, Day(10)).Count, Story.Living(_other.HouseholdId, Day(11)).Count));
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

        Assert.Equal((5, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
        Assert.Contains(Story.Living(_other.HouseholdId), m => m.Id == newcomer);
    }

    [Fact]
    public void A_child_whose_birth_was_reported_here_can_be_named_to_go()
    {
        Merge();
        Recorded(Story.Report(Home.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var child)));

        Recorded(Story.Report(_other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change, child)));

        Assert.Equal((5, 4, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count, Story.Living(_other.HouseholdId, Day(9)).Count));
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
        Assert.Equal(new[] { Theirs(0), Theirs(1), met }.Order(), Story.Living(_other.HouseholdId).Select(m => m.Id).Order());
        Assert.Equal(new[] { Theirs(0), Theirs(1), Theirs(2), died, left }.Order(), Story.Living(_other.HouseholdId, Day(11)).Select(m => m.Id).Order());
        Assert.Equal(6, Story.Living(Home.HouseholdId).Count);
        Assert.Contains(Story.Living(Home.HouseholdId), m => m.Id == stays);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_left_and_came_back_since_a_merge_lives_in_one_household_after_it_is_undone(bool duplicate)
    {
        Assert.True(Story.Interview(_other));
        var merge = new JsonObject { ["absorbed"] = $"{_other.HouseholdId}" };
        if (duplicate) (merge["duplicate"], merge["members"]) = (true, new JsonArray($"{Theirs(1)}"));
        Recorded(Story.Report(Home.HouseholdId, "merges", Change, Day(9), merge));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(11), new() { ["member"] = $"{Theirs(1)}" }));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(13), Adult(Theirs(1))));

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal((5, 3, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count, Story.Living(_other.HouseholdId, Day(12)).Count));
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
        Assert.Equal((5, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
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
        Assert.Equal((5, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
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
        Assert.Equal((5, 2, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count, Story.Living(third.HouseholdId).Count));
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
        Assert.Equal((5, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
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
        Assert.Equal((5, 3, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void After_a_split_what_happened_in_either_household_happened_in_one()
    {
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        Recorded(Story.Report(into, "births", Guid.NewGuid(), Day(10), Child(out var child)));
        Recorded(Story.Report(into, "deaths", Guid.NewGuid(), Day(11), Going(4)));
        Recorded(Story.Report(into, "moves", Guid.NewGuid(), Day(12), new() { ["to"] = new JsonObject { ["village"] = "35.22.15.2003" } }));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(13), Going(2)));
        Assert.Equal((2, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));

        Recorded(Story.Report(into, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal(new[] { Id(0), Id(1), Id(3), child }.Order(), Story.Living(Home.HouseholdId).Select(m => m.Id).Order());
        Assert.Empty(Spell.Of(Story.State(into)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Households_that_were_interviewed_each_by_itself_since_a_split_are_two_until_that_is_rejected(bool theNew)
    {
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        var asked = theNew ? Interview(Day(12), 3, 4) with { HouseholdId = into } : Interview(Day(12), 0, 1, 2);
        Assert.True(Story.Interview(asked));

        Refused("household.asked_since", Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Story.Reject(asked.HouseholdId, asked.SubmissionId);
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal((5, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    public void A_split_of_a_wrong_day_is_replaced_though_both_households_were_interviewed_since(int day)
    {
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        Assert.True(Story.Interview(Interview(Day(12), 3, 4) with { HouseholdId = into }));
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2)));

        var refused = Story.Report(into, "withdrawals", Guid.NewGuid(), null, Undo(Change));
        Refused("household.asked_since", refused);
        Assert.Equal(Home.SubmissionId, refused.Refusal!.Extensions["source"]);
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(day), Replacing(Change, Split(into, 3, 4))));

        Assert.Equal((3, 2), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
        Assert.Equal(Day(day), Spell.Of(Story.State(into))[0].From);
        Assert.Equal((5, 3), (Story.Living(Home.HouseholdId, Day(day) - NodaTime.Duration.Epsilon).Count, Story.Living(Home.HouseholdId, Day(day)).Count));
        Refused("household.already_withdrawn", Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(day), Replacing(Change, Split(into, 3, 4))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_replaced_split_began_lives_whether_it_was_interviewed_before_or_after(bool before)
    {
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        var theirs = Interview(Day(12), 3, 4) with { HouseholdId = into };
        if (before) Assert.True(Story.Interview(theirs));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(8), Replacing(Change, Split(into, 3, 4))));

        Assert.Equal(("living", null), (HouseholdView.Of(into, Story.State(into), Home.Place).State, Story.State(into).EndedSince));
        if (!before) Assert.True(Story.Interview(theirs));
        Assert.Equal(("living", 2), (HouseholdView.Of(into, Story.State(into), Home.Place).State, Story.Living(into).Count));
    }

    [Fact]
    public void What_replaces_a_split_fits_what_is_known_of_both_households()
    {
        var (into, birth) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        Recorded(Story.Report(into, "births", birth, Day(10), Child(out var child)));
        Assert.True(Story.Interview(Interview(Day(12), 3, 4) with { HouseholdId = into }));
        LifeDecision Replace(int day, Guid wrong, JsonObject split) => Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(day), Replacing(wrong, split));

        Refused("household.seen_before", Replace(11, Change, Split(into, 3, 4)));
        Refused("household.asked_apart", Replace(8, Change, Split(into, 3)));
        Refused("household.other_split", Replace(8, Change, Split(Guid.NewGuid(), 3, 4)));
        Refused("household.head_not_among_them", Replace(8, Change, new() { ["into"] = $"{into}", ["members"] = new JsonArray($"{Id(3)}", $"{Id(4)}"), ["head"] = $"{Id(1)}" }));
        Assert.Equal((Home.HouseholdId, "household.change_not_here"), (Replace(8, Guid.NewGuid(), Split(into, 3, 4)) is { Events.Count: 0 } waits ? (waits.WaitsFor, waits.Lack!.Problem.Code) : default));
        Recorded(Replace(8, Change, Split(into, 3, 4)));
        Assert.Equal((2, 3), (Story.Living(into, Day(8)).Count, Story.Living(into, Day(10)).Count));
        Assert.Contains(Story.Living(into, Day(10)), m => m.Id == child);
    }

    [Theory]
    [InlineData("deaths")]
    [InlineData("departures")]
    [InlineData("splits")]
    [InlineData("dissolution")]
    public void Nobody_stays_after_all_of_whom_something_is_told_where_they_went(string kind)
    {
        var (into, there) = (Guid.NewGuid(), Guid.NewGuid());
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        Recorded(Story.Report(into, "joinings", Guid.NewGuid(), Day(10), Child(out _)));
        Recorded(Story.Report(into, kind, there, Day(11), kind switch
        {
            "splits" => Split(Guid.NewGuid(), 4),
            "dissolution" => new() { ["reason"] = "leftRegency" },
            _ => Going(4),
        }));
        LifeDecision Replace(params int[] members) => Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(8), Replacing(Change, Split(into, members)));

        var refused = Replace(3);

        Refused("household.rests_on_it", refused);
        Assert.Equal(there, refused.Refusal!.Extensions["change"]);
        Recorded(Replace(3, 4));
        Assert.Equal(3, Story.Living(Home.HouseholdId).Count);
    }

    [Fact]
    public void Nobody_stays_after_all_whom_an_interview_of_the_old_household_left_out()
    {
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));
        var asked = Interview(Day(12), 0, 1, 2);
        Assert.True(Story.Interview(asked));
        LifeDecision Replace() => Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(8), Replacing(Change, Split(into, 3)));

        var refused = Replace();

        Refused("household.asked_apart", refused);
        // What was tried already is no advice.
        var told = refused.Refusal!.BodyFor(new Microsoft.AspNetCore.Http.DefaultHttpContext(), PovertyMonitor.Platform.Problems.Language.English);
        Assert.DoesNotContain("replaces", told.Advice, StringComparison.Ordinal);
        Assert.Contains($"{Id(4)}", told.Detail, StringComparison.Ordinal);
        Assert.Contains("On 13 March 2018", told.Detail, StringComparison.Ordinal);
        Assert.Contains("Pada 13 Maret 2018", refused.Refusal.BodyFor(new Microsoft.AspNetCore.Http.DefaultHttpContext(), PovertyMonitor.Platform.Problems.Language.Indonesian).Detail, StringComparison.Ordinal);
        Story.Reject(Home.HouseholdId, asked.SubmissionId);
        Recorded(Replace());
        Assert.Equal((4, 1), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    [Fact]
    public void Who_split_off_into_a_household_of_other_people_by_mistake_goes_home()
    {
        var other = SampleInterview.Of(true, Here, "2018-1", Day(12), 3);
        Assert.True(Story.Interview(other));
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(other.HouseholdId, 3, 4)));
        Recorded(Story.Report(other.HouseholdId, "births", Guid.NewGuid(), Day(10), Child(out var child)));
        Assert.Equal((3, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(other.HouseholdId).Count));

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal((6, 3, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(other.HouseholdId).Count, Story.Living(other.HouseholdId, Day(11)).Count));
        Assert.Contains(Story.Living(Home.HouseholdId), m => m.Id == child);
    }

    [Fact]
    public void A_split_from_which_they_were_met_at_home_again_can_be_taken_back()
    {
        Assert.True(Story.Interview(Interview(Day(12), 0, 1, 2, 3, 4)));
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Change, Day(9), Split(into, 3, 4)));

        Recorded(Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));

        Assert.Equal((5, 5, 0), (Story.Living(Home.HouseholdId).Count, Story.Living(Home.HouseholdId, Day(10)).Count, Story.Living(into, Day(10)).Count));
    }

    private void Merge()
    {
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(Home.HouseholdId, "merges", Change, Day(9), new() { ["absorbed"] = $"{_other.HouseholdId}" }));
    }

    // Everybody once, in either household.
    private List<Guid> PersonsOn(NodaTime.Instant at)
    {
        List<Guid> persons = [.. Story.Households.SelectMany(h => Story.Living(h, at)).Select(m => m.Id).Order()];
        Assert.Equal(persons.Distinct(), persons);
        return persons;
    }

    private static IEvent Stored(object fact) => (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;

    private static JsonObject Adult(Guid id) => new()
    {
        ["member"] = new JsonObject
        {
            ["id"] = $"{id}",
            ["sex"] = "male",
            ["ageYears"] = 30,
            ["relation"] = "otherRelative",
            ["yearsOfSchooling"] = 9,
            ["nutrition"] = "unknown",
            ["functioning"] = "unknown",
            ["chronicIllness"] = false,
        },
    };

    private Guid Theirs(int member) => _other.Answers!.Members[member].Id;

    private Submission Together(NodaTime.Instant at, int[] ours, int[] theirs, params Guid[] more)
    {
        var interview = Interview(at, ours);
        var members = interview.Answers!.Members.Concat(theirs.Select(m => _other.Answers!.Members[m])).Concat(more.Select(id => Home.Answers!.Members[4] with { Id = id })).ToList();
        return interview with { Answers = interview.Answers with { Size = members.Count, Members = members } };
    }

    private static JsonObject Replacing(Guid wrong, JsonObject split)
    {
        split["replaces"] = $"{wrong}";
        return split;
    }

    private static JsonObject Undo(Guid change, params Guid[] going)
    {
        var undo = ToldHome.Undo(change);
        if (going.Length > 0) undo["going"] = new JsonArray([.. going.Select(g => (JsonNode)$"{g}")]);
        return undo;
    }
}
