using System.Net;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>What the reports say agrees with the index, of a census and of a sample.</summary>
[Collection(ReportsApp.Name)]
public sealed class ReportFiguresTests(ReportsApp.Filled filled)
{
    private TestApp App => filled.App;

    [Fact]
    public async Task Villages_whose_bounds_overlap_are_not_ranked_apart()
    {
        var rows = (await App.GetAsync($"/api/reports/villages?{filled.Of}"))["rows"]!.AsArray();

        // All households of the first two are covered, so that their figures are exact; ten of fifty of the third are not, and could all be poor.
        Assert.Equal([$"{ReportsApp.Large} 1-2", $"{ReportsApp.FewPoor} 1-3", $"{ReportsApp.Away} 2-3"], ReportContent.Ranks(rows));
        var few = rows.First(r => (string)r!["area"]! == ReportsApp.FewPoor)!;
        Assert.True((double)few["m0Low"]! < (double)few["m0"]! && (double)few["m0"]! < (double)few["m0High"]!);
        var index = await App.GetAsync($"/api/villages/{ReportsApp.FewPoor}/index?round={ReportsApp.Round}&measure={ReportsApp.Measure}");
        Assert.Equal(((double)index["bounds"]!["lowerM0"]!, (double)index["bounds"]!["upperM0"]!), ((double)few["m0Low"]!, (double)few["m0High"]!));
        Assert.All(rows.Skip(3), r => Assert.Null(r!["rankFrom"]));
        Assert.Equal(28, (await App.GetAsync($"/api/reports/districts?{filled.Of}"))["rows"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_round_that_is_a_sample_is_ranked_by_its_intervals()
    {
        var visits = Enumerable.Range(0, 24).Select(i => ReportsApp.Household(i is < 9 or 20, i < 12 ? ReportsApp.FewPoor : ReportsApp.Away, i) with { Round = "s-1" }).ToArray();
        var units = $"[{string.Join(',', visits.Select((v, i) => $$"""{"household": "{{v.HouseholdId}}", "stratum": "{{(i < 12 ? "a" : "b")}}", "psu": "p{{i % 4}}", "weight": {{(i < 12 ? 2 : 5)}}}"""))}]";
        foreach (var (path, body) in new[] { ("design", """{"kind": "sample", "from": "2019-03-01", "until": "2019-03-31"}"""), ("sample", units) })
            Assert.True((await App.SendAsync(HttpMethod.Put, $"/api/rounds/s-1/{path}", App.TokenFor(Role.Planner), new StringContent(body, null, "application/json"))).IsSuccessStatusCode);
        Assert.True((await App.SendAsync(HttpMethod.Put, "/api/rounds/s-1", App.TokenFor(Role.Operator), new StringContent("""{"state": "open"}""", null, "application/json"))).IsSuccessStatusCode);
        await App.SubmitAsync(visits);
        await App.CaughtUpAsync();

        var rows = (await App.GetAsync($"/api/reports/villages?round=s-1&measure={ReportsApp.Measure}"))["rows"]!.AsArray();

        Assert.Equal([$"{ReportsApp.FewPoor} 12", $"{ReportsApp.Away} 12"], rows.Take(2).Select(r => $"{r!["area"]} {r["households"]}"));
        foreach (var row in rows.Take(2)) Assert.True((double)row!["m0Low"]! < (double)row["m0"]! && (double)row["m0"]! < (double)row["m0High"]!);
        Assert.Equal(9 * 3.5 / (12 * 3.5) / 3, (double)rows[0]!["m0"]!, 0.05);

        // A commitment's indicators say of it what the index says, and not what was counted.
        var index = await App.GetAsync($"/api/regencies/35.22/index?round=s-1&measure={ReportsApp.Measure}");
        Assert.NotEqual((double)index["poorPersons"]! / (double)index["personsUsed"]!, (double)index["h"]!, 2);
        foreach (var figure in new[] { "m0", "h" })
        {
            var value = (await App.GetAsync($"/api/commitments/5/indicators/5.{figure}"))["values"]!.AsArray().Single(v => (string)v!["round"]! == "s-1")!;
            Assert.Equal((double)index[figure]!, (double)value["value"]!, 12);
            foreach (var part in new[] { "value", "standardError", "lower", "upper" })
                Assert.Equal((double)index["sample"]![figure]![part]!, (double)value["estimate"]![part]!, 12);
        }
        // Nor do the other reports say what was counted, and nothing of it is released as counts.
        var of = $"round=s-1&measure={ReportsApp.Measure}";
        Assert.Equal((double)index["m0"]!, ReportContent.Rows(await App.GetAsync($"/api/reports/contributions?{of}"), "35.22").Sum(r => (double)r["contribution"]!), 12);
        var trend = ReportContent.Rows(await App.GetAsync($"/api/reports/trends?measure={ReportsApp.Measure}"), "35.22").Single(r => (string)r["period"]! == "s-1");
        Assert.Equal(((double)index["m0"]!, (double)index["sample"]!["m0"]!["standardError"]!), ((double)trend["m0"]!, (double)trend["m0StandardError"]!));
        var gap = ReportContent.Rows(await App.GetAsync($"/api/reports/gaps?{of}"), "35.22").Single(r => (string)r["group"]! == "women");
        Assert.Equal((double)index["h"]!, (double)gap["othersH"]!, 12);
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Post, "/api/releases", App.TokenFor(Role.Planner), new StringContent("""{"round": "s-1"}""", null, "application/json")), HttpStatusCode.Conflict, "release.of_a_sample");
    }

    [Fact]
    public async Task The_other_reports_agree_with_the_index()
    {
        var index = await App.GetAsync($"/api/regencies/35.22/index?measure={ReportsApp.Measure}&round={ReportsApp.Round}&knownAt={filled.KnownAt}");

        var contributions = ReportContent.Rows(await App.GetAsync($"/api/reports/contributions?{filled.Of}"), "35.22");
        Assert.Equal((double)index["m0"]!, contributions.Sum(r => (double)r["contribution"]!), 12);
        var coverage = ReportContent.Rows(await App.GetAsync($"/api/reports/coverage?by=village&{filled.Of}"), ReportsApp.FewPoor).Single();
        Assert.Equal((50, 40, 0.8), ((int)coverage["expected"]!, (int)coverage["completed"]!, (double)coverage["coverage"]!));
        var gaps = ReportContent.Rows(await App.GetAsync($"/api/reports/gaps?{filled.Of}"), "35.22");
        Assert.Equal(8, gaps.Count);
        Assert.Equal(0, (int)gaps.Single(g => (string)g["group"]! == "women")["persons"]!);
        var trend = ReportContent.Rows(await App.GetAsync($"/api/reports/trends?measure={ReportsApp.Measure}&knownAt={filled.KnownAt}"), "35.22");
        Assert.Equal((double)index["m0"]!, (double)Assert.Single(trend)["m0"]!);
    }
}
