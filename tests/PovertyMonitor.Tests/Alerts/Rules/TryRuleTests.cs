using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
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

    [Fact]
    public async Task A_trial_knows_the_rules_in_force_that_take_its_place()
    {
        const string Village = "35.22.13.2001";
        var poor = SampleInterview.Of(true, Village, "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 4).Unschooled();
        var severe = poor with { Answers = poor.Answers! with { Housing = poor.Answers.Housing with { CookingFuel = CookingFuel.Wood, Sanitation = Sanitation.OpenDefecation, Electricity = Electricity.None } } };
        await App.SubmitAsync(severe);
        await App.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'became-severely-poor' and subject = '{severe.HouseholdId}'");
        var rules = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray();
        var rule = rules.First(r => (string)r!["code"]! == "became-poor")!["rule"]!;
        async Task<int?> CountAsync(string query, int coolDown)
        {
            var asked = rule.DeepClone();
            asked["coolDownDays"] = coolDown;
            var (status, trial) = await App.SendJsonAsync(HttpMethod.Post, $"/api/alert-rules/trial{query}", Role.Dinsos, asked);
            Assert.Equal(200, status);
            return (int?)trial!["byArea"]![Village];
        }

        Assert.Equal((null, null), (await CountAsync("", (int)rule["coolDownDays"]!), await CountAsync("?code=became-poor", 5)));
        // As a rule of its own nothing takes its place.
        Assert.Equal(1, await CountAsync("?code=another", 5));
    }

    private static JsonNode Beyond(JsonNode rule)
    {
        var beyond = rule.DeepClone();
        beyond["enter"] = "2/1";
        return beyond;
    }
}
