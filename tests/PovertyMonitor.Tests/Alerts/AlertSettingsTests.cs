using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What is mistyped in the settings of alerts is said, and does not pass for something else.</summary>
[Collection(AlertApp.Name)]
public sealed class AlertSettingsTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task A_baseline_of_a_round_that_nobody_knows_is_refused_and_leaves_what_was()
    {
        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, "/api/alerts/baseline", Role.Operator, new { round = "2062-1" });

        var error = Assert.Single(body!["errors"]!.AsArray())!;
        Assert.Equal((422, "round", "alert.unknown_round"), (status, (string)error["field"]!, (string)error["code"]!));
        Assert.Contains("'2062-1' was never opened", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Null((await App.GetAsync("/api/alert-rules", Role.Dinsos))["baseline"]!["round"]);
    }

    [Theory]
    [InlineData("35.22.99")]
    [InlineData("35.22.15.2999")]
    [InlineData("35.23")]
    [InlineData("Baureno")]
    public async Task A_receivers_area_that_is_not_in_the_register_is_refused(string area)
    {
        var (status, body) = await App.SendJsonAsync(
            HttpMethod.Put, "/api/alert-receivers/nowhere", Role.Operator, new { audience = "dinsos", channel = "webhook", address = "https://example.go.id/", areas = new[] { "35.22.15", area } });

        var error = Assert.Single(body!["errors"]!.AsArray())!;
        Assert.Equal((422, "areas[1]", "alert.unknown_area"), (status, (string)error["field"]!, (string)error["code"]!));
    }

    [Theory]
    [InlineData("/api/alert-rules/became-poor", "{\"foo\": 1, \"isOn\": true}")]
    [InlineData("/api/alert-rules/became-poor", "{\"rule\": {\"coolDown\": 3}}")]
    [InlineData("/api/alert-rules/became-poor", "{\"rule\": {\"kind\": 1}}")]
    [InlineData("/api/alert-rules/became-poor", "{\"rule\": {\"severity\": \"1\"}}")]
    [InlineData("/api/alert-rules/became-poor", "{\"rule\": {\"grouping\": 0}}")]
    [InlineData("/api/alert-audiences/dinsos", "{\"name\": {\"id\": \"D\", \"en\": \"D\"}, \"roles\": [\"dinsos\"], \"foo\": 1}")]
    [InlineData("/api/alert-receivers/nowhere", "{\"audience\": \"dinsos\", \"channel\": \"webhook\", \"address\": \"https://example.go.id/\", \"area\": [\"35.22.15\"]}")]
    [InlineData("/api/alert-receivers/nowhere", "{\"audience\": \"dinsos\", \"channel\": 0, \"address\": \"https://example.go.id/\"}")]
    [InlineData("/api/alerts/baseline", "{\"round\": null, \"foo\": 1}")]
    public async Task What_no_setting_has_and_a_choice_by_its_number_are_refused(string path, string body)
    {
        var (status, _) = await App.SendJsonAsync(HttpMethod.Put, path, Role.Operator, JsonNode.Parse(body)!);

        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("/api/alerts?state=open", Role.Dinsos, "raised, delivered, acknowledged")]
    [InlineData("/api/alerts?kind=nope", Role.Dinsos, "became-poor, became-severely-poor")]
    [InlineData("/api/alerts?area=99.99", Role.Dinsos, "99.99")]
    [InlineData("/api/alerts?village=35.22.15.2999", Role.Dinsos, "35.22.15.2999")]
    [InlineData("/api/alert-deliveries?state=failed", Role.Operator, "pending, delivered, dead, dropped")]
    internal async Task What_is_unknown_in_a_question_is_said(string path, Role role, string known)
    {
        var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(role), language: "en");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(known, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
