using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>Events as they lie in databases, one a file: whatever changes, these must always load, and mean the same.</summary>
internal static class StoredEvents
{
    /// <summary>The kinds of events that the files of a directory hold, by the names under which they are stored.</summary>
    public static IEnumerable<string> KindsIn(string directory) => FilesIn(directory).Select(KindOf).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Puts each into a stream of its own as it is, and holds it against what is loaded and written again.</summary>
    public static async Task AssertAllLoadAsync(this TestApp app, string directory)
    {
        // Below the log's own numbers: above them they would be its end, and projections would pass by what comes after.
        var store = app.Services.GetRequiredService<IDocumentStore>();
        await using var session = store.QuerySession(TestApp.Regency);
        foreach (var file in FilesIn(directory))
        {
            var stored = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var stream = Guid.NewGuid();
            await app.ScalarAsync<object>($"""
                insert into mt_streams (tenant_id, id, version) values ('35.22', '{stream}', 1);
                insert into mt_events (tenant_id, seq_id, id, stream_id, version, data, type, mt_dotnet_type)
                values ('35.22', (select least(min(seq_id), 0) - 1 from mt_events where tenant_id = '35.22'), '{Guid.NewGuid()}', '{stream}', 1, $json${stored}$json$, '{KindOf(file)}', null)
                """);
            var loaded = Assert.Single(await session.Events.FetchStreamAsync(stream, token: TestContext.Current.CancellationToken));
            var written = store.Options.Serializer().ToJson(loaded.Data);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(written)), $"{Path.GetFileName(file)}: {written}");
        }
    }

    private static string[] FilesIn(string directory) => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, directory, "StoredEvents"), "*.json");

    private static string KindOf(string file) => Path.GetFileName(file).Split('.')[0];
}
