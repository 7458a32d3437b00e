using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What agencies and operators do with the alerts of a <see cref="TestApp"/>.</summary>
internal static class TestAppAlerts
{
    /// <summary>Settings with which tests reach loopback, wait for no hour and are quick to try again.</summary>
    public static readonly (string, string)[] Settings =
    [
        ("PovertyMonitor:Alerts:AllowedNetworks:0", "127.0.0.0/8"), ("PovertyMonitor:Alerts:QuietFrom", "00:00"), ("PovertyMonitor:Alerts:QuietUntil", "00:00"),
        ("PovertyMonitor:Alerts:FirstPauseSeconds", "1"), ("PovertyMonitor:Alerts:PatienceSeconds", "2"), ("PovertyMonitor:Alerts:AreaCheckSeconds", "1"),
    ];

    /// <summary>Sends JSON as a role and returns the answer.</summary>
    public static async Task<(int Status, JsonNode? Body)> SendJsonAsync(this TestApp app, HttpMethod method, string path, Role role, object body, params string[] areas)
    {
        var response = await app.SendAsync(method, path, app.TokenFor(role, areas), new StringContent(JsonSerializer.Serialize(body), new MediaTypeHeaderValue("application/json")), "en");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>States a webhook and returns its secret.</summary>
    public static async Task<string> ReceiveAsync(this TestApp app, string code, string audience, string address, params string[] areas)
    {
        var (status, body) = await app.SendJsonAsync(HttpMethod.Put, $"/api/alert-receivers/{code}", Role.Operator, new { audience, channel = "webhook", address, areas });
        Assert.True(status == 201, body?.ToJsonString());
        return (string)body!["secret"]!;
    }

    /// <summary>Ends baseline mode: first interviews raise alerts too.</summary>
    public static async Task WithoutBaselineAsync(this TestApp app) =>
        Assert.Equal(200, (await app.SendJsonAsync(HttpMethod.Put, "/api/alerts/baseline", Role.Operator, new { round = (string?)null })).Status);

    /// <summary>Has every round that is open have been opened long ago: a device is silent since then at most.</summary>
    public static async Task OpenedBeforeAsync(this TestApp app) =>
        await app.ScalarAsync<object>("update mt_events set timestamp = now() - interval '30 days' where type = 'round_opened'");

    /// <summary>The alerts a role sees.</summary>
    public static async Task<JsonArray> AlertsAsync(this TestApp app, Role role, string query = "", params string[] areas)
    {
        var response = await app.SendAsync(HttpMethod.Get, $"/api/alerts{query}", app.TokenFor(role, areas));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsArray();
    }
}
