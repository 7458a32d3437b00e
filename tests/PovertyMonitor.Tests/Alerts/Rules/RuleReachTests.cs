using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Rules;

/// <summary>Whom rules and audiences may be stated for.</summary>
[Collection(AlertApp.Name)]
public sealed class RuleReachTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task An_agency_states_rules_of_its_own_audiences_and_no_others()
    {
        async Task<string> StateAsync(Role role, string code, string audience)
        {
            var rule = (await App.GetAsync("/api/alert-rules", role))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone();
            rule["audience"] = audience;
            var (status, answer) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-rules/{code}", role, new { rule, isOn = true });
            return status == 200 ? "stated" : (string)answer!["errors"]![0]!["field"]!;
        }

        Assert.Equal("stated", await StateAsync(Role.Dinkes, "undernourished-child", "puskesmas"));
        Assert.Equal("audience", await StateAsync(Role.Dinsos, "undernourished-child", "dinsos"));
        Assert.Equal("audience", await StateAsync(Role.Dinkes, "became-poor", "dinkes"));
        Assert.Equal("audience", await StateAsync(Role.Dinkes, "undernourished-child", "dinsos"));
    }

    [Theory]
    [InlineData("became-poor", "kominfo", "alert.not_for_audience")]
    [InlineData("became-poor", "dinkes", "alert.not_for_audience")]
    [InlineData("pregnancy-water-sanitation", "bappeda", "alert.not_for_audience")]
    [InlineData("cluster-of-poverty", "kominfo", "alert.invalid_field")]
    public async Task No_rule_about_households_is_tried_or_stated_for_roles_that_may_not_read_them(string code, string audience, string problem)
    {
        var rule = (await App.GetAsync("/api/alert-rules", Role.Operator))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone();
        rule["audience"] = audience;

        var tried = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Operator, rule);
        var stated = await App.SendJsonAsync(HttpMethod.Put, "/api/alert-rules/for-others", Role.Operator, new { rule, isOn = true });

        Assert.Equal((422, problem), (tried.Status, (string)Assert.Single(tried.Body!["errors"]!.AsArray())!["code"]!));
        Assert.Equal((422, problem), (stated.Status, (string)Assert.Single(stated.Body!["errors"]!.AsArray())!["code"]!));
    }

    [Theory]
    [InlineData("dinsos", "operator", null)]
    [InlineData("dinsos", "dinkes", null)]
    [InlineData("puskesmas", "planner", null)]
    [InlineData("dinkes-head", "dinkes", "kominfo")]
    public async Task No_audience_of_rules_about_households_takes_in_roles_that_may_not_read_them(string code, string role, string? escalatesTo)
    {
        var audience = (await App.GetAsync("/api/alert-audiences", Role.Operator)).AsArray().First(a => (string)a!["audience"]! == code)!;
        string[] roles = [.. audience["roles"]!.AsArray().Select(r => (string)r!).Append(role).Distinct()];

        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-audiences/{code}", Role.Operator, new { name = audience["name"], roles, escalatesTo });

        Assert.Equal(422, status);
        Assert.All(body!["errors"]!.AsArray(), e => Assert.Equal(("roles", "alert.not_for_audience"), ((string)e!["field"]!, (string)e["code"]!)));
    }
}
