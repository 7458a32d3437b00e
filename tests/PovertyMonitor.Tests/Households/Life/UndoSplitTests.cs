using System.Text.Json.Nodes;
using PovertyMonitor.Households;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Splits that are taken back after more has happened.</summary>
public sealed class UndoSplitTests : ToldUndo
{
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

    [Fact]
    public void Who_split_off_into_a_household_ofOther_people_by_mistake_goes_home()
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
}
