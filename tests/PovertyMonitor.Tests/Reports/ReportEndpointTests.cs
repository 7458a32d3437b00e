using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Parquet;
using PovertyMonitor.Access;
using PovertyMonitor.Reports.Formats;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

[Collection(ReportsApp.Name)]
public sealed class ReportEndpointTests(ReportsApp.Filled filled)
{
    private static readonly string[] Kinds = ["villages", "districts", "trends", "contributions", "coverage", "gaps", "groups", "commitments"];

    private TestApp App => filled.App;

    [Fact]
    public async Task Every_format_of_a_report_says_the_same_and_says_it_again_after_more_came()
    {
        var path = $"/api/reports/villages?area=35.22.15&{Of}";
        var first = await FilesAsync(path);
        await App.SubmitAsync(ReportsApp.Household(true, "35.22.15.2008", 0));
        await App.CaughtUpAsync();
        var second = await FilesAsync(path);

        Assert.Equal(first.Select(f => Hash(f.Value)), second.Select(f => Hash(f.Value)));
        var json = JsonNode.Parse(first["json"])!;
        Assert.Equal((filled.KnownAt, ReportsApp.Round), ((long)json["asOf"]!["sequence"]!, (string)json["round"]!));
        var told = json["rows"]!.AsArray().Select(r => string.Join('|', r!.AsObject().Select(c => Exact(c.Value)))).ToList();
        Assert.Equal(told, Csv(first["csv"]));
        Assert.Equal(told, Xlsx(first["xlsx"], "xl/worksheets/sheet1.xml").Skip(1));
        Assert.Equal(told, await ParquetAsync(first["parquet"]));
        var notes = string.Join('\n', Xlsx(first["xlsx"], "xl/worksheets/sheet2.xml"));
        foreach (var note in new[] { $"{ReportsApp.Measure}@1", "1/3", $"event {filled.KnownAt}, ", "not ranked apart", "The regency's event log" }) Assert.Contains(note, notes, StringComparison.Ordinal);
        Assert.Contains("@page{size:A4", Encoding.UTF8.GetString(first["html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Villages_whose_bounds_overlap_are_not_ranked_apart()
    {
        var rows = (await App.GetAsync($"/api/reports/villages?{Of}"))["rows"]!.AsArray();

        // All households of the first two are covered, so that their figures are exact; ten of fifty of the third are not, and could all be poor.
        Assert.Equal([$"{ReportsApp.Large} 1-2", $"{ReportsApp.FewPoor} 1-3", $"{ReportsApp.Away} 2-3"], Ranks(rows));
        var few = rows.First(r => (string)r!["area"]! == ReportsApp.FewPoor)!;
        Assert.True((double)few["m0Low"]! < (double)few["m0"]! && (double)few["m0"]! < (double)few["m0High"]!);
        var index = await App.GetAsync($"/api/villages/{ReportsApp.FewPoor}/index?round={ReportsApp.Round}&measure={ReportsApp.Measure}");
        Assert.Equal(((double)index["bounds"]!["lowerM0"]!, (double)index["bounds"]!["upperM0"]!), ((double)few["m0Low"]!, (double)few["m0High"]!));
        Assert.All(rows.Skip(3), r => Assert.Null(r!["rankFrom"]));
        Assert.Equal(28, (await App.GetAsync($"/api/reports/districts?{Of}"))["rows"]!.AsArray().Count);
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
        Assert.Equal((double)index["m0"]!, Rows(await App.GetAsync($"/api/reports/contributions?{of}"), "35.22").Sum(r => (double)r["contribution"]!), 12);
        var trend = Rows(await App.GetAsync($"/api/reports/trends?measure={ReportsApp.Measure}"), "35.22").Single(r => (string)r["period"]! == "s-1");
        Assert.Equal(((double)index["m0"]!, (double)index["sample"]!["m0"]!["standardError"]!), ((double)trend["m0"]!, (double)trend["m0StandardError"]!));
        var gap = Rows(await App.GetAsync($"/api/reports/gaps?{of}"), "35.22").Single(r => (string)r["group"]! == "women");
        Assert.Equal((double)index["h"]!, (double)gap["othersH"]!, 12);
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Post, "/api/releases", App.TokenFor(Role.Planner), new StringContent("""{"round": "s-1"}""", null, "application/json")), HttpStatusCode.Conflict, "release.of_a_sample");
    }

    [Fact]
    public async Task The_other_reports_agree_with_the_index()
    {
        var index = await App.GetAsync($"/api/regencies/35.22/index?measure={ReportsApp.Measure}&round={ReportsApp.Round}&knownAt={filled.KnownAt}");

        var contributions = Rows(await App.GetAsync($"/api/reports/contributions?{Of}"), "35.22");
        Assert.Equal((double)index["m0"]!, contributions.Sum(r => (double)r["contribution"]!), 12);
        var coverage = Rows(await App.GetAsync($"/api/reports/coverage?by=village&{Of}"), ReportsApp.FewPoor).Single();
        Assert.Equal((50, 40, 0.8), ((int)coverage["expected"]!, (int)coverage["completed"]!, (double)coverage["coverage"]!));
        var gaps = Rows(await App.GetAsync($"/api/reports/gaps?{Of}"), "35.22");
        Assert.Equal(8, gaps.Count);
        Assert.Equal(0, (int)gaps.Single(g => (string)g["group"]! == "women")["persons"]!);
        var trend = Rows(await App.GetAsync($"/api/reports/trends?measure={ReportsApp.Measure}&knownAt={filled.KnownAt}"), "35.22");
        Assert.Equal((double)index["m0"]!, (double)Assert.Single(trend)["m0"]!);
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
        var file = await ReadAsync((string)ready["file"]!);
        Assert.Contains("35.22.15,Bojonegoro,2019-03,70,", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var again = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner));
        Assert.Equal((string)job["id"]!, (string)JsonNode.Parse(await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!);
        var now = new HttpRequestMessage(HttpMethod.Get, $"/api/reports/districts?{Of}&format=csv") { Headers = { { "Prefer", "respond-async" }, { "Authorization", $"Bearer {App.TokenFor(Role.Planner)}" } } };
        var other = JsonNode.Parse(await (await App.Client.SendAsync(now, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        await App.UntilAsync($"select state <> 'making' from report_jobs where job_id = '{(string)other["id"]!}'");
        Assert.Equal(Hash(await ReadAsync($"/api/reports/districts?{Of}&format=csv")), Hash(await ReadAsync($"/api/reports/jobs/{(string)other["id"]!}/file")));
    }

    [Theory]
    [InlineData(nameof(Role.Planner))]
    [InlineData(nameof(Role.Ngo))]
    [InlineData(nameof(Role.Dinkes))]
    [InlineData(nameof(Role.Operator))]
    public async Task Below_the_village_small_cells_are_for_Dinas_Sosial_alone(string name)
    {
        var role = Enum.Parse<Role>(name);
        var path = $"/api/reports/groups?area={ReportsApp.Large}&round={ReportsApp.Round}&measure={ReportsApp.Measure}";
        var suppressed = (await App.GetAsync(path, role))["rows"]!.AsArray();
        var dinsos = (await App.GetAsync($"{path}&knownAt={filled.KnownAt}", Role.Dinsos))["rows"]!.AsArray();

        Assert.Equal(["Mawar 25 7", "Melati 5 5"], dinsos.Select(r => $"{r!["group"]} {r["households"]} {r["poorHouseholds"]}"));
        Assert.Equal(["Mawar suppressed suppressed suppressed", "Melati suppressed suppressed suppressed"], suppressed.Select(r => $"{r!["group"]} {r["households"]} {r["poorHouseholds"]} {r["h"]}"));
        if (role != Role.Ngo)
            await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/villages/{ReportsApp.Large}/index?group=Melati", App.TokenFor(role)), HttpStatusCode.Forbidden, "index.below_village");
    }

    [Fact]
    public async Task Below_the_village_no_two_dates_can_be_held_against_each_other()
    {
        var path = $"/api/reports/groups?area={ReportsApp.Away}&round={ReportsApp.Round}&measure={ReportsApp.Measure}&format=csv";
        var first = Encoding.UTF8.GetString(await ReadAsync(path));
        Assert.StartsWith("group,households,poorHouseholds,h,a,m0\r\nAnggrek,25,10,0.", first, StringComparison.Ordinal);
        Assert.Contains("\r\nKenanga,25,10,0.", first, StringComparison.Ordinal);
        var (householdsBefore, poorBefore) = await KenangaNowAsync();

        await App.SubmitAsync(ReportsApp.Household(true, ReportsApp.Away, 62));
        await App.CaughtUpAsync();

        // Other tests of the collection may have added to it before.
        var (households, poor) = await KenangaNowAsync();
        Assert.Equal((householdsBefore + 1, poorBefore + 1), (households, poor));
        Assert.Equal(first, Encoding.UTF8.GetString(await ReadAsync(path)));
        foreach (var other in new[] { $"knownAt={filled.KnownAt}", "knownOn=2030-01-01", $"measure={ReportsApp.Measure}@1" })
            await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"{path.Replace(other[..7] == "measure" ? $"&measure={ReportsApp.Measure}" : "&none", "", StringComparison.Ordinal)}&{other}", App.TokenFor(Role.Planner)), HttpStatusCode.Forbidden, "reports.frozen_only");
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/reports/groups?area={ReportsApp.Away}", App.TokenFor(Role.Planner)), HttpStatusCode.BadRequest, "reports.round_needed");

        // Closed again, with one household more in one of them: what changed by one is not seen beside what was seen before.
        await filled.CloseAsync();
        await App.CaughtUpAsync();
        var second = Encoding.UTF8.GetString(await ReadAsync(path));
        Assert.Contains("\r\nKenanga,suppressed,suppressed,suppressed,", second, StringComparison.Ordinal);

        async Task<(int Households, int Poor)> KenangaNowAsync()
        {
            var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Dinsos));
            var row = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n").Single(r => r.StartsWith("Kenanga,", StringComparison.Ordinal)).Split(',');
            return (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[2], CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("nothing", "", 404, "reports.unknown")]
    [InlineData("villages", "format=pdf", 400, "reports.unknown_format")]
    [InlineData("villages", "by=colour", 400, "reports.unknown_breakdown")]
    [InlineData("villages", "area=35.22.99", 404, "reports.wrong_area")]
    [InlineData("groups", "area=35.22.15", 404, "reports.wrong_area")]
    [InlineData("groups", $"area={ReportsApp.Large}&round=1999", 404, "reports.unknown_round")]
    [InlineData("coverage", "", 400, "reports.round_needed")]
    [InlineData("villages", "round=1999", 404, "reports.unknown_round")]
    [InlineData("villages", "measure=happiness", 404, "reports.unknown_measure")]
    [InlineData("villages", "knownOn=2018-06-30", 422, "reports.before_first_event")]
    [InlineData("commitments", "knownOn=2017-12-31", 422, "reports.before_plan")]
    [InlineData("commitments", "knownOn=2018-06-30", 422, "reports.before_plan")]
    [InlineData("commitments", "knownOn=2018-06-30T12:00:00%2B07:00", 422, "reports.before_plan")]
    [InlineData("commitments", "knownAt=0", 422, "reports.before_plan")]
    [InlineData("commitments", "knownAt=999999999", 422, "reports.not_yet")]
    [InlineData("villages", "knownAt=0", 422, "reports.before_first_event")]
    [InlineData("trends", "knownOn=2018-06-30", 422, "reports.before_first_event")]
    [InlineData("villages", "knownAt=999999999", 422, "reports.not_yet")]
    [InlineData("villages", "knownAt=-1", 422, "reports.invalid_parameter")]
    [InlineData("villages", "knownOn=yesterday", 422, "reports.invalid_parameter")]
    [InlineData("trends", "by=month&from=2019-05&to=2019-02", 422, "reports.invalid_parameter")]
    [InlineData("trends", "by=month&from=2010-01&to=2019-12", 422, "reports.too_large")]
    public async Task A_bad_request_gets_a_problem_of_its_own(string kind, string query, int status, string code) =>
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/reports/{kind}?{query}", App.TokenFor(Role.Planner)), (HttpStatusCode)status, code);

    [Fact]
    public async Task Every_kind_comes_in_every_format()
    {
        Assert.Equal(Kinds, (await App.GetAsync("/api/reports"))!.AsArray().Select(k => (string)k!["kind"]!).Intersect(Kinds));
        foreach (var kind in Kinds)
            foreach (var (format, content) in await FilesAsync(kind == "groups"
                ? $"/api/reports/groups?round={ReportsApp.Round}&measure={ReportsApp.Measure}&area={ReportsApp.Large}"
                : $"/api/reports/{kind}?{Of}&area={(kind == "commitments" ? "35.22" : "35.22.15")}"))
                Assert.True(content.Length > 100, $"{kind}.{format}");
    }

    [Fact]
    public async Task Commitments_are_told_as_the_plan_stood_then()
    {
        var path = $"/api/reports/commitments?knownAt={filled.KnownAt}";
        var rows = (await App.GetAsync(path))["rows"]!.AsArray();

        var asked = (await App.GetAsync("/api/commitments/5/indicators"))["indicators"]!.AsArray();
        Assert.Equal(asked.Select(i => (string)i!["code"]!), rows.Where(r => (long)r!["commitment"]! == 5 && r["until"] is null).Select(r => (string)r!["indicator"]!));
        Assert.All(rows, r => Assert.Contains((string)r!["status"]!, (string[])["noData", "offTrack", "atRisk", "onTrack", "achieved"]));
        await ProblemAssert.IsProblemAsync(
            await App.SendAsync(HttpMethod.Get, "/api/reports/commitments?area=35.22.15", App.TokenFor(Role.Planner)), HttpStatusCode.NotFound, "reports.wrong_area");
    }

    private string Of => $"measure={ReportsApp.Measure}&round={ReportsApp.Round}&knownAt={filled.KnownAt}";

    private static List<string> Ranks(JsonArray rows) =>
        [.. rows.Where(r => r!["rankFrom"] is not null).OrderBy(r => (int)r!["rankFrom"]! + (int)r["rankTo"]!).Select(r => $"{r!["area"]} {r["rankFrom"]}-{r["rankTo"]}")];

    private static List<JsonNode> Rows(JsonNode report, string area) => [.. report["rows"]!.AsArray().Where(r => (string)r!["area"]! == area).Select(r => r!)];

    private async Task<Dictionary<string, byte[]>> FilesAsync(string path)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var format in ReportFormat.All) files[format.Name] = await ReadAsync($"{path}&format={format.Name}");
        return files;
    }

    private async Task<byte[]> ReadAsync(string path)
    {
        var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner), language: "en");
        Assert.True(response.IsSuccessStatusCode, $"{path} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    private static string Exact(JsonNode? value) => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? Exact(value.GetValue<double>()) : value?.ToString() ?? "";

    private static string Exact(double number) => number.ToString("G12", CultureInfo.InvariantCulture);

    private static List<string> Csv(byte[] file) => [.. Encoding.UTF8.GetString(file).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => string.Join('|', line.Split(',').Select(c => double.TryParse(c, CultureInfo.InvariantCulture, out var number) && !IsCode(c) ? Exact(number) : c)))];

