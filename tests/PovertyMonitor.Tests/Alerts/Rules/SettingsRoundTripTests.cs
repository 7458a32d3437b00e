using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Rules;

/// <summary>What is listed can be given back as it is, and two who state settings at the same time form no circle.</summary>
[Collection(AlertApp.Name)]
public sealed class SettingsRoundTripTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task What_is_listed_can_be_given_back_and_stays_as_it_was()
    {
        await App.ReceiveAsync("round-trip", "dinsos", "http://127.0.0.1:9/a/path?that=stays", "35.22.15.2002");
        var address = await AddressAsync();
        async Task RoundTripAsync(string list, string code, Func<JsonNode, JsonArray> items)
        {
            var before = await App.GetAsync(list, Role.Operator);
            foreach (var item in items(before))
            {
                var (status, body) = await PutAsync($"{list}/{item![code]}", item);
                Assert.True(status == 200, body?.ToJsonString());
                var (refused, problem) = await PutAsync($"{list}/another", item);
                Assert.Equal((422, true), (refused, problem!["errors"]!.AsArray().Any(e => (string)e!["field"]! == code && (string)e["code"]! == "alert.other_code")));
            }
            Assert.Equal(before.ToJsonString(), (await App.GetAsync(list, Role.Operator)).ToJsonString());
        }

        await RoundTripAsync("/api/alert-audiences", "audience", a => a.AsArray());
        await RoundTripAsync("/api/alert-rules", "code", a => a["rules"]!.AsArray());
        await RoundTripAsync("/api/alert-receivers", "receiver", a => new([.. a.AsArray().Where(r => (string)r!["receiver"]! == "round-trip").Select(r => r!.DeepClone())]));

        var baseline = await App.GetAsync("/api/alerts/baseline", Role.Operator);
        Assert.Equal(200, (await PutAsync("/api/alerts/baseline", baseline)).Status);
        Assert.Equal((422, "isSet"), await PutAsync("/api/alerts/baseline", new { round = (string?)null, isSet = false }) is var (status, body) ? (status, (string)body!["errors"]![0]!["field"]!) : default);

        Assert.Equal(address, await AddressAsync());
        var receiver = (await App.GetAsync("/api/alert-receivers", Role.Operator)).AsArray().First(r => (string)r!["receiver"]! == "round-trip")!.DeepClone();
        receiver["host"] = "elsewhere.example.go.id";
        Assert.Equal("host", (string)(await PutAsync("/api/alert-receivers/round-trip", receiver)).Body!["errors"]![0]!["field"]!);

        async Task<string> AddressAsync() =>
            (await App.Services.GetRequiredService<AudienceRegister>().ReceiversAsync(TestApp.Regency, TestContext.Current.CancellationToken)).Single(r => r.Code == "round-trip").Address;
    }

    [Fact]
    public async Task Of_two_audiences_that_are_stated_at_the_same_time_and_would_form_a_circle_one_is_taken()
    {
        for (var turn = 0; turn < 4; turn++)
        {
            string[] codes = [$"one-{turn}", $"two-{turn}"];
            object Body(string? escalatesTo) => new { name = new { id = "a", en = "a" }, roles = new[] { "dinsos" }, escalatesTo };
            foreach (var code in codes) Assert.Equal(200, (await PutAsync($"/api/alert-audiences/{code}", Body(null))).Status);

            var answers = await Task.WhenAll(PutAsync($"/api/alert-audiences/{codes[0]}", Body(codes[1])), PutAsync($"/api/alert-audiences/{codes[1]}", Body(codes[0])));

            Assert.Equal([200, 422], answers.Select(a => a.Status).Order());
        }
    }

    [Fact]
    public async Task Of_two_rules_that_are_stated_at_the_same_time_and_would_form_a_circle_one_is_taken()
    {
        var listed = (await App.GetAsync("/api/alert-rules", Role.Operator))["rules"]!.AsArray().First(r => (string)r!["code"]! == "became-severely-poor")!["rule"]!;
        for (var turn = 0; turn < 4; turn++)
        {
            string[] codes = [$"first-{turn}", $"second-{turn}"];
            object Body(string? replaces)
            {
                var rule = listed.DeepClone();
                rule["replaces"] = replaces;
                return new { rule, isOn = false };
            }
            foreach (var code in codes) Assert.Equal(200, (await PutAsync($"/api/alert-rules/{code}", Body(null))).Status);

            var answers = await Task.WhenAll(PutAsync($"/api/alert-rules/{codes[0]}", Body(codes[1])), PutAsync($"/api/alert-rules/{codes[1]}", Body(codes[0])));

            Assert.Equal([200, 422], answers.Select(a => a.Status).Order());
        }
    }

    private Task<(int Status, JsonNode? Body)> PutAsync(string path, object body) => App.SendJsonAsync(HttpMethod.Put, path, Role.Operator, body);
}
