using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Musdes;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>Events of lists as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
public sealed class StoredMusdesEventTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static string Directory => Path.Combine(AppContext.BaseDirectory, "Musdes", "StoredEvents");

    private static string[] Files => [.. System.IO.Directory.GetFiles(Directory, "*.json").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_stored_event_loads_and_is_written_the_same()
    {
        var store = shared.App.Services.GetRequiredService<IDocumentStore>();
        foreach (var (i, file) in Files.Index())
        {
            var stored = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var stream = Guid.NewGuid();
            await shared.App.ScalarAsync<object>($"""
                insert into mt_streams (tenant_id, id, version) values ('35.22', '{stream}', 1);
                insert into mt_events (tenant_id, seq_id, id, stream_id, version, data, type, mt_dotnet_type)
                values ('35.22', {2_000_000 + i}, '{Guid.NewGuid()}', '{stream}', 1, $json${stored}$json$, '{Path.GetFileName(file).Split('.')[0]}', null)
                """);
            await using var session = store.QuerySession(TestApp.Regency);

            var loaded = Assert.Single(await session.Events.FetchStreamAsync(stream, token: TestContext.Current.CancellationToken));

            var written = store.Options.Serializer().ToJson(loaded.Data);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(written)), written);
        }
    }

    [Fact]
    public void Every_kind_of_event_is_among_them() => Assert.Equal(
        MusdesSlice.EventTypes.Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal),
        Files.Select(f => Path.GetFileName(f).Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
}
