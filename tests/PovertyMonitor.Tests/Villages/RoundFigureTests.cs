using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Reviews;
using PovertyMonitor.Tests.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Villages;

/// <summary>What bounds a round's figures: a census has coverage, a sample has errors.</summary>
[Collection(RoundApp.Name)]
public sealed class RoundFigureTests(SharedApp shared)
{
    private const string Measure = "measure=global-mpi-2018-without-nutrition";
    private static readonly Instant Spring = Instant.FromUtc(2019, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task A_census_shows_what_those_not_covered_could_make_of_it_and_does_not_rank_apart_what_overlaps()
    {
        const string Poorest = "35.22.02.2001", Middle = "35.22.02.2002", Unsure = "35.22.02.2003";
        await App.SetRoundAsync("bounds-1", "open");
        await App.SubmitAsync(
            Of(true, Poorest, "bounds-1", 4), Of(true, Poorest, "bounds-1", 4), Of(true, Middle, "bounds-1", 4), Of(false, Middle, "bounds-1", 3), Of(false, Middle, "bounds-1", 7),
            Of(false, Unsure, "bounds-1", 4), Of(true, Unsure, "bounds-1", 3));
        await ExpectAsync("bounds-1", $$"""{"{{Poorest}}": 2, "{{Middle}}": 3, "{{Unsure}}": 4}""");
        await App.CaughtUpAsync();

        var bounds = (await App.GetAsync($"/api/villages/{Unsure}/index?{Measure}&round=bounds-1"))["bounds"]!;
        Assert.Equal((2, 7), ((int)bounds["uncoveredHouseholds"]!, (int)bounds["uncoveredPersons"]!));
        Assert.Equal([3.0 / 14, 10.0 / 14, 1.0 / 14, 8.0 / 14], Numbers(bounds, "lowerH", "upperH", "lowerM0", "upperM0"));
        var district = await App.GetAsync($"/api/districts/35.22.02/index?{Measure}&round=bounds-1");
        Assert.Equal([15.0 / 36, 22.0 / 36], Numbers(district["bounds"]!, "lowerH", "upperH"));
        Assert.Null((await App.GetAsync($"/api/villages/{Unsure}/index?{Measure}"))["bounds"]);
        Assert.Null((await App.GetAsync($"/api/villages/{Unsure}/index?{Measure}&round=bounds-1&households=children"))["bounds"]);

        var rows = (await App.GetAsync($"/api/villages?{Measure}&round=bounds-1&district=35.22.02&sort=-m0&minHouseholds=1"))["villages"]!.AsArray();
        Assert.Equal([(Poorest, 1, 2), (Middle, 2, 3), (Unsure, 1, 3)],
            rows.Select(r => ((string)r!["code"]!, (int)r["rankFrom"]!, (int)r["rankTo"]!)).OrderBy(r => r.Item1, StringComparer.Ordinal));
        Assert.Equal([Poorest, Unsure], (await App.GetAsync($"/api/villages?{Measure}&round=bounds-1&district=35.22.02&minM0=0.14"))["villages"]!.AsArray().Select(r => (string)r!["code"]!));
    }

    [Fact]
    public async Task A_sample_is_estimated_with_its_weights_and_its_standard_errors_and_so_is_a_change()
    {
        const string Here = "35.22.03.2001", There = "35.22.03.2002";
        (string Stratum, string Psu, double Weight, bool Poor, bool PoorThen, int Persons, string Village)[] plan =
        [
            ("a", "1", 2, true, false, 4, Here), ("a", "1", 3, false, false, 3, Here), ("a", "2", 1, true, true, 5, There), ("a", "2", 2, false, false, 2, There), ("a", "3", 4, false, false, 4, Here),
            ("b", "1", 1, true, true, 2, There), ("b", "1", 5, false, true, 6, There), ("b", "2", 2, false, false, 3, Here), ("b", "2", 1, true, false, 1, Here),
        ];
        var first = plan.Select(p => Of(p.Poor, p.Village, "sample-1", p.Persons)).ToList();
        var second = plan.Zip(first, (p, f) => SampleInterview.Of(p.PoorThen, p.Village, "sample-2", Spring + Duration.FromDays(365), p.Persons, f.HouseholdId)).ToList();
        var extra = Of(true, Here, "sample-1", 9);
        foreach (var round in (string[])["sample-1", "sample-2"])
        {
            await PutAsync($"/api/rounds/{round}/design", """{"kind": "sample", "from": "2019-01-05", "until": "2020-12-31"}""");
            await PutAsync($"/api/rounds/{round}/sample", $"[{string.Join(',', plan.Zip(first, (p, f) => string.Create(CultureInfo.InvariantCulture,
                $$"""{"household": "{{f.HouseholdId}}", "stratum": "{{p.Stratum}}", "psu": "{{p.Psu}}", "weight": {{p.Weight}}}""")))}]");
            await App.SetRoundAsync(round, "open");
        }
        await App.SubmitAsync([.. first, extra, .. second]);
        await App.CaughtUpAsync();

        var index = await App.GetAsync($"/api/regencies/35.22/index?{Measure}&round=sample-1");

        // A ratio's linearised error, written out anew: z = w persons (poor - H) / sum of w persons, by unit.
        (double, double) Expected(Func<int, bool> isIn, Func<int, double> y)
        {
            var all = Enumerable.Range(0, plan.Length).ToList();
            double X(int i) => isIn(i) ? plan[i].Weight * plan[i].Persons : 0;
            var level = all.Sum(i => X(i) * y(i)) / all.Sum(X);
            var variance = all.GroupBy(i => plan[i].Stratum).Sum(stratum =>
            {
                var units = stratum.GroupBy(i => plan[i].Psu).Select(unit => unit.Sum(i => X(i) * (y(i) - level)) / all.Sum(X)).ToList();
                return units.Count / (units.Count - 1.0) * units.Sum(z => Math.Pow(z - units.Average(), 2));
            });
            return (level, Math.Sqrt(variance));
        }

        var (h, error) = Expected(_ => true, i => plan[i].Poor ? 1 : 0);
        Assert.Equal([h, h / 3], Numbers(index, "h", "m0"), Close);
        Assert.Equal([h, error], Numbers(index["sample"]!["h"]!, "value", "standardError"), Close);
        Assert.Equal([h / 3, error / 3], Numbers(index["sample"]!["m0"]!, "value", "standardError"), Close);
        Assert.Equal((9, 1, 2, 5, 3), ((int)index["households"]!, (int)index["sample"]!["notInSample"]!, (int)index["sample"]!["strata"]!, (int)index["sample"]!["psus"]!, (int)index["sample"]!["degreesOfFreedom"]!));
        Assert.Equal(1.0 / 3, (double)index["a"]!, 9);
        Assert.Equal(h, (double)index["indicators"]!.AsArray().Single(i => (string)i!["code"]! == "child-mortality")!["censored"]!, 9);
        Assert.Equal(1, (double)index["dimensions"]!.AsArray().Single(d => (string)d!["code"]! == "health")!["contributionShare"]!, 9);

        // A part's error knows of units without a member of it.
        var (part, partError) = Expected(i => plan[i].Village == There, i => plan[i].Poor ? 1 : 0);
        var village = await App.GetAsync($"/api/villages/{There}/index?{Measure}&round=sample-1");
        Assert.Equal([part, partError], Numbers(village["sample"]!["h"]!, "value", "standardError"), Close);
        var row = (await App.GetAsync($"/api/villages?{Measure}&round=sample-1&district=35.22.03"))["villages"]!.AsArray().Single(v => (string)v!["code"]! == There)!;
        Assert.Equal([part, partError, partError / 3], Numbers(row, "h", "standardErrorH", "standardErrorM0"), Close);

        var change = await App.GetAsync($"/api/regencies/35.22/change?{Measure}&from=sample-1&to=sample-2");
        var (then, _) = Expected(_ => true, i => plan[i].PoorThen ? 1 : 0);
        // The same households with the same weights: the difference of two ratios over one total.
        var (delta, deltaError) = Expected(_ => true, i => (plan[i].PoorThen ? 1 : 0) - (plan[i].Poor ? 1 : 0));
        Assert.Equal(then - h, delta, 12);
        Assert.Equal([delta, deltaError], Numbers(change["estimatedDeltaH"]!, "value", "standardError"), Close);
        Assert.Equal(delta, (double)change["deltaH"]!, 9);
        var trend = (await App.GetAsync($"/api/regencies/35.22/trend?{Measure}"))["points"]!.AsArray().Single(p => (string?)p!["round"] == "sample-1")!;
        Assert.Equal([h, error], Numbers(trend["estimatedH"]!, "value", "standardError"), Close);
        // Alerts compare the same households, and count nobody beside the sample.
        var (ct, measure) = (TestContext.Current.CancellationToken, (await App.Services.GetRequiredService<PovertyReader>().MeasuresAsync(TestApp.Regency, TestContext.Current.CancellationToken))
            .Last(m => m.Definition.Code == Measure["measure=".Length..]));
        var rises = await App.Services.GetRequiredService<StayersReader>().ReadAsync(TestApp.Regency, measure, null, "sample-1", "sample-2", ct);
        Assert.Equal([(Here, 5), (There, 4)], rises.Select(r => (r.Village, r.Households)).Order());
        var rule = new AlertRuleDefinition(new("x", "x"), AlertRuleKind.CoverageBehind, measure.Id, "dinsos", AlertSeverity.Warning, new("x", "x")) { Enter = "1/50" };
        Assert.DoesNotContain(await App.Services.GetRequiredService<CoverageGaps>().HistoryAsync(TestApp.Regency, rule, ct), c => c.Round == "sample-1");
        Assert.Equal(422, (int)(await App.SendAsync(HttpMethod.Get, $"/api/regencies/35.22/comparison?{Measure}&with=global-mpi-2018&round=sample-1", App.TokenFor(Role.Planner))).StatusCode);
    }

    [Fact]
    public async Task The_households_behind_a_sample_rounds_figure_are_those_of_the_sample_on_the_list_too()
    {
        const string Here = "35.22.04.2001", Round = "sample-4";
        var (drawn, beside) = (Of(true, Here, Round, 4), Of(true, Here, Round, 4));
        await PutAsync($"/api/rounds/{Round}/design", """{"kind": "sample", "from": "2019-01-05", "until": "2020-12-31"}""");
        await PutAsync($"/api/rounds/{Round}/sample", $$"""[{"household": "{{drawn.HouseholdId}}", "stratum": "a", "psu": "1", "weight": 2}]""");
        await App.SetRoundAsync(Round, "open");
        await App.SubmitAsync(drawn, beside);
        await App.CaughtUpAsync();

        var index = await App.GetAsync($"/api/villages/{Here}/index?{Measure}&round={Round}");
        var counted = await App.GetAsync($"/api/villages/{Here}/counted?{Measure}&round={Round}", Role.Dinsos);
        var stages = await App.GetAsync($"/api/musdes/stages?area={Here}&round={Round}");
        var (_, list) = await App.SendJsonAsync("/api/musdes/lists", new { village = Here, round = Round, measure = Measure["measure=".Length..] }, Role.Dinsos);

        Assert.Equal((1, 1, 1), ((int)index["households"]!, (int)index["sample"]!["notInSample"]!, (int)stages["area"]!["households"]!["surveyed"]!));
        Assert.Equal([drawn.HouseholdId], counted["households"]!.AsArray().Select(h => (Guid)h!["household"]!));
        Assert.Equal([drawn.HouseholdId], list["lines"]!.AsArray().Select(h => (Guid)h!["household"]!));
        Assert.Equal(2, (await App.GetAsync($"/api/villages/{Here}/counted?{Measure}", Role.Dinsos))["households"]!.AsArray().Count);
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;

    private static double[] Numbers(JsonNode node, params string[] names) => [.. names.Select(n => (double)node[n]!)];

    private static Submission Of(bool poor, string village, string round, int persons) => SampleInterview.Of(poor, village, round, Spring, persons);

    private Task ExpectAsync(string round, string json) => PutAsync($"/api/rounds/{round}/expected", json);

    private async Task PutAsync(string path, string json)
    {
        var response = await App.SendAsync(HttpMethod.Put, path, App.TokenFor(Role.Planner), new StringContent(json, null, "application/json"));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
