using System.Text.Json;
using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households;

/// <summary>Events as they lie in databases: whatever changes, these must always load, and mean the same.</summary>
public sealed class StoredEventTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static string Directory => Path.Combine(AppContext.BaseDirectory, "Households", "StoredEvents");

    public static TheoryData<string> Files => [.. System.IO.Directory.GetFiles(Directory, "*.json").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_stored_event_loads_and_is_written_the_same(string file)
    {
        var app = shared.App;
        var stored = await File.ReadAllTextAsync(Path.Combine(Directory, file), TestContext.Current.CancellationToken);
        var stream = Guid.NewGuid();
        await app.ScalarAsync<object>($"""
            insert into mt_streams (tenant_id, id, version) values ('35.22', '{stream}', 1);
            insert into mt_events (tenant_id, seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            values ('35.22', {1_000_000 + Array.IndexOf(Files.Select(f => (string)f.Data).ToArray(), file)}, '{Guid.NewGuid()}', '{stream}', 1, $json${stored}$json$, '{file.Split('.')[0]}', null)
            """);
        var store = app.Services.GetRequiredService<IDocumentStore>();
        await using var session = store.QuerySession(TestApp.Regency);

        var loaded = Assert.Single(await session.Events.FetchStreamAsync(stream, token: TestContext.Current.CancellationToken));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(stored), JsonNode.Parse(store.Options.Serializer().ToJson(loaded.Data))),
            store.Options.Serializer().ToJson(loaded.Data));
    }

    [Fact]
    public void Every_kind_of_household_event_is_among_them() => Assert.Equal(
        [.. HouseholdHistories.FactTypes.Append(typeof(HouseholdsExpected)).Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order(StringComparer.Ordinal)],
        Files.Select(f => ((string)f.Data).Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
}
