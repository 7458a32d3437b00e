using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>A household of five that was interviewed on day 1, and what can be told of it.</summary>
public abstract class ToldHome
{
    private protected const string Here = "35.22.15.2002";

    private protected ToldHome() => Assert.True(Story.Interview(Home));

    private protected LifeStory Story { get; } = new();

    private protected Submission Home { get; } = SampleInterview.Of(true, Here, "2018-1", Day(1), 5);

    private protected static Instant Day(int day) => Instant.FromUtc(2018, 3, 1, 3, 0) + Duration.FromDays(day);

    private protected static void Recorded(LifeDecision decision) => Assert.True(decision.Events.Count > 0, decision.Refusal?.Problem.Code);

    private protected static void Refused(string code, LifeDecision decision) => Assert.Equal((0, code), (decision.Events.Count, decision.Refusal?.Problem.Code));

    private protected static JsonObject Undo(Guid change) => new() { ["withdraws"] = $"{change}", ["reason"] = "didNotHappen" };

    private protected static JsonObject Child(out Guid id) => new()
    {
        ["member"] = new JsonObject
        {
            ["id"] = $"{id = Guid.NewGuid()}",
            ["sex"] = "female",
            ["ageYears"] = 0,
            ["ageMonths"] = 0,
            ["relation"] = "child",
            ["chronicIllness"] = false,
            ["nutrition"] = "unknown",
        },
    };

    private protected static JsonObject Adult(Guid id) => new()
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

    private protected Guid Id(int member) => Home.Answers!.Members[member].Id;

    private protected Spell Now(Guid household) => Spell.Of(Story.State(household))[^1];

    private protected JsonObject Going(int member) => new() { ["member"] = $"{Id(member)}" };

    private protected JsonObject Split(Guid into, params int[] members) => new()
    {
        ["into"] = $"{into}",
        ["members"] = new JsonArray([.. members.Select(m => (JsonNode)$"{Id(m)}")]),
        ["head"] = $"{Id(members[0])}",
    };

    private protected Guid SplitOff(Instant at, params int[] members)
    {
        var into = Guid.NewGuid();
        Recorded(Story.Report(Home.HouseholdId, "splits", Guid.NewGuid(), at, Split(into, members)));
        return into;
    }

    private protected Submission Interview(Instant at, params int[] members) => Home with
    {
        SubmissionId = Guid.NewGuid(),
        InterviewedAt = at,
        Round = "2018-2",
        Answers = Home.Answers! with { Size = members.Length, Members = [.. members.Select(m => Home.Answers.Members[m])] },
    };
}
