using System.Net;
using System.Text.Json.Nodes;
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
    public async Task Of_splits_that_replace_each_other_the_second_is_refused_and_sent_as_the_first_it_lets_the_other_in()
    {
        var (app, one, other, into) = (shared.App, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var home = SampleInterview.Of(true, Here, "2018-1", NodaTime.Instant.FromUtc(2018, 3, 1, 3, 0), 3);
        await app.SubmitAsync(home);
        var leaves = home.Answers!.Members[1].Id;
        string Split(Guid change, int day, Guid? replaces) => $$"""
            {"changeId":"{{change}}","at":"2018-08-0{{day}}T08:00:00+07:00","into":"{{into}}","members":["{{leaves}}"],"head":"{{leaves}}"{{(replaces is null ? "" : $",\"replaces\":\"{replaces}\"")}} }
            """;
        async Task<(HttpStatusCode, string?)> ReportAsync(string kind, string body)
        {
            var (response, answer) = await app.PostAsync(body, Here, $"/api/households/{home.HouseholdId}/{kind}");
            return (response.StatusCode, (string?)answer["code"] ?? (string?)answer["state"]);
        }

        Assert.Equal((HttpStatusCode.Accepted, "waiting"), await ReportAsync("splits", Split(one, 1, other)));
        Assert.Equal((HttpStatusCode.Conflict, "household.names_each_other"), await ReportAsync("splits", Split(other, 2, one)));
        Assert.Equal((HttpStatusCode.Conflict, "household.names_each_other"), await ReportAsync("withdrawals", $$"""{"changeId":"{{other}}","withdraws":"{{one}}","reason":"other"}"""));
        var undo = Guid.NewGuid();
        Assert.Equal((HttpStatusCode.Accepted, "waiting"), await ReportAsync("withdrawals", $$"""{"changeId":"{{undo}}","withdraws":"{{one}}","reason":"other"}"""));

        Assert.Equal((HttpStatusCode.Created, "recorded"), await ReportAsync("splits", Split(other, 2, null)));
        await app.UntilAsync($"select not exists (select from household_changes_waiting where household_id = '{home.HouseholdId}')");
        Assert.Equal((HttpStatusCode.OK, "already"), await ReportAsync("splits", Split(one, 1, other)));
        Assert.Equal((HttpStatusCode.OK, "already"), await ReportAsync("withdrawals", $$"""{"changeId":"{{undo}}","withdraws":"{{one}}","reason":"other"}"""));
    }

    [Fact]
    public async Task Where_the_one_that_waits_was_the_first_it_is_forgotten_and_sent_anew()
    {
        var (app, one, other, anew, into) = (shared.App, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var home = SampleInterview.Of(true, Here, "2018-1", NodaTime.Instant.FromUtc(2018, 3, 1, 3, 0), 4);
        await app.SubmitAsync(home);
        var leave = home.Answers!.Members.Select(m => m.Id).Skip(1).ToList();
        string Split(Guid change, int members, Guid? replaces) => $$"""
            {"changeId":"{{change}}","at":"2018-08-01T08:00:00+07:00","into":"{{into}}","members":["{{string.Join("\",\"", leave.Take(members))}}"],"head":"{{leave[0]}}"{{(replaces is null ? "" : $",\"replaces\":\"{replaces}\"")}} }
            """;
        async Task<(HttpStatusCode, JsonNode)> ReportAsync(string body)
        {
            var (response, answer) = await app.PostAsync(body, Here, $"/api/households/{home.HouseholdId}/splits");
            return (response.StatusCode, answer);
        }
        async Task<HttpStatusCode> ForgetAsync(Guid change, string by) =>
            (await app.SendAsync(HttpMethod.Delete, $"/api/household-changes/waiting/{change}", app.TokenOf(by, Role.Enumerator, Here))).StatusCode;

        Assert.Equal(HttpStatusCode.Accepted, (await ReportAsync(Split(one, 1, other))).Item1);
        var (status, refused) = await ReportAsync(Split(other, 2, one));
        Assert.Equal((HttpStatusCode.Conflict, "household.names_each_other"), (status, (string?)refused["code"]));
        Assert.Contains($"DELETE /api/household-changes/waiting/{one}", refused.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, await ForgetAsync(one, "somebody-else"));
        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"/api/household-changes/waiting/{one}", app.TokenFor(Role.Enumerator, Here))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Delete, $"/api/household-changes/waiting/{one}", app.TokenFor(Role.Dinsos))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await ReportAsync(Split(anew, 1, null))).Item1);
        Assert.Equal(HttpStatusCode.Created, (await ReportAsync(Split(other, 2, anew))).Item1);

        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from household_changes_waiting where household_id = '{home.HouseholdId}'"));
        Assert.Equal(2, (await app.GetAsync($"/api/households/{into}", Role.Dinsos))["members"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_several_that_lead_back_to_the_first_the_way_is_told()
    {
        var (app, one, two, three, household) = (shared.App, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Task<(HttpResponseMessage Response, JsonNode Body)> WithdrawAsync(Guid change, Guid withdraws) =>
            app.PostAsync($$"""{"changeId":"{{change}}","withdraws":"{{withdraws}}","reason":"other"}""", Here, $"/api/households/{household}/withdrawals");

        Assert.Equal(HttpStatusCode.Accepted, (await WithdrawAsync(one, two)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await WithdrawAsync(two, three)).Response.StatusCode);
        var (response, refused) = await WithdrawAsync(three, one);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains($"{three} → {one} → {two} → {three}", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Equal([one, two], refused["waiting"]!.AsArray().Select(id => (Guid)id!));
        Assert.Contains("A withdrawal names a change, never another withdrawal.", (string)refused["advice"]!, StringComparison.Ordinal);
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
