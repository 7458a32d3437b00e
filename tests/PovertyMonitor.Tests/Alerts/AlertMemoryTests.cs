using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Villages;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>Alerts come from a position and a memory of their own: nothing but news about a household raises one.</summary>
public sealed class AlertMemoryTests(AlertApp alerts) : IClassFixture<AlertApp>, IAsyncLifetime
{
    private const string Here = "35.22.10.2001";
    private const string There = "35.22.10.2002";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    // Once one round was opened only open ones are taken, and tests come in any order.
    public async ValueTask InitializeAsync()
    {
        foreach (var round in (string[])["2018-1", "2019-1", "2020-1", "2026-1"]) await App.SetRoundAsync(round, "open");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_measure_adopted_or_revised_and_figures_worked_out_anew_raise_nothing()
    {
        await App.SubmitAsync([.. Enumerable.Range(0, 3).Select(_ => Poor(Here, 0)), Sound(Here, 0)]);
        await App.CaughtUpAsync();
        var before = await RowsAsync(Here);

        await MeasureAdoptionTests.AdoptAsync(App);
        await App.CaughtUpAsync();
        // The same measure under another cutoff, by which more are poor.
        var definition = (await App.GetAsync("/api/measures/global-mpi-2018"))["definition"]!.DeepClone().AsObject();
        definition["cutoff"] = "1/6";
        await PlanAsync("revisions", new { definition, reason = "who is close to poverty" });
        await PlanAsync("adoption", new { revision = 2, effectiveFrom = "2019-01-01" });
        await App.CaughtUpAsync();
        Assert.Equal(202, (await App.SendJsonAsync(HttpMethod.Post, "/api/figures/rebuild", Role.Operator, new { })).Status);
        await App.UntilAsync("select not exists (select from poverty_rebuilds)");
        await App.CaughtUpAsync();
        // The subscription is at work all the same, and the rule still speaks of the revision that it names.
        await App.SubmitAsync(Poor(There, 0));
        await App.CaughtUpAsync();

        Assert.Equal(3, before.Count(r => r.Contains("became-poor", StringComparison.Ordinal)));
        Assert.Equal(before, await RowsAsync(Here));
        Assert.Equal("global-mpi-2018@1", await App.ScalarAsync<string>($"select content->>'measure' from raised_alerts where area = '{There}' and rule = 'became-poor'"));
    }

    [Fact]
    public async Task A_rule_stated_anew_knows_what_held_before_and_raises_what_begins_then()
    {
        const string Village = "35.22.10.2003";
        var (poor, half, sound) = (Poor(Village, 0), Unschooled(Village, 0), Sound(Village, 0));
        await App.SubmitAsync(poor, half, sound);
        await App.CaughtUpAsync();
        var before = await RowsAsync(Village);

        // From a sixth on: the one who was below the third is poor by it now, and was when last visited.
        await StateAsync("became-poor", r => (r["enter"], r["coolDownDays"]) = ("1/6", 0));
        await App.SubmitAsync(Again(poor), Again(half));
        await App.CaughtUpAsync();
        Assert.Equal(before, await RowsAsync(Village));

        await App.SubmitAsync(Again(sound, Unschooled(Village, 30)));
        await App.CaughtUpAsync();
        Assert.Equal($"{sound.HouseholdId} became-poor 2 raised", Assert.Single((await RowsAsync(Village)).Except(before)));
        // What the revision before raised is still ended by it.
        await App.SubmitAsync(Again(poor, Sound(Village, 60)));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where rule = 'became-poor' and subject = '{poor.HouseholdId}'");
    }

    [Fact]
    public async Task A_rule_about_areas_stated_anew_is_silent_about_what_held_and_its_alerts_still_end()
    {
        await LookedAsync("device-silent", 1);
        await App.OpenedBeforeAsync();
        await DeviceAsync("HP-0001");
        await App.UntilAsync("select count(*) = 1 from raised_alerts where rule = 'device-silent'");

        await StateAsync("device-silent", r => r["windowDays"] = 6);
        await LookedAsync("device-silent", 2);
        // Off and on again: what became silent meanwhile is known then, not news.
        await SwitchAsync("device-silent", isOn: false);
        await App.UntilAsync("select not exists (select from alert_area_memory where rule = 'device-silent' and subject = '')");
        await DeviceAsync("HP-0002");
        await SwitchAsync("device-silent", isOn: true);
        await LookedAsync("device-silent", 2);
        await App.ScalarAsync<object>("update devices set revoked_at = now() where code = 'HP-0001'");
        await App.UntilAsync("select state = 'closed' from raised_alerts where rule = 'device-silent'");

        Assert.Equal(1L, await App.ScalarAsync<long>("select count(*) from raised_alerts where rule = 'device-silent'"));
        await App.ScalarAsync<object>("update devices set revoked_at = now()");
    }

    [Fact]
    public async Task A_village_whose_poverty_rises_and_an_indicator_that_falls_behind_are_told_to_those_they_concern()
    {
        const string Village = "35.22.10.2004";
        await StateAsync("village-m0-rise", r => (r["minimumN"], r["minimumCoverage"]) = (4, null));
        await LookedAsync("village-m0-rise", 2);
        await StateAsync("indicator-off-track", r => (r["minimumN"], r["minimumCoverage"]) = (4, null));
        await LookedAsync("indicator-off-track", 2);
        var homes = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToList();
        Submission At(Guid home, bool isPoor, int year)
        {
            var interview = SampleInterview.Of(isPoor, Village, $"{year}-1", Y2018 + Duration.FromDays(365 * (year - 2018)), 4, home);
            return AreaRulesTests.Weighed(isPoor ? interview.Unschooled() : interview);
        }

        await App.SubmitAsync([.. homes.Select(h => At(h, h == homes[0], 2019))]);
        await App.CaughtUpAsync();
        await App.SubmitAsync([.. homes.Select(h => At(h, true, 2020))]);

        await App.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'village-m0-rise' and area = '{Village}'");
        await App.UntilAsync("select count(*) = 1 from raised_alerts where rule = 'indicator-off-track' and subject = '5.h'");
        var rise = Assert.Single(await App.AlertsAsync(Role.Dinsos, $"?kind=village-m0-rise&village={Village}"))!["alert"]!;
        Assert.Equal(("2019-1..2020-1", "0.250", 4), ((string)rise["cause"]!, (string)rise["value"]!, (int)rise["count"]!));
        var behind = (await App.AlertsAsync(Role.Planner, "?kind=indicator-off-track")).Single(a => (string)a!["alert"]!["subject"]! == "5.h")!["alert"]!;
        var text = (string)(await App.GetAsync($"/api/alerts/{behind["id"]}", Role.Planner))["text"]!["en"]!;
        Assert.Matches(@"^Indicator \S.{8,} \(5\.h\) is behind its target", text);
    }

    [Fact]
    public async Task What_is_left_unsaid_of_a_rule_or_of_the_baseline_changes_nothing()
    {
        var before = (await App.GetAsync("/api/alert-rules", Role.Dinsos)).ToJsonString();

        Assert.Equal(200, (await App.SendJsonAsync(HttpMethod.Put, "/api/alert-rules/became-poor", Role.Operator, new { })).Status);
        Assert.Equal(400, (await App.SendJsonAsync(HttpMethod.Put, "/api/alerts/baseline", Role.Operator, new { })).Status);

        Assert.Equal(before, (await App.GetAsync("/api/alert-rules", Role.Dinsos)).ToJsonString());
    }

    [Fact]
    public async Task What_is_changed_on_one_node_holds_at_once_on_another()
    {
        // A second node: its own memory over the same database.
        var (rules, audiences) = (ActivatorUtilities.CreateInstance<RuleRegister>(App.Services), ActivatorUtilities.CreateInstance<AudienceRegister>(App.Services));
        Task<string?> BaselineAsync() => rules.BaselineAsync(TestApp.Regency, TestContext.Current.CancellationToken);
        async Task<bool> IsToldAsync() => (await audiences.ReceiversAsync(TestApp.Regency, TestContext.Current.CancellationToken)).Any(r => r.Code == "on-another");
        Assert.Equal((null, false), (await BaselineAsync(), await IsToldAsync()));
        await App.SetRoundAsync("2030-1", "open");

        Assert.Equal(200, (await App.SendJsonAsync(HttpMethod.Put, "/api/alerts/baseline", Role.Operator, new { round = "2030-1" })).Status);
        await App.ReceiveAsync("on-another", "dinsos", "http://127.0.0.1:9/", There);
        Assert.Equal(("2030-1", true), (await BaselineAsync(), await IsToldAsync()));

        await App.WithoutBaselineAsync();
        Assert.Equal(204, (await App.SendJsonAsync(HttpMethod.Delete, "/api/alert-receivers/on-another", Role.Operator, new { })).Status);
        await App.SetRoundAsync("2030-1", "closed");
        Assert.Equal((null, false), (await BaselineAsync(), await IsToldAsync()));
    }

    // Every alert of a village with its state, in the order of the feed.
    private async Task<List<string>> RowsAsync(string village)
    {
        var rows = await App.ScalarAsync<string[]>($"select array_agg(concat_ws(' ', subject, rule, revision, case when state = 'delivered' then 'raised' else state end) order by position) from raised_alerts where area = '{village}'");
        return [.. rows ?? []];
    }

    private async Task PlanAsync(string step, object body)
    {
        var (status, answer) = await App.SendJsonAsync(HttpMethod.Post, $"/api/measures/global-mpi-2018/{step}", Role.Planner, body);
        Assert.True(status is 200 or 201, answer?.ToJsonString());
    }

    private async Task StateAsync(string code, Action<JsonObject> change)
    {
        var rule = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone().AsObject();
        change(rule);
        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-rules/{code}", Role.Operator, new { rule, isOn = true });
        Assert.True(status == 200, body?.ToJsonString());
    }

    private async Task SwitchAsync(string code, bool isOn) =>
        Assert.Equal(200, (await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-rules/{code}", Role.Operator, new { isOn })).Status);

    private Task LookedAsync(string rule, int revision) => App.UntilAsync($"select count(*) = 1 from alert_area_memory where rule = '{rule}' and revision = {revision} and subject = ''");

    private async Task DeviceAsync(string code) => await App.ScalarAsync<object>($"""
        insert into devices (tenant_id, key_hash, code, villages, dasa_wisma, issued_by, issued_at)
        values ('35.22', sha256('{code}'), '{code}', array['{Here}'], array[]::varchar[], 'test', now() - interval '8 days')
        """);

    // The same answers a month later, unless others are given.
    private static Submission Again(Submission first, Submission? later = null) =>
        (later ?? first with { InterviewedAt = first.InterviewedAt + Duration.FromDays(30) }) with { SubmissionId = Guid.NewGuid(), HouseholdId = first.HouseholdId };

    private static Submission Poor(string village, int day) => SampleInterview.Of(true, village, "2018-1", Y2018 + Duration.FromDays(day), 4).Unschooled();

    private static Submission Unschooled(string village, int day) => Sound(village, day).Unschooled();

    private static Submission Sound(string village, int day) => SampleInterview.Of(false, village, "2018-1", Y2018 + Duration.FromDays(day), 4);
}