    private static List<string> Xlsx(byte[] file, string part)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var stream = zip.GetEntry(part)!.Open();
        var sheet = XDocument.Load(stream);
        var main = sheet.Root!.Name.Namespace;
        Assert.Empty(sheet.Descendants(main + "f"));
        return [.. sheet.Descendants(main + "row").Select(row => string.Join('|', row.Elements(main + "c")
            .Select(c => (string?)c.Element(main + "v") is { } number ? Exact(double.Parse(number, CultureInfo.InvariantCulture)) : c.Value)))];
    }

    private static async Task<List<string>> ParquetAsync(byte[] file)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(file), cancellationToken: ct);
        using var group = reader.OpenRowGroupReader(0);
        var columns = new List<string[]>();
        foreach (var field in reader.Schema.DataFields)
        {
            var rows = (int)group.RowCount;
            if (field.ClrType == typeof(long))
            {
                var values = new long?[rows];
                await group.ReadAsync<long>(field, values.AsMemory(), cancellationToken: ct);
                columns.Add([.. values.Select(v => v is { } n ? Exact(n) : "")]);
            }
            else if (field.ClrType == typeof(double))
            {
                var values = new double?[rows];
                await group.ReadAsync<double>(field, values.AsMemory(), cancellationToken: ct);
                columns.Add([.. values.Select(v => v is { } n ? Exact(n) : "")]);
            }
            else
            {
                var values = new string?[rows];
                await group.ReadAsync(field, values.AsMemory(), cancellationToken: ct);
                columns.Add([.. values.Select(v => v ?? "")]);
            }
        }
        return [.. Enumerable.Range(0, (int)group.RowCount).Select(i => string.Join('|', columns.Select(c => c[i])))];
    }

    // 35.22 alone would read as a number.
    private static bool IsCode(string cell) => cell.StartsWith("35.22", StringComparison.Ordinal);
}
