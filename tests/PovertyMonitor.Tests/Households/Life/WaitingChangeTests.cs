using System.Net;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Changes that wait for what they refer to.</summary>
public sealed class WaitingChangeTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Here = "35.22.15.2002";

    [Fact]
    public async Task Under_one_id_one_report_is_kept_whoever_else_uses_it_is_told()
    {
        var (app, id, household) = (shared.App, Guid.NewGuid(), Guid.NewGuid());
        var leaving = $$"""{"changeId":"{{id}}","at":"2018-08-01T08:00:00+07:00","member":"{{Guid.NewGuid()}}"}""";
        async Task<(HttpStatusCode, string?)> ReportAsync(Guid of, string kind, string body)
        {
            var (response, answer) = await app.PostAsync(body, Here, $"/api/households/{of}/{kind}");
            return (response.StatusCode, (string?)answer["code"] ?? (string?)answer["state"]);
        }

        Assert.Equal((HttpStatusCode.Accepted, "waiting"), await ReportAsync(household, "departures", leaving));
        Assert.Equal((HttpStatusCode.Accepted, "waiting"), await ReportAsync(household, "departures", leaving));
        Assert.Equal((HttpStatusCode.Conflict, "household.other_change"), await ReportAsync(Guid.NewGuid(), "departures", leaving));
        Assert.Equal((HttpStatusCode.Conflict, "household.other_change"), await ReportAsync(household, "deaths", leaving));
        Assert.Equal((HttpStatusCode.Conflict, "household.other_change"), await ReportAsync(household, "departures", leaving.Replace("08-01", "08-02", StringComparison.Ordinal)));
        Assert.Equal(household, (Guid)Assert.Single((await app.GetAsync("/api/household-changes/waiting", Role.Dinsos)).AsArray(), c => (Guid)c!["changeId"]! == id)!["household"]!);
    }

    [Fact]
    public async Task Of_reports_about_several_households_that_come_at_once_under_one_id_one_waits()
    {
        var app = shared.App;
        for (var round = 0; round < 5; round++)
        {
            var leaving = $$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-08-01T08:00:00+07:00","member":"{{Guid.NewGuid()}}"}""";
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.PostAsync(leaving, Here, $"/api/households/{Guid.NewGuid()}/departures")));
            Assert.Equal([HttpStatusCode.Accepted, .. Enumerable.Repeat(HttpStatusCode.Conflict, 5)], answers.Select(a => a.Response.StatusCode).Order());
        }
    }
}
