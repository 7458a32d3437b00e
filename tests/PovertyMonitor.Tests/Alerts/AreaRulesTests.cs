using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Areas;
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
        await App.SubmitAsync([.. Enumerable.Range(0, 3).Select(i => Poor("35.22.09.2002", now - Duration.FromDays(20 + i)) with { Place = new("35.22.09.2002", "001", "004") })]);

        await App.UntilAsync("select count(*) = 2 from raised_alerts where rule = 'cluster-of-poverty'");

        var seen = await App.AlertsAsync(Role.District, "?kind=cluster-of-poverty", "35.22.09");
        Assert.Equal(["35.22.09.2002", "35.22.09.2002/RW004"], seen.Select(a => (string)a!["alert"]!["subject"]!).Order());
        Assert.All(seen, a => Assert.Equal(3, (int)a!["alert"]!["count"]!));
        Assert.Empty(await App.AlertsAsync(Role.District, "?kind=cluster-of-poverty", "35.22.10"));
    }

    [Fact]
    public async Task A_village_that_falls_behind_is_told_and_closes_by_itself_when_it_has_caught_up()
    {
        await LookedAsync("coverage-behind");
        foreach (var (village, expected) in ((string, int)[])[(Here, 10), ("35.22.09.2003", 10)])
            Assert.Equal(204, (await App.SendJsonAsync(HttpMethod.Put, "/api/rounds/2020-1/expected", Role.Operator, new Dictionary<string, int> { [village] = expected })).Status);
        var later = Y2018 + Duration.FromDays(730);
        Submission[] late = [.. Enumerable.Range(0, 8).Select(_ => SampleInterview.Of(false, Here, "2020-1", later, 2))];
        await App.SubmitAsync([.. Enumerable.Range(0, 8).Select(_ => SampleInterview.Of(false, "35.22.09.2003", "2020-1", later, 2))]);
        await App.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'coverage-behind' and area = '{Here}'");

        await App.SubmitAsync(late);

        await App.UntilAsync($"select state = 'closed' from raised_alerts where rule = 'coverage-behind' and area = '{Here}'");
    }

    [Fact]
    public async Task A_device_that_is_silent_while_a_round_is_open_is_told_to_the_operators()
    {
        await App.SetRoundAsync("2026-1", "open");
        await App.SetRoundAsync("2018-1", "open");
        await App.SetRoundAsync("2020-1", "open");
        await LookedAsync("device-silent");
        await App.ScalarAsync<object>("""
            insert into devices (tenant_id, key_hash, code, villages, dasa_wisma, issued_by, issued_at)
            values ('35.22', '\x01', 'HP-0009', array['35.22.09.2001'], array[]::varchar[], 'test', now() - interval '8 days')
            """);

        await App.UntilAsync("select count(*) = 1 from raised_alerts where rule = 'device-silent' and subject = 'HP-0009'");

        Assert.Equal("HP-0009", (string)Assert.Single(await App.AlertsAsync(Role.Operator))!["alert"]!["value"]!);
    }

    [Fact]
    public void A_rise_counts_stayers_weighted_by_persons_and_of_a_sample_what_lies_beyond_its_interval()
    {
        var sound = new MaskCell(0, 0, 30, 90);
        var poor = new MaskCell((1u << Measure.Structure.IndexOf("child-mortality")) | (1u << Measure.Structure.IndexOf("years-of-schooling")), 0, 10, 30);
        var village = new VillageStayers(Here, false, [new(sound, sound), new(poor with { Mask = 0 }, poor)]);

        var (rise, halfWidth) = village.Change(Measure, null);
        var (headcount, _) = village.Change(Measure, "child-mortality");

        // A quarter of the persons went from nothing to a third: 1/12.
        Assert.Equal(1 / 12.0, rise, 12);
        Assert.Equal(0.25, headcount, 12);
        // 40 households of three: the spread of 0 and 1/3 with a mean of 1/12, over n - 1.
        Assert.Equal(1.959964 * Math.Sqrt((30 * Math.Pow(1 / 12.0, 2) + 10 * Math.Pow(1 / 4.0, 2)) / (40 * 39)), halfWidth, 9);
    }

    [Fact]
    public void Between_the_thresholds_nothing_changes_and_a_memory_without_a_subject_says_what_is_known()
    {
        AreaCondition Of(string subject, bool? holds) => new(subject, Here, "c", holds, Y2018);
        var held = new Dictionary<string, Guid> { ["held"] = Guid.Empty, ["between"] = Guid.Empty, ["gone"] = Guid.Empty, ["absent"] = Guid.Empty };
        AreaCondition[] conditions = [Of("held", true), Of("between", null), Of("gone", false), Of("new", true), Of("undecided", null)];

        var (begun, gone) = AreaDecision.Of(conditions, held, isComplete: false);

        Assert.Equal(["new"], begun.Select(b => b.Subject));
        Assert.Equal(["gone"], gone.Select(g => g.Subject));
        Assert.Equal(["absent", "gone"], AreaDecision.Of(conditions, held, isComplete: true).Gone.Select(g => g.Subject).Order());
    }

    private Task LookedAsync(string rule, int revision = 1) => App.UntilAsync($"select count(*) = 1 from alert_area_memory where rule = '{rule}' and revision = {revision} and subject = ''");

    private async Task StateAsync(string code, Action<System.Text.Json.Nodes.JsonObject> change)
    {
        var rule = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone().AsObject();
        change(rule);
        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-rules/{code}", Role.Dinsos, new { rule, isOn = true });
        Assert.True(status == 200, body?.ToJsonString());
    }

    private static Submission Poor(string village, Instant at) => SampleInterview.Of(true, village, "2018-1", at, 4).Unschooled();
}
