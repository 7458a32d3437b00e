using System.Text.Json.Nodes;
using JasperFx.Events;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Two records that list somebody under the same id, put together and taken apart again; and what is told of what went along.</summary>
public sealed class SharedMembersTests : ToldHome
{
    private static readonly Guid Change = new("00000000-0000-4000-8000-000000000001");
    private readonly Submission _other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_was_in_both_records_is_in_both_again_whether_or_not_they_were_named_to_come(bool named)
    {
        Merge(named);
        Assert.Equal(5 + 1, Story.Living(Home.HouseholdId).Count);
        Assert.True(Story.Interview(Interview(Day(14), 0, 1, 2, 3, 4)));

        Recorded(Undo());

        Assert.Equal(Home.Answers!.Members.Select(m => m.Id).Order(), Living(Home.HouseholdId));
        Assert.Equal(Shared().Order(), Living(_other.HouseholdId));
    }

    [Theory]
    [InlineData("deaths")]
    [InlineData("departures")]
    public void What_became_of_them_since_is_so_in_both(string kind)
    {
        var at = Guid.NewGuid();
        Merge(named: true);
        Recorded(Story.Report(Home.HouseholdId, kind, at, Day(11), Going(4)));

        Recorded(Undo());

        Assert.DoesNotContain(Id(4), Living(Home.HouseholdId).Concat(Living(_other.HouseholdId)));
        Assert.Equal((4, 3), (Living(Home.HouseholdId).Count, Living(_other.HouseholdId).Count));
        Assert.Contains(Story.Living(_other.HouseholdId, Day(10)), m => m.Id == Id(4));
    }

    [Fact]
    public void Whoever_split_off_since_comes_home_first()
    {
        Merge(named: false);
        var split = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", split, Day(11), Split(Guid.NewGuid(), 4)));

        var refused = Undo();

        Refused("household.rests_on_it", refused);
        Assert.Equal(split, refused.Refusal!.Extensions["change"]);
    }

    [Fact]
    public void Under_which_id_it_is_in_the_other_household_is_told_and_it_can_be_taken_back_there()
    {
        var (death, back) = (Guid.NewGuid(), Guid.NewGuid());
        Merge(named: false);
        var theirs = _other.Answers!.Members[2].Id;
        Recorded(Story.Report(Home.HouseholdId, "deaths", death, Day(11), new() { ["member"] = $"{theirs}" }));
        Recorded(Story.Report(Home.HouseholdId, "withdrawals", back, null, Undo(Change)));

        var along = Assert.Single(WentAlong.Of(Story.Households.ToDictionary(h => h, Story.State), back));

        Assert.Equal((death, _other.HouseholdId, theirs), (along.Change, along.Household, along.Member));
        Assert.Equal((along.ThereAs, _other.HouseholdId), (Told(Home.HouseholdId).Single(e => e.ThereAs is not null) is var went ? (went.ThereAs!.Value, went.Household!.Value) : default));
        Assert.Equal("member_died", Told(_other.HouseholdId).Single(e => e.ChangeId == along.ThereAs).Kind);
        Recorded(Story.Report(_other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(along.ThereAs)));
        Assert.Equal(4, Living(_other.HouseholdId).Count);
    }

    // The other record lists its own three, and the fifth of this one.
    private void Merge(bool named)
    {
        Assert.True(Story.Interview(_other with { Answers = _other.Answers! with { Size = 4, Members = [.. _other.Answers.Members, Home.Answers!.Members[4]] } }));
        JsonArray members = [$"{_other.Answers.Members[2].Id}"];
        if (named) members.Add($"{Id(4)}");
        Recorded(Story.Report(Home.HouseholdId, "merges", Change, Day(9), new() { ["absorbed"] = $"{_other.HouseholdId}", ["duplicate"] = true, ["members"] = members }));
    }

    private LifeDecision Undo() => Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change));

    private List<Guid> Living(Guid household) => [.. Story.Living(household).Select(m => m.Id).Order()];

    private IEnumerable<Guid> Shared() => _other.Answers!.Members.Select(m => m.Id).Append(Id(4));

    private IReadOnlyList<TimelineEntry> Told(Guid household) =>
        HouseholdTimeline.Of([.. Story.Events[household].Select(Stored)], Language.English, new Register([]));

    private static IEvent Stored(object fact) => (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(fact.GetType()), fact)!;
}
