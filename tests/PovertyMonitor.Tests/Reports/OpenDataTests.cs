using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

[Collection(ReportsApp.Name)]
public sealed class OpenDataTests(ReportsApp.Filled filled)
{
    private const string Dataset = $"/open-data/35.22/poverty-{ReportsApp.Round}-{ReportsApp.Measure}";
    private const string Square = """{"type": "Polygon", "coordinates": [[[111.8, -7.2], [111.9, -7.2], [111.9, -7.1], [111.8, -7.2]]]}""";

    private TestApp App => filled.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_is_drafted_approved_harvested_read_judged_and_withdrawn()
    {
        await ProblemAssert.IsProblemAsync(await PutBoundariesAsync($$"""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "35.22.99"}, "geometry": {{Square}}}]}"""),
            HttpStatusCode.UnprocessableEntity, "release.bad_boundaries");
        Assert.Equal(HttpStatusCode.OK, (await PutBoundariesAsync($$"""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "{{ReportsApp.Large}}"}, "geometry": {{Square}}}]}""")).StatusCode);
        var draft = await DraftAsync(filled.KnownAt, HttpStatusCode.Created);
        var (id, version) = ((string)draft["id"]!, (int)draft["version"]!);
        var address = $"{Dataset}/{version}";
        Assert.Equal(id, (string)(await DraftAsync(filled.KnownAt, HttpStatusCode.OK))["id"]!);
        await ProblemAssert.IsProblemAsync(await App.Client.GetAsync($"{address}/figures.csv", Stop), HttpStatusCode.NotFound, "release.unknown");
        Assert.True((await App.SendAsync(HttpMethod.Get, $"/api/releases/{id}/files/figures.csv", App.TokenFor(Role.Operator))).IsSuccessStatusCode);

        await PostAsync($"/api/releases/{id}/approval", null, HttpStatusCode.OK);

        await FilesAreAsTheirChecksumsSayAsync(address);
        var figures = await App.Client.GetStringAsync($"{address}/figures.csv", Stop);
        // 12 of 30 are poor; 3 of 40 are few, so that they and what they follow from are hidden; nobody was interviewed in the next.
        Assert.Contains($"{ReportsApp.Large},Pacul,village,30,suppressed,1,suppressed,suppressed,suppressed\r\n", figures, StringComparison.Ordinal);
        Assert.Contains($"{ReportsApp.FewPoor},", figures, StringComparison.Ordinal);
        Assert.Contains(",village,40,suppressed,0.8,suppressed,suppressed,suppressed\r\n", figures, StringComparison.Ordinal);
        Assert.Contains($"{ReportsApp.Away},", figures, StringComparison.Ordinal);
        Assert.Contains(",village,50,20,1,0.", figures, StringComparison.Ordinal);
        Assert.DoesNotMatch("village,0,", figures);
        var harvested = await CatalogueAsync();
        Assert.Empty(DcatUs.FaultsOf(JsonNode.Parse(await App.Client.GetStringAsync("/data.json", Stop))!));
        var broken = JsonNode.Parse(await App.Client.GetStringAsync("/data.json", Stop))!;
        broken["dataset"]![0]!["contactPoint"]!.AsObject().Remove("hasEmail");
        Assert.Equal(["contactPoint.hasEmail"], DcatUs.FaultsOf(broken));
        Assert.Equal("mailto:walidata@example.go.id", (string)harvested[0]!["contactPoint"]!["hasEmail"]!);
        var distribution = harvested.Single(d => ((string)d!["identifier"]!).EndsWith($"{address}/", StringComparison.Ordinal))!["distribution"]!.AsArray();
        Assert.Equal(HttpStatusCode.OK, (await App.Client.GetAsync((string)distribution[0]!["downloadURL"]!, Stop)).StatusCode);
        var geo = JsonNode.Parse(await App.Client.GetStringAsync($"{address}/figures.geojson", Stop))!;
        Assert.Equal(ReportsApp.Large, (string)Assert.Single(geo["features"]!.AsArray())!["properties"]!["area"]!);
        await IsNotSentAgainAsync($"{address}/figures.csv");
        await IsNotSentAgainAsync("/data.json");
        await PrintsAsync($"{address}/figures.html");
        await IsJudgedAsync(address, id);

        // One household more in a village whose figures were seen: neither it nor what adds up with it may be seen exactly.
        await App.SubmitAsync(ReportsApp.Household(true, ReportsApp.Away, 60));
        await App.CaughtUpAsync();
        var second = await DraftAsync(await App.ScalarAsync<long>("select max(seq_id) from mt_events where tenant_id = '35.22'"), HttpStatusCode.Created);
        var later = await (await App.SendAsync(HttpMethod.Get, $"/api/releases/{(string)second["id"]!}/files/figures.csv", App.TokenFor(Role.Planner))).Content.ReadAsStringAsync(Stop);
        Assert.Contains($"{ReportsApp.Away},", later, StringComparison.Ordinal);
        Assert.DoesNotContain(",village,51,", later, StringComparison.Ordinal);
        Assert.DoesNotContain(",district,51,", later, StringComparison.Ordinal);
        Assert.Contains(",regency,suppressed,suppressed,", later, StringComparison.Ordinal);
        await PostAsync($"/api/releases/{(string)second["id"]!}/withdrawal", """{"reason": "mistake"}""", HttpStatusCode.OK);

        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Post, $"/api/releases/{id}/withdrawal", App.TokenFor(Role.Operator), Json("""{"reason": "because"}""")), HttpStatusCode.UnprocessableEntity, "release.invalid");
        await PostAsync($"/api/releases/{id}/withdrawal", """{"reason": "superseded"}""", HttpStatusCode.OK);
        await ProblemAssert.IsProblemAsync(await App.Client.GetAsync($"{address}/figures.csv", Stop), HttpStatusCode.Gone, "release.gone");
        Assert.DoesNotContain(await CatalogueAsync(), d => ((string)d!["identifier"]!).EndsWith($"{address}/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"licence": "mine"}""", 422, "release.invalid")]
    [InlineData("""{"round": "1999"}""", 404, "reports.unknown_round")]
    [InlineData("""{"knownOn": "2018-01-01"}""", 422, "reports.before_first_event")]
    public async Task A_bad_draft_gets_a_problem_of_its_own(string wish, int status, string code) =>
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Post, "/api/releases", App.TokenFor(Role.Planner), Json(wish)), (HttpStatusCode)status, code);

    private async Task FilesAreAsTheirChecksumsSayAsync(string address)
    {
        var sums = (await App.Client.GetStringAsync($"{address}/SHA256SUMS", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("  ")).ToDictionary(l => l[1], l => l[0]);
        Assert.Equal(17, sums.Count);
        var package = JsonNode.Parse(await App.Client.GetStringAsync($"{address}/datapackage.json", Stop))!;
        Assert.Empty(await FrictionlessPackage.FaultsAsync(package, path => App.Client.GetByteArrayAsync($"{address}/{path}", Stop)));
        Assert.Equal(sums.Where(s => s.Key != "datapackage.json").ToDictionary(), package["resources"]!.AsArray().ToDictionary(r => (string)r!["path"]!, r => ((string)r!["hash"]!)["sha256:".Length..]));
        Assert.Equal(sums["datapackage.json"], Convert.ToHexStringLower(SHA256.HashData(await App.Client.GetByteArrayAsync($"{address}/datapackage.json", Stop))));
        foreach (var file in sums.Keys) Assert.True((await App.Client.GetAsync($"{address}/{file}", Stop)).Headers.CacheControl!.Public);
        var schema = package["resources"]!.AsArray().First(r => (string)r!["path"]! == "figures.csv")!["schema"]!;
        Assert.Equal(["", "suppressed"], schema["missingValues"]!.AsArray().Select(v => (string)v!["value"]!));
    }

    private async Task IsNotSentAgainAsync(string path)
    {
        var first = await App.Client.GetAsync(path, Stop);
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await App.Client.SendAsync(request, Stop)).StatusCode);
    }

    // In a real browser, where there is one: the page's policy lets its own style through, and it comes out on paper.
    private async Task PrintsAsync(string path)
    {
        if (!Chromium.IsHere) return;
        await using var browser = await Chromium.StartAsync(1000, 700, Stop);
        await browser.OpenAsync(new Uri(App.Client.BaseAddress!, path), Stop);
        Assert.Equal("collapse", (await browser.ReadAsync("getComputedStyle(document.querySelector('table')).borderCollapse", Stop))!.GetValue<string>());
        Assert.Equal(459, (await browser.ReadAsync("document.querySelectorAll('tbody tr').length", Stop))!.GetValue<int>());
        var paper = Encoding.Latin1.GetString(await browser.PrintAsync(Stop));
        Assert.StartsWith("%PDF-", paper, StringComparison.Ordinal);
        // A4, turned.
        Assert.Matches(@"/MediaBox \[0 0 84[12][.0-9]* 59[45][.0-9]*\]", paper);
    }

    private async Task IsJudgedAsync(string address, string id)
    {
        async Task<HttpResponseMessage> SayAsync(string body) => await App.Client.PostAsync($"{address}/feedback", Json(body), Stop);
        await ProblemAssert.IsProblemAsync(await SayAsync("""{"rating": "bagus"}"""), HttpStatusCode.UnprocessableEntity, "release.invalid");
        Assert.Equal(HttpStatusCode.Created, (await SayAsync("""{"rating": "sangatPuas", "comment": "Terima kasih, NIK saya 3522150101900001, hubungi Siti Zubaidah"}""")).StatusCode);
        var counts = JsonNode.Parse(await (await SayAsync("""{"rating": "tidakPuas"}""")).Content.ReadAsStringAsync(Stop))!;
        Assert.Equal("""{"sangatPuas":1,"puas":0,"cukupPuas":0,"tidakPuas":1}""", counts["counts"]!.ToJsonString());
        var often = await SayAsync("""{"rating": "puas"}""");
        await ProblemAssert.IsProblemAsync(often, HttpStatusCode.TooManyRequests, "release.feedback_too_often");
        Assert.Equal(TimeSpan.FromMinutes(1), often.Headers.RetryAfter!.Delta);
        Assert.Empty(await App.TablesWithAsync(["3522150101900001", "Siti Zubaidah"]));
        var said = Assert.Single((await App.GetAsync($"/api/releases/{id}/comments")).AsArray());
        Assert.Equal("Terima kasih, NIK saya […], hubungi Siti Zubaidah", (string)said!["comment"]!);
    }

    private async Task<JsonArray> CatalogueAsync() => JsonNode.Parse(await App.Client.GetStringAsync("/data.json", Stop))!["dataset"]!.AsArray();

    private async Task<JsonNode> DraftAsync(long knownAt, HttpStatusCode expected) => await SendAsync(
        "/api/releases", Role.Planner, $$"""{"round": "{{ReportsApp.Round}}", "measure": "{{ReportsApp.Measure}}", "knownAt": {{knownAt}}}""", expected);

    private Task<JsonNode> PostAsync(string path, string? body, HttpStatusCode expected) => SendAsync(path, Role.Operator, body ?? "{}", expected);

    private async Task<JsonNode> SendAsync(string path, Role role, string body, HttpStatusCode expected)
    {
        var response = await App.SendAsync(HttpMethod.Post, path, App.TokenFor(role), Json(body));
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == expected, text);
        return JsonNode.Parse(text)!;
    }

    private Task<HttpResponseMessage> PutBoundariesAsync(string body) => App.SendAsync(HttpMethod.Put, "/api/boundaries?source=BIG-2018", App.TokenFor(Role.Operator), Json(body));

    private static StringContent Json(string body) => new(body, new MediaTypeHeaderValue("application/json"));
}
