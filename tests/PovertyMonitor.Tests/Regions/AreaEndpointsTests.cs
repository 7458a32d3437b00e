using System.Net;
using System.Text.Json.Nodes;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Regions;

/// <summary>The register as everybody can read it.</summary>
[Collection(StoredEventsApp.Name)]
public sealed class AreaEndpointsTests(SharedApp shared)
{
    [Fact]
    public async Task The_seeded_register_is_read_without_a_token()
    {
        var ct = TestContext.Current.CancellationToken;
        var http = shared.App.Client;

        Assert.Equal(["35.22"], await CodesAsync(http, "api/areas", ct));
        var districts = await CodesAsync(http, "api/areas?parent=35.22", ct);
        Assert.Equal(28, districts.Length);
        var villages = new List<string>();
        foreach (var district in districts)
            villages.AddRange(await CodesAsync(http, $"api/areas?parent={district}", ct));
        Assert.Equal(430, villages.Distinct().Count());

        var jetak = JsonNode.Parse(await http.GetStringAsync(new Uri("api/areas/35.22.15.1001", UriKind.Relative), ct))!;
        Assert.Equal(("Jetak", "village", true, "35.22.15"), (
            jetak["name"]!.GetValue<string>(), jetak["level"]!.GetValue<string>(), jetak["kelurahan"]!.GetValue<bool>(), jetak["parent"]!.GetValue<string>()));

        await RefusedAsync(http, "api/areas/Jetak", HttpStatusCode.BadRequest, "regions.not_an_area_code", ct);
        await RefusedAsync(http, "api/areas?parent=3522", HttpStatusCode.BadRequest, "regions.not_an_area_code", ct);
        await RefusedAsync(http, "api/areas/35.22.15.1999", HttpStatusCode.NotFound, "regions.unknown_area", ct);
        await RefusedAsync(http, "api/areas?parent=35", HttpStatusCode.NotFound, "regions.unknown_area", ct);
    }

    private static async Task<string[]> CodesAsync(HttpClient http, string path, CancellationToken ct) =>
        [.. JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), ct))!.AsArray().Select(a => a!["code"]!.GetValue<string>())];

    private static async Task RefusedAsync(HttpClient http, string path, HttpStatusCode status, string code, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!["code"]!.GetValue<string>());
    }
}
