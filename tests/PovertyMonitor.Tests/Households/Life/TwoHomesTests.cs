using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Whoever would come back by a withdrawal, and was reported to live elsewhere since.</summary>
public sealed class TwoHomesTests : ToldHome
{
    private static readonly Guid Change = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Joining = new("00000000-0000-4000-8000-000000000002");
    private readonly Submission _other = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);

    [Fact]
    public void A_dissolution_is_not_taken_back_while_one_of_its_people_lives_elsewhere()
    {
        DissolveAndJoin();

        var refused = Undo();

        Refused("household.lives_elsewhere", refused);
        Assert.Equal([new OtherHome(Id(4), _other.HouseholdId)], (IReadOnlyList<OtherHome>)refused.Refusal!.Extensions["members"]);
        foreach (var language in (Language[])[Language.English, Language.Indonesian])
            Assert.Contains($"{Id(4)} ({_other.HouseholdId})", refused.Refusal.BodyFor(new Microsoft.AspNetCore.Http.DefaultHttpContext(), language).Detail, StringComparison.Ordinal);
        Assert.Equal((0, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
    }

    [Fact]
    public void It_is_once_they_are_said_to_have_left_before_it()
    {
        DissolveAndJoin();
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(8), Going(4)));

        Recorded(Undo());

        Assert.Equal((4, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
        Assert.DoesNotContain(Story.Living(Home.HouseholdId), m => m.Id == Id(4));
    }

    [Fact]
    public void It_is_once_the_joining_is_taken_back()
    {
        DissolveAndJoin();
        Recorded(Story.Report(_other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Joining)));

        Recorded(Undo());

        Assert.Equal((5, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
    }

    [Fact]
    public void What_is_advised_leaves_nobody_in_two_households_after_a_death_recorded_wrongly()
    {
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(Home.HouseholdId, "deaths", Change, Day(9), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Joining, Day(11), Adult(Id(4))));

        BringBack(Undo);
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(11), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(11), Adult(Id(4))));

        Assert.Equal((4, 4), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
    }

    [Fact]
    public void Nor_after_two_records_of_one_household_are_two_again()
    {
        var kept = SampleInterview.Of(true, Here, "2018-1", Day(0), 2);
        Assert.True(Story.Interview(_other) && Story.Interview(kept));
        Recorded(Story.Report(kept.HouseholdId, "merges", Change, Day(9), new() { ["absorbed"] = $"{Home.HouseholdId}", ["duplicate"] = true }));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Joining, Day(11), Adult(Id(4))));

        BringBack(() => Story.Report(kept.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change)));
        Recorded(Story.Report(Home.HouseholdId, "departures", Guid.NewGuid(), Day(11), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(11), Adult(Id(4))));

        Assert.Equal((2, 4, 4), (Story.Living(kept.HouseholdId).Count, Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
    }

    [Fact]
    public void Nor_after_a_dissolution_where_everybody_had_gone()
    {
        DissolveAndJoin();
        var joinings = Enumerable.Range(0, 4).ToDictionary(_ => Guid.NewGuid(), n => n);
        foreach (var (joining, n) in joinings) Recorded(Story.Report(_other.HouseholdId, "joinings", joining, Day(11), Adult(Id(n))));

        Refused("household.lives_elsewhere", Undo());
        foreach (var joining in joinings.Keys) Recorded(Story.Report(_other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(joining)));
        BringBack(Undo);
        Recorded(Story.Report(Home.HouseholdId, "dissolution", Guid.NewGuid(), Day(10), new() { ["reason"] = "joinedOthers" }));
        for (var n = 0; n < 5; n++) Recorded(Story.Report(_other.HouseholdId, "joinings", Guid.NewGuid(), Day(11), Adult(Id(n))));

        Assert.Equal((0, 8), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
    }

    [Theory]
    [InlineData("departures")]
    [InlineData("deaths")]
    public void Nor_is_a_departure_or_a_death(string kind)
    {
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(Home.HouseholdId, kind, Change, Day(9), Going(4)));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Joining, Day(11), Adult(Id(4))));

        Refused("household.lives_elsewhere", Undo());
        Recorded(Story.Report(_other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Joining)));
        Recorded(Undo());

        Assert.Equal((5, 3), (Story.Living(Home.HouseholdId).Count, Story.Living(_other.HouseholdId).Count));
    }

    [Theory]
    [InlineData("departures")]
    [InlineData("splits")]
    [InlineData("merges")]
    public void Also_where_they_went_on_from_there(string kind)
    {
        DissolveAndJoin();
        var third = SampleInterview.Of(true, Here, "2018-1", Day(0), 2);
        Assert.True(Story.Interview(third));
        var into = Guid.NewGuid();
        Recorded(kind switch
        {
            "departures" => Story.Report(_other.HouseholdId, kind, Guid.NewGuid(), Day(13), Going(4)),
            "splits" => Story.Report(_other.HouseholdId, kind, Guid.NewGuid(), Day(13), Split(into, 4)),
            _ => Story.Report(third.HouseholdId, kind, Guid.NewGuid(), Day(13), new() { ["absorbed"] = $"{_other.HouseholdId}" }),
        });

        var refused = Undo();

        Refused("household.lives_elsewhere", refused);
        // Where they lived for a while counts as where they live now.
        Assert.Equal(
            kind switch { "departures" => [_other.HouseholdId], "splits" => new[] { _other.HouseholdId, into }.Order(), _ => new[] { _other.HouseholdId, third.HouseholdId }.Order() },
            ((IReadOnlyList<OtherHome>)refused.Refusal!.Extensions["members"]).Select(h => h.Household));
    }

    [Fact]
    public void Whom_an_interview_alone_lists_elsewhere_is_for_a_person_to_judge()
    {
        Recorded(Story.Report(Home.HouseholdId, "deaths", Change, Day(9), Going(4)));
        Assert.True(Story.Interview(_other with { Answers = _other.Answers! with { Size = 4, Members = [.. _other.Answers.Members, Home.Answers!.Members[4]] }, InterviewedAt = Day(11) }));

        Recorded(Undo());
    }

    [Fact]
    public void Whoever_came_back_to_this_very_household_lives_here_alone()
    {
        Recorded(Story.Report(Home.HouseholdId, "departures", Change, Day(9), Going(4)));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Joining, Day(11), Adult(Id(4))));

        Recorded(Undo());

        Assert.Equal(5, Story.Living(Home.HouseholdId).Count);
    }

    private void BringBack(Func<LifeDecision> undo)
    {
        var refused = undo();
        Refused("household.lives_elsewhere", refused);
        Assert.Contains("then this one. If they did go there, record after that that they left here",
            refused.Refusal!.BodyFor(new Microsoft.AspNetCore.Http.DefaultHttpContext(), Language.English).Advice, StringComparison.Ordinal);
        Recorded(Story.Report(_other.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Joining)));
        Recorded(undo());
    }

    private void DissolveAndJoin()
    {
        Assert.True(Story.Interview(_other));
        Recorded(Story.Report(Home.HouseholdId, "dissolution", Change, Day(9), new() { ["reason"] = "joinedOthers" }));
        Recorded(Story.Report(_other.HouseholdId, "joinings", Joining, Day(11), Adult(Id(4))));
    }

    private LifeDecision Undo() => Story.Report(Home.HouseholdId, "withdrawals", Guid.NewGuid(), null, Undo(Change));
}
