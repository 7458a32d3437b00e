using System.Text.Json.Nodes;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Splits that were told wrongly, and what takes their place.</summary>
public sealed class ReplaceSplitTests : ToldUndo
{
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
        var told = refused.Refusal!.BodyFor(new Microsoft.AspNetCore.Http.DefaultHttpContext(), Language.English);
        Assert.DoesNotContain("replaces", told.Advice, StringComparison.Ordinal);
        Assert.Contains($"{Id(4)}", told.Detail, StringComparison.Ordinal);
        Assert.Contains("On 13 March 2018", told.Detail, StringComparison.Ordinal);
        Assert.Contains("Pada 13 Maret 2018", refused.Refusal.BodyFor(new Microsoft.AspNetCore.Http.DefaultHttpContext(), Language.Indonesian).Detail, StringComparison.Ordinal);
        Story.Reject(Home.HouseholdId, asked.SubmissionId);
        Recorded(Replace());
        Assert.Equal((4, 1), (Story.Living(Home.HouseholdId).Count, Story.Living(into).Count));
    }

    private static JsonObject Replacing(Guid wrong, JsonObject split)
    {
        split["replaces"] = $"{wrong}";
        return split;
    }
}
