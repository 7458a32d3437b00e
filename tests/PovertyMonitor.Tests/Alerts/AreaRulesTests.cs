using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>Rules about villages, indicators and devices.</summary>
public sealed class AreaRulesTests(AlertApp alerts) : IClassFixture<AlertApp>
{
    private const string Here = "35.22.09.2001";
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);

    private static Masked Third { get; } = new((1u << Measure.Structure.IndexOf("child-mortality")) | (1u << Measure.Structure.IndexOf("years-of-schooling")), 0);

    private TestApp App => alerts.App;

    [Fact]
    public async Task Several_in_one_village_and_hamlet_are_a_cluster_once_for_the_camat_of_the_district()
    {
        await LookedAsync("cluster-of-poverty");
        // A window that reaches back to the interviews, and three of them.
        await StateAsync("cluster-of-poverty", r => (r["minimumN"], r["windowDays"]) = (3, 366));
        await LookedAsync("cluster-of-poverty", 2);
        // Of a round that began years ago, so that another one stays the latest.
        await App.SubmitAsync(SampleInterview.Of(false, "35.22.09.2004", "2018-1", Y2018, 2));
        var now = SystemClock.Instance.GetCurrentInstant();
        Submission In(string rw, int day) => Poor("35.22.09.2002", now - Duration.FromDays(day)) with { Place = new("35.22.09.2002", "001", rw) };
        await App.SubmitAsync([.. Enumerable.Range(0, 3).Select(i => In("004", 20 + i))]);
        await App.UntilAsync("select count(*) = 1 from raised_alerts where rule = 'cluster-of-poverty'");
        // What one hamlet has alone is not the village's too, and says which one it is.
        var hamlet = Assert.Single(await App.AlertsAsync(Role.District, "?kind=cluster-of-poverty", "35.22.09"))!["alert"]!;
        Assert.Equal(("35.22.09.2002/RW004", 3), ((string)hamlet["subject"]!, (int)hamlet["count"]!));
        var shown = await App.SendAsync(HttpMethod.Get, $"/api/alerts/{hamlet["id"]}", App.TokenFor(Role.District, "35.22.09"));
        Assert.Contains("3 households in RW 004, ", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await App.SubmitAsync(In("002", 5));

        await App.UntilAsync("select count(*) = 2 from raised_alerts where rule = 'cluster-of-poverty'");
        var seen = await App.AlertsAsync(Role.District, "?kind=cluster-of-poverty", "35.22.09");
        Assert.Equal([("35.22.09.2002", 4), ("35.22.09.2002/RW004", 3)], seen.Select(a => ((string)a!["alert"]!["subject"]!, (int)a["alert"]!["count"]!)).Order());
        Assert.Empty(await App.AlertsAsync(Role.District, "?kind=cluster-of-poverty", "35.22.10"));
        Assert.Equal(2, (int)(await TryAsync("cluster-of-poverty"))["byArea"]!["35.22.09.2002"]!);
    }

    [Fact]
    public async Task A_village_that_falls_behind_is_told_and_closes_by_itself_when_it_has_caught_up()
    {
        await LookedAsync("coverage-behind");
        foreach (var (village, expected) in ((string, int)[])[(Here, 10), ("35.22.09.2003", 10)])
            Assert.Equal(204, (await App.SendJsonAsync(HttpMethod.Put, "/api/rounds/2020-1/expected", Role.Operator, new Dictionary<string, int> { [village] = expected })).Status);
        var later = Y2018 + Duration.FromDays(730);
        Submission[] late = [.. Enumerable.Range(0, 8).Select(_ => SampleInterview.Of(false, Here, "2020-1", later + Duration.FromDays(5), 2))];
        await App.SubmitAsync([.. Enumerable.Range(0, 8).Select(_ => SampleInterview.Of(false, "35.22.09.2003", "2020-1", later, 2))]);
        await App.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'coverage-behind' and area = '{Here}'");

        await App.SubmitAsync(late);

        await App.UntilAsync($"select state = 'closed' from raised_alerts where rule = 'coverage-behind' and area = '{Here}'");
        // It is over, and the trial knows of it all the same.
        Assert.Equal(1, (int)(await TryAsync("coverage-behind"))["byArea"]![Here]!);
        // The others go ahead again in the same round: the same alert, taken up again.
        await App.SubmitAsync([.. Enumerable.Range(0, 8).Select(_ => SampleInterview.Of(false, "35.22.09.2003", "2020-1", later + Duration.FromDays(6), 2))]);
        await App.UntilAsync($"select count(*) = 1 and min(state) in ('raised', 'delivered') from raised_alerts where rule = 'coverage-behind' and area = '{Here}'");
    }

    [Fact]
    public async Task A_rule_about_rises_is_tried_against_every_two_rounds_and_not_the_last_alone()
    {
        const string Village = "35.22.09.2005";
        string[] rounds = ["2018-1", "2019-1", "2020-1"];
        foreach (var round in rounds) await App.SetRoundAsync(round, "open");
        var homes = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToList();
        foreach (var (year, round) in rounds.Index())
            await App.SubmitAsync([.. homes.Select(h => Weighed(year == 1
                ? SampleInterview.Of(true, Village, round, Y2018 + Duration.FromDays(365 * year), 4, h).Unschooled()
                : SampleInterview.Of(false, Village, round, Y2018 + Duration.FromDays(365 * year), 4, h)))]);
        await App.CaughtUpAsync();

        var trial = await TryAsync("village-m0-rise", r => (r["minimumN"], r["minimumCoverage"]) = (3, null));

        var alert = Assert.Single(trial["alerts"]!.AsArray(), a => (string)a!["area"]! == Village)!;
        Assert.Equal(("2018-1..2019-1", "0.333", 3), ((string)alert["cause"]!, (string)alert["value"]!, (int)alert["count"]!));
        Assert.Equal(1, (int)trial["byMonth"]!["2019-03"]!);
    }

    [Fact]
    public async Task A_device_that_is_silent_while_a_round_is_open_is_told_to_the_operators()
    {
        foreach (var round in (string[])["2018-1", "2019-1", "2020-1", "2026-1"]) await App.SetRoundAsync(round, "open");
        await LookedAsync("device-silent");
        await App.ScalarAsync<object>("""
            insert into devices (tenant_id, key_hash, code, villages, dasa_wisma, issued_by, issued_at)
            values ('35.22', '\x01', 'HP-0009', array['35.22.09.2001'], array[]::varchar[], 'test', now() - interval '8 days')
            """);

        // It rested while no round was open, and may still be on its way.
        Assert.Empty(await App.Services.GetRequiredService<SilentDevices>().ReadAsync(
            TestApp.Regency, ShippedRules.All["device-silent"], SystemClock.Instance.GetCurrentInstant(), TestContext.Current.CancellationToken));
        Assert.Equal(0, (int)(await TryAsync("device-silent"))["count"]!);
        await App.OpenedBeforeAsync();
        await App.UntilAsync("select count(*) = 1 from raised_alerts where rule = 'device-silent' and subject = 'HP-0009'");

        Assert.Equal("HP-0009", (string)Assert.Single(await App.AlertsAsync(Role.Operator))!["alert"]!["value"]!);
        Assert.Equal(1, (int)(await TryAsync("device-silent"))["count"]!);
        Assert.Equal(0, (int)(await TryAsync("device-silent", r => r["windowDays"] = 9))["count"]!);
    }

    [Fact]
    public void A_rise_counts_stayers_weighted_by_their_persons_then()
    {
        Stayers[] stayers = [new(Here, default, default, 30, 90), new(Here, default, Third, 10, 30)];

        var rise = Assert.Single(CensusRise.Of(Measure, null, stayers));
        var headcount = Assert.Single(CensusRise.Of(Measure, "child-mortality", stayers));

        // A quarter of the persons went from nothing to a third: 1/12.
        Assert.Equal((Here, 40L, 0.083333333333, 0.0), (rise.Village, rise.Households, Math.Round(rise.Rise, 12), rise.HalfWidth));
        Assert.Equal(0.25, headcount.Rise, 12);
    }

    [Fact]
    public void A_rise_in_a_sample_has_the_error_of_its_design()
    {
        // Two strata; the unit b2 has nobody who stayed here, and counts in the error all the same.
        (string Stratum, string Psu, double Weight, bool Became, int Persons, bool Stayed)[] plan =
        [
            ("a", "1", 2, true, 4, true), ("a", "1", 3, false, 3, true), ("a", "2", 1, true, 5, true), ("a", "3", 4, false, 4, true),
            ("b", "1", 1, true, 2, true), ("b", "2", 5, false, 6, false), ("b", "3", 2, false, 3, true),
        ];
        var rise = Assert.Single(SampleRise.Of(Measure, null, plan.Select(p => new SampledStayer(
            p.Stratum, p.Psu, p.Weight, p.Stayed ? new(Here, default, p.Became ? Third : default, 1, p.Persons) : null))));

        // The linearised error of a ratio, written out: z = w persons (change - mean) / sum of w persons, by unit.
        double X(int i) => plan[i].Stayed ? plan[i].Weight * plan[i].Persons : 0;
        double Y(int i) => plan[i].Became ? 1 / 3.0 : 0;
        var all = Enumerable.Range(0, plan.Length).ToList();
        var mean = all.Sum(i => X(i) * Y(i)) / all.Sum(X);
        var variance = all.GroupBy(i => plan[i].Stratum).Sum(stratum =>
        {
            var units = stratum.GroupBy(i => plan[i].Psu).Select(unit => unit.Sum(i => X(i) * (Y(i) - mean)) / all.Sum(X)).ToList();
            return units.Count / (units.Count - 1.0) * units.Sum(z => Math.Pow(z - units.Average(), 2));
        });
        Assert.Equal((6L, Math.Round(mean, 9), Math.Round(1.9599639845 * Math.Sqrt(variance), 9)), (rise.Households, Math.Round(rise.Rise, 9), Math.Round(rise.HalfWidth!.Value, 9)));
        // A village that is one unit has the error of the households drawn in it; a single household has none that is known.
        var unit = Assert.Single(SampleRise.Of(Measure, null, ((Masked[])[Third, Third, default, default]).Select(m => new SampledStayer("a", "1", 5, new(Here, default, m, 1, 3)))));
        Assert.Equal(1 / 6.0, unit.Rise, 9);
        Assert.Equal(1.9599639845 * Math.Sqrt(4 * Math.Pow(1 / 6.0, 2) / (4 * 3)), unit.HalfWidth!.Value, 9);
        Assert.Null(Assert.Single(SampleRise.Of(Measure, null, [new("a", "1", 1, new(Here, default, Third, 1, 4))])).HalfWidth);
    }

    private Task LookedAsync(string rule, int revision = 1) => App.UntilAsync($"select count(*) = 1 from alert_area_memory where rule = '{rule}' and revision = {revision} and subject = ''");

    private async Task StateAsync(string code, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var rule = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone().AsObject();
        change(rule);
        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-rules/{code}", Role.Dinsos, new { rule, isOn = true });
        Assert.True(status == 200, body?.ToJsonString());
    }

    private async Task<System.Text.Json.Nodes.JsonNode> TryAsync(string code, Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        var rule = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone().AsObject();
        change?.Invoke(rule);
        var (status, trial) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Dinsos, rule);
        Assert.True(status == 200, trial?.ToJsonString());
        return trial!;
    }

    // Nobody is unknown to be undernourished: a household in which somebody is counts in no figure.
    internal static Submission Weighed(Submission interview) => interview with
    {
        Answers = interview.Answers! with
        {
            Members = [.. interview.Answers.Members.Select(m => m with
            {
                Nutrition = new() { WeightKg = 60m, HeightCm = 165m, MeasuredOn = interview.InterviewedAt.InUtc().Date, Source = PovertyMonitor.Households.Questionnaire.NutritionSource.Measured },
            })],
        },
    };

    private static Submission Poor(string village, Instant at) => SampleInterview.Of(true, village, "2018-1", at, 4).Unschooled();
}
