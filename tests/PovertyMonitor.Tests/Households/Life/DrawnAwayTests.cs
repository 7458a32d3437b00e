using System.Text.Json.Nodes;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>A village that knows another village's household and its people by their ids tries to have them.</summary>
public sealed class DrawnAwayTests : ToldHome
{
    private const string There = "35.22.15.2003";
    private readonly Submission _theirs = SampleInterview.Of(true, There, "2018-1", Day(6), 3);

    public DrawnAwayTests() => Assert.True(Story.Interview(_theirs, There));

    [Fact]
    public void By_a_split_before_they_were_met_and_an_interview_after()
    {
        Claim(Day(2));
        Claim(Day(12));

        Waits(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here));
        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
        // Where somebody answers for both villages it is a matter between them.
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here, There));
    }

    [Fact]
    public void By_a_split_and_by_their_coming_back_one_by_one()
    {
        Claim(Day(2));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here));
        var joining = Child(out _);
        joining["member"]!["id"] = $"{_theirs.Answers!.Members[1].Id}";

        Waits(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(12), (JsonObject)joining.DeepClone(), Here));
        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
        // Once their village says that somebody left, that one may be anywhere.
        Recorded(Story.Report(_theirs.HouseholdId, "departures", Guid.NewGuid(), Day(11), new() { ["member"] = $"{_theirs.Answers.Members[1].Id}" }, There));
        Recorded(Story.Report(Home.HouseholdId, "joinings", Guid.NewGuid(), Day(12), joining, Here));
        Assert.Equal(2, Story.Living(_theirs.HouseholdId).Count);
    }

    [Fact]
    public void By_calling_it_a_duplicate_of_a_day_on_which_it_is_said_to_have_lived_here()
    {
        Claim(Day(2));
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), Day(4), Split(), Here));

        Waits(Story.Report(Home.HouseholdId, "merges", Guid.NewGuid(), Day(5), new() { ["absorbed"] = $"{_theirs.HouseholdId}", ["duplicate"] = true }, Here));

        Assert.Equal(3, Story.Living(_theirs.HouseholdId).Count);
    }

    private void Waits(LifeDecision decision) =>
        Assert.Equal((0, _theirs.HouseholdId, "household.elsewhere"), (decision.Events.Count, decision.WaitsFor, decision.Lack?.Problem.Code));

    // An interview of the own household that lists the others' people.
    private void Claim(NodaTime.Instant at)
    {
        var interview = Interview(at, 0, 1, 2, 3, 4);
        var members = interview.Answers!.Members.Concat(_theirs.Answers!.Members.Select(m => m with { Relation = PovertyMonitor.Households.Questionnaire.Relation.OtherRelative })).ToList();
        Assert.True(Story.Interview(interview with { Answers = interview.Answers with { Size = members.Count, Members = members } }, Here));
    }

    private JsonObject Split() => new()
    {
        ["into"] = $"{_theirs.HouseholdId}",
        ["members"] = new JsonArray([.. _theirs.Answers!.Members.Select(m => (JsonNode)$"{m.Id}")]),
        ["head"] = $"{_theirs.Answers.Members[0].Id}",
        ["to"] = new JsonObject { ["village"] = Here },
    };
}
