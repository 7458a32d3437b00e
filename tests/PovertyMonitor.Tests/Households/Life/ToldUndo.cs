using System.Text.Json.Nodes;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Two households, and what can be told of them before a split or a merge is taken back.</summary>
public abstract class ToldUndo : ToldHome
{
    private protected static readonly Guid Change = new("00000000-0000-4000-8000-000000000001");

    private protected Submission Other { get; } = SampleInterview.Of(true, Here, "2018-1", Day(0), 3);

    private protected void Merge()
    {
        Assert.True(Story.Interview(Other));
        Recorded(Story.Report(Home.HouseholdId, "merges", Change, Day(9), new() { ["absorbed"] = $"{Other.HouseholdId}" }));
    }

    // Everybody once, in either household.
    private protected List<Guid> PersonsOn(NodaTime.Instant at)
    {
        List<Guid> persons = [.. Story.Households.SelectMany(h => Story.Living(h, at)).Select(m => m.Id).Order()];
        Assert.Equal(persons.Distinct(), persons);
        return persons;
    }

    private protected Guid Theirs(int member) => Other.Answers!.Members[member].Id;

    private protected Submission Together(NodaTime.Instant at, int[] ours, int[] theirs, params Guid[] more)
    {
        var interview = Interview(at, ours);
        var members = interview.Answers!.Members.Concat(theirs.Select(m => Other.Answers!.Members[m])).Concat(more.Select(id => Home.Answers!.Members[4] with { Id = id })).ToList();
        return interview with { Answers = interview.Answers with { Size = members.Count, Members = members } };
    }

    private protected static JsonObject Undo(Guid change, params Guid[] going)
    {
        var undo = ToldHome.Undo(change);
        if (going.Length > 0) undo["going"] = new JsonArray([.. going.Select(g => (JsonNode)$"{g}")]);
        return undo;
    }
}
