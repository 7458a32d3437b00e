using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Tests.Duplicates;

/// <summary>Judgements as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
public sealed class DuplicateStoredEventTests
{
    public static TheoryData<string, Type> Files => new()
    {
        { "duplicate_judged.v1.json", typeof(DuplicateJudged) },
        { "duplicate_judgement_withdrawn.v1.json", typeof(DuplicateJudgementWithdrawn) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_stored_event_loads_and_is_written_the_same(string file, Type type)
    {
        var stored = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Duplicates", "StoredEvents", file), TestContext.Current.CancellationToken);
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        StoreSetup.ConfigureJson(options);

        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, type, options), type, options);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(written)), written);
    }
}
