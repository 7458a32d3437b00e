using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>Two measures of the same households are two releases whose difference is published too.</summary>
[Collection(ReportsApp.Name)]
public sealed class ReleasesOfTwoMeasuresTests(ReportsApp.Filled filled)
{
    private const string Round = "2020-1";
    private const string Village = "35.22.02.2001";
    private const string Harder = "cutoff-of-a-half";

    private TestApp App => filled.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_few_households_make_different_between_two_measures_is_hidden_in_the_second_that_comes_out()
    {
        Assert.True((await App.SendAsync(HttpMethod.Put, $"/api/rounds/{Round}", App.TokenFor(Role.Operator), new StringContent("""{"state": "open"}""", null, "application/json"))).IsSuccessStatusCode);
        await PostAsync("/api/measures", JsonSerializer.Serialize(ShippedMeasures.Read(ReportsApp.Measure) with { Code = Harder, Cutoff = "1/2" }, MeasureJson.Options));
        await PostAsync($"/api/measures/{Harder}/adoption", """{"revision": 1, "effectiveFrom": "2019-01-01"}""");
        // A child's death alone is a third of what one can lack, with nobody schooled a half: four are poor by one of the two measures alone.
        await App.SubmitAsync([.. Enumerable.Range(0, 50).Select(number =>
        {
            var interview = SampleInterview.Of(number < 24, Village, Round, Instant.FromUtc(2020, 3, 2, 3, 15) + Duration.FromMinutes(number), 3);
            return number < 20 ? interview.Unschooled() : interview;
        })]);
        await App.CaughtUpAsync();
        var knownAt = await App.ScalarAsync<long>("select max(seq_id) from mt_events where tenant_id = '35.22'");
        var (first, second) = (await DraftAsync(ReportsApp.Measure, knownAt), await DraftAsync(Harder, knownAt));
        Assert.Equal(("50", "24"), await FigureAsync(first));
        Assert.Equal(("50", "20"), await FigureAsync(second));

        await ApproveAsync(first, HttpStatusCode.OK);

        await ProblemAssert.IsProblemAsync(await ApproveAsync(second, HttpStatusCode.Conflict), HttpStatusCode.Conflict, "release.overtaken");
        var anew = await DraftAsync(Harder, knownAt);
        Assert.NotEqual(second, anew);
        Assert.Equal(("50", "suppressed"), await FigureAsync(anew));
        await ApproveAsync(anew, HttpStatusCode.OK);
        // What is the same in both is told again.
        Assert.Equal(("50", "24"), await FigureAsync(await DraftAsync(ReportsApp.Measure, knownAt)));
    }

    private async Task<(string Households, string Poor)> FigureAsync(string release)
    {
        var response = await App.SendAsync(HttpMethod.Get, $"/api/releases/{release}/files/figures.csv", App.TokenFor(Role.Planner));
        var line = (await response.Content.ReadAsStringAsync(Stop)).Split("\r\n").Single(l => l.StartsWith($"{Village},", StringComparison.Ordinal)).Split(',');
        return (line[3], line[4]);
    }

    private async Task<string> DraftAsync(string measure, long knownAt) =>
        (string)(await PostAsync("/api/releases", $$"""{"round": "{{Round}}", "measure": "{{measure}}", "knownAt": {{knownAt}}}"""))["id"]!;

    private async Task<JsonNode> PostAsync(string path, string body)
    {
        var response = await App.SendAsync(HttpMethod.Post, path, App.TokenFor(Role.Planner), new StringContent(body, new MediaTypeHeaderValue("application/json")));
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> ApproveAsync(string release, HttpStatusCode expected)
    {
        var response = await App.SendAsync(HttpMethod.Post, $"/api/releases/{release}/approval", App.TokenFor(Role.Operator));
        Assert.True(response.StatusCode == expected, await response.Content.ReadAsStringAsync(Stop));
        return response;
    }
}
