using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Rules;

/// <summary>A rule is tried before it is switched on.</summary>
[Collection(AlertApp.Name)]
public sealed class TryRuleTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task A_rule_can_be_tried_against_history_before_it_is_switched_on()
    {
        await App.RaiseAsync("35.22.05.2001");
        var rules = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray();
        var rule = rules.First(r => (string)r!["code"]! == "became-poor")!["rule"]!;

        var (status, trial) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Dinsos, rule);
        var (refused, problem) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Dinsos, Beyond(rule));

        Assert.Equal((200, 1), (status, (int)trial!["byArea"]!["35.22.05.2001"]!));
        Assert.True((int)trial["count"]! >= 1);
        Assert.Contains(trial["alerts"]!.AsArray(), a => (string)a!["area"]! == "35.22.05.2001");
        // Who looked at which households is recorded.
        var shown = trial["alerts"]!.AsArray().Select(a => (Guid)a!["household"]!).Distinct().Count();
        Assert.Equal(shown, await App.ScalarAsync<int>("select subjects from personal_readings where purpose = 'alert-trial' order by read_at desc limit 1"));
        // Operators see how many in tens, no small count and no household.
        var (_, counted) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Operator, rule.DeepClone());
        Assert.Equal((10, 0), ((int)counted!["step"]!, counted["alerts"]!.AsArray().Count));
        Assert.All(counted["byArea"]!.AsObject().Concat(counted["byMonth"]!.AsObject()), c => Assert.Equal(0, (int)c.Value! % 10));
        Assert.Null(counted["byArea"]!["35.22.05.2001"]);
        Assert.Equal((422, "enter"), (refused, (string)problem!["errors"]![0]!["field"]!));
    }

    private static JsonNode Beyond(JsonNode rule)
    {
        var beyond = rule.DeepClone();
        beyond["enter"] = "2/1";
        return beyond;
    }
}
