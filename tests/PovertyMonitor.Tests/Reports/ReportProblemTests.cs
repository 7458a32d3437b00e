using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>What can be wrong with the request for a report.</summary>
[Collection(ReportsApp.Name)]
public sealed class ReportProblemTests(ReportsApp.Filled filled)
{
    private TestApp App => filled.App;

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
    [InlineData("villages", "knownOn=2090-01-01", 422, "reports.not_over")]
    [InlineData("commitments", "knownOn=2090-01-01T00:00:00%2B07:00", 422, "reports.not_over")]
    [InlineData("trends", "by=month&from=2019-05&to=2019-02", 422, "reports.invalid_parameter")]
    [InlineData("trends", "by=month&from=2010-01&to=2019-12", 422, "reports.too_large")]
    public async Task A_bad_request_gets_a_problem_of_its_own(string kind, string query, int status, string code) =>
        await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, $"/api/reports/{kind}?{query}", App.TokenFor(Role.Planner)), (HttpStatusCode)status, code);

    [Theory]
    [InlineData("villages", "area=35.22.99", "area 35.22.99 is none that the report villages can be of.", "Give area a code from /api/areas, such as 35.22 (")]
    [InlineData("groups", "area=35.22.15", "area 35.22.15 is none that the report groups can be of.", "Give area a code from /api/areas, such as 35.22.01.2001 (")]
    [InlineData("commitments", "knownOn=2017-12-31", "knownOn 2017-12-31 is before the action plan 2018-2020, which begins on 2018-01-01 and was recorded here on 20", "Give knownOn a date from 20")]
    [InlineData("villages", "knownOn=2090-01-01", "knownOn 2090-01-01 is not over yet", "Give knownOn a time that is past")]
    public async Task A_problem_names_the_parameter_and_what_to_give(string kind, string query, string detail, string advice)
    {
        var response = await App.SendAsync(HttpMethod.Get, $"/api/reports/{kind}?{query}", App.TokenFor(Role.Planner), language: "en");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.StartsWith(detail, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.StartsWith(advice, (string)problem["advice"]!, StringComparison.Ordinal);
        Assert.Equal(query.Split('=')[0], (string)Assert.Single(problem["errors"]!.AsArray())!["field"]!);
    }

    [Theory]
    [InlineData("villages", $"measure={ReportsApp.Measure}&round={ReportsApp.Round}")]
    [InlineData("commitments", "plan=2018-2020")]
    public async Task A_day_that_is_over_tells_what_was_known_at_its_end(string kind, string query)
    {
        var today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).Date;
        string KnownOn(int daysAgo) => $"/api/reports/{kind}?{query}&knownOn={today.PlusDays(-daysAgo):uuuu-MM-dd}";

        // A day after the last event, and one before the first.
        var known = await filled.ReadAsync($"/api/reports/{kind}?{query}&knownAt={filled.KnownAt}");
        Assert.Equal(known, await filled.ReadAsync(KnownOn(ReportsApp.DaysAgo - 1)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await App.SendAsync(HttpMethod.Get, KnownOn(ReportsApp.DaysAgo + 2), App.TokenFor(Role.Planner))).StatusCode);
    }

    [Fact]
    public async Task Today_is_not_over_whatever_is_asked_and_an_event_to_come_is_none()
    {
        // The regency's day: it begins seven hours before that of Greenwich.
        var today = $"{SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Asia/Jakarta"]).Date:uuuu-MM-dd}";
        foreach (var (path, code) in new[]
        {
            ($"/api/reports/villages?knownOn={today}", "reports.not_over"), ($"/api/commitments/5/indicators?knownOn={today}", "commitment.day_not_over"),
            ("/api/commitments/achievement?knownOn=2090-01-01", "commitment.day_not_over"), ("/api/commitments/achievement?knownAt=999999999", "commitment.not_yet"),
        })
            await ProblemAssert.IsProblemAsync(await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner)), HttpStatusCode.UnprocessableEntity, code);
        Assert.Contains("reports.not_over", await (await App.SendAsync(HttpMethod.Post, "/api/releases", App.TokenFor(Role.Planner),
            new StringContent($$"""{"knownOn": "{{today}}"}""", null, "application/json"))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
