using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>A report as a file: every format says the same, again and in the background.</summary>
[Collection(ReportsApp.Name)]
public sealed class ReportFilesTests(ReportsApp.Filled filled)
{
    private TestApp App => filled.App;

    private static readonly string[] Kinds = ["villages", "districts", "trends", "contributions", "coverage", "gaps", "groups", "commitments"];

    [Fact]
    public async Task Every_format_of_a_report_says_the_same_and_says_it_again_after_more_came()
    {
        var path = $"/api/reports/villages?area=35.22.15&{filled.Of}";
        var first = await filled.FilesAsync(path);
        await App.SubmitAsync(ReportsApp.Household(true, "35.22.15.2008", 0));
        await App.CaughtUpAsync();
        var second = await filled.FilesAsync(path);

        Assert.Equal(first.Select(f => ReportContent.Hash(f.Value)), second.Select(f => ReportContent.Hash(f.Value)));
        var json = JsonNode.Parse(first["json"])!;
        Assert.Equal((filled.KnownAt, ReportsApp.Round), ((long)json["asOf"]!["sequence"]!, (string)json["round"]!));
        var told = json["rows"]!.AsArray().Select(r => string.Join('|', r!.AsObject().Select(c => ReportContent.Exact(c.Value)))).ToList();
        Assert.Equal(told, ReportContent.Csv(first["csv"]));
        Assert.Equal(told, ReportContent.Xlsx(first["xlsx"], "xl/worksheets/sheet1.xml").Skip(1));
        Assert.Equal(told, await ReportContent.ParquetAsync(first["parquet"]));
        var notes = string.Join('\n', ReportContent.Xlsx(first["xlsx"], "xl/worksheets/sheet2.xml"));
        foreach (var note in new[] { $"{ReportsApp.Measure}@1", "1/3", $"event {filled.KnownAt}, ", "not ranked apart", "The regency's event log" }) Assert.Contains(note, notes, StringComparison.Ordinal);
        Assert.Contains("@page{size:A4", Encoding.UTF8.GetString(first["html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_comes_in_every_format()
    {
        Assert.Equal(Kinds, (await App.GetAsync("/api/reports"))!.AsArray().Select(k => (string)k!["kind"]!).Intersect(Kinds));
        foreach (var kind in Kinds)
            foreach (var (format, content) in await filled.FilesAsync(kind == "groups"
                ? $"/api/reports/groups?round={ReportsApp.Round}&measure={ReportsApp.Measure}&area={ReportsApp.Large}"
                : $"/api/reports/{kind}?{filled.Of}&area={(kind == "commitments" ? "35.22" : "35.22.15")}"))
                Assert.True(content.Length > 100, $"{kind}.{format}");
    }

    [Fact]
    public async Task A_report_that_takes_long_is_made_in_the_background_and_is_the_same()
    {
        var path = $"/api/reports/trends?by=month&area=35.22.15&from=2019-02&to=2019-05&measure={ReportsApp.Measure}&knownAt={filled.KnownAt}&format=csv";
        var asked = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner));
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var job = JsonNode.Parse(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        await App.UntilAsync($"select state <> 'making' from report_jobs where job_id = '{(string)job["id"]!}'");

        var ready = await App.GetAsync(asked.Headers.Location!.ToString());
        Assert.Equal(("ready", 1.0), ((string)ready["state"]!, (double)ready["done"]!));
        var file = await filled.ReadAsync((string)ready["file"]!);
        Assert.Contains("35.22.15,Bojonegoro,2019-03,70,", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var again = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner));
        Assert.Equal((string)job["id"]!, (string)JsonNode.Parse(await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!);
        var now = new HttpRequestMessage(HttpMethod.Get, $"/api/reports/districts?{filled.Of}&format=csv") { Headers = { { "Prefer", "respond-async" }, { "Authorization", $"Bearer {App.TokenFor(Role.Planner)}" } } };
        var other = JsonNode.Parse(await (await App.Client.SendAsync(now, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        await App.UntilAsync($"select state <> 'making' from report_jobs where job_id = '{(string)other["id"]!}'");
        Assert.Equal(ReportContent.Hash(await filled.ReadAsync($"/api/reports/districts?{filled.Of}&format=csv")), ReportContent.Hash(await filled.ReadAsync($"/api/reports/jobs/{(string)other["id"]!}/file")));
    }
}
