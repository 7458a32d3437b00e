using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Reviews;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Households that split and met, over HTTP: who may speak of them, and what reaches the other one.</summary>
public sealed class PartedHouseholdTests(PostgresServer server)
{
    private const string Here = "35.22.15.2002";
    private const string There = "35.22.15.2003";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task An_interview_that_lists_those_who_split_off_is_kept_for_review_and_nobody_counts_twice()
    {
        await using var app = await TestApp.StartAsync(server);
        var home = SampleInterview.Of(true, Here, "2018-1", March, 5);
        await app.SubmitAsync(home);
        await SplitAsync(app, home, Guid.NewGuid());
        var later = home with { SubmissionId = Guid.NewGuid(), Round = "2019-1", InterviewedAt = March + Duration.FromDays(300) };

        var (held, body) = await app.PostAsync(later.JsonOf(), Here);
        var (taken, _) = await app.PostAsync(
            (later with { SubmissionId = Guid.NewGuid(), Answers = home.Answers! with { Size = 3, Members = [.. home.Answers.Members.Take(3)] } }).JsonOf(), Here);
        await app.CaughtUpAsync();

        Assert.Equal((HttpStatusCode.Accepted, "survey.members_elsewhere"), (held.StatusCode, (string?)body["errors"]![0]!["code"]));
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        Assert.Equal((3, 2), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
    }

    [Fact]
    public async Task A_rejected_interview_reaches_the_household_that_split_off_from_it()
    {
        await using var app = await TestApp.StartAsync(server);
        var home = SampleInterview.Of(true, Here, "2018-1", March, 5);
        var again = home with { SubmissionId = Guid.NewGuid(), Round = "2018-2", InterviewedAt = March + Duration.FromDays(30) };
        await app.SubmitAsync(home, again);
        var into = Guid.NewGuid();
        await SplitAsync(app, home, into);

        Assert.Equal(HttpStatusCode.OK, (await app.RejectAsync(again.SubmissionId)).Response.StatusCode);
        await app.CaughtUpAsync();
        Assert.Equal((3, 2), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
        Assert.Equal($"{home.SubmissionId}", await app.ScalarAsync<string>($"select data->>'source' from mt_events where stream_id = '{into}' order by seq_id desc limit 1"));

        Assert.Equal(HttpStatusCode.OK, (await app.RejectAsync(home.SubmissionId)).Response.StatusCode);
        await app.CaughtUpAsync();
        Assert.Equal((0, 0), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from household_directory where roster is not null"));
    }

    [Fact]
    public async Task An_interview_is_not_rejected_while_somebody_would_live_in_two_households_by_it()
    {
        await using var app = await TestApp.StartAsync(server);
        var home = SampleInterview.Of(true, Here, "2018-1", March, 5);
        var again = home with { SubmissionId = Guid.NewGuid(), Round = "2018-2", InterviewedAt = March + Duration.FromDays(30) };
        await app.SubmitAsync(home, again);
        var (first, second, ids) = (Guid.NewGuid(), Guid.NewGuid(), home.Answers!.Members.Select(m => m.Id).ToList());
        async Task ReportAsync(Guid household, string kind, string day, string fields)
        {
            var (response, body) = await app.PostAsync($$"""{"changeId":"{{Guid.NewGuid()}}","at":"{{day}}T08:00:00+07:00",{{fields}} }""", Here, $"/api/households/{household}/{kind}");
            Assert.True(response.StatusCode == HttpStatusCode.Created, body.ToJsonString());
        }
        await ReportAsync(home.HouseholdId, "splits", "2018-03-10", $$"""  "into":"{{first}}","members":["{{ids[2]}}","{{ids[4]}}"],"head":"{{ids[2]}}"  """);
        await ReportAsync(home.HouseholdId, "splits", "2018-05-01", $$"""  "into":"{{second}}","members":["{{ids[3]}}","{{ids[4]}}"],"head":"{{ids[3]}}"  """);
        await ReportAsync(second, "departures", "2018-06-01", $$"""  "member":"{{ids[4]}}"  """);
        await ReportAsync(second, "joinings", "2018-07-01", $$"""  "member":{"id":"{{ids[4]}}","sex":"male","ageYears":30,"relation":"otherRelative","yearsOfSchooling":9,"nutrition":"unknown","functioning":"unknown","chronicIllness":false}  """);

        var (refused, why) = await app.RejectAsync(again.SubmissionId);

        Assert.Equal((HttpStatusCode.Conflict, "review.lives_twice"), (refused.StatusCode, (string?)why["code"]));
        var both = Assert.Single(why["members"]!.AsArray())!;
        Assert.Equal([ids[4], .. new[] { first, second }.Order()], [(Guid)both["member"]!, .. new[] { (Guid)both["household"]!, (Guid)both["other"]! }.Order()]);
        await ReportAsync(first, "departures", "2018-03-20", $$"""  "member":"{{ids[4]}}"  """);
        Assert.Equal(HttpStatusCode.OK, (await app.RejectAsync(again.SubmissionId)).Response.StatusCode);
        await app.CaughtUpAsync();
        Assert.Equal(5, await PersonsAsync(app, Here));
    }

    [Fact]
    public async Task Nobody_draws_a_household_into_their_own_village_or_speaks_of_one_whose_interviews_fell()
    {
        await using var app = await TestApp.StartAsync(server);
        var (home, unreal) = (SampleInterview.Of(true, Here, "2018-1", March, 5), SampleInterview.Of(true, Here, "2018-1", March, 3));
        await app.SubmitAsync(home, unreal);
        await app.RejectAsync(unreal.SubmissionId);
        async Task<(HttpStatusCode, string?)> MoveAsync(Submission household, string village, string to)
        {
            var (response, body) = await app.PostAsync(
                $$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00","to":{"village":"{{to}}"} }""", village, $"/api/households/{household.HouseholdId}/moves");
            return (response.StatusCode, (string?)body["code"]);
        }

        Assert.Equal((HttpStatusCode.Forbidden, "household.not_yours"), await MoveAsync(home, There, There));
        Assert.Equal((HttpStatusCode.Forbidden, "household.not_yours"), await MoveAsync(unreal, There, There));
        Assert.Equal(("withdrawn", "living"), ((string?)(await app.GetAsync($"/api/households/{unreal.HouseholdId}", Role.Dinsos))["state"], (string?)(await app.GetAsync($"/api/households/{home.HouseholdId}", Role.Dinsos))["state"]));
        Assert.Equal((HttpStatusCode.Created, null), await MoveAsync(home, Here, There));
        Assert.Equal((HttpStatusCode.Forbidden, "household.not_yours"), await MoveAsync(home, Here, Here));
    }

    [Fact]
    public async Task What_was_before_a_move_is_told_by_those_who_were_there_however_late_and_draws_nobody_back()
    {
        await using var app = await TestApp.StartAsync(server);
        var home = SampleInterview.Of(true, Here, "2018-1", March, 5);
        await app.SubmitAsync(home);
        async Task<HttpStatusCode> ReportAsync(string kind, string day, string fields) => (await app.PostAsync(
            $$"""{"changeId":"{{Guid.NewGuid()}}","at":"{{day}}T08:00:00+07:00",{{fields}}}""", Here, $"/api/households/{home.HouseholdId}/{kind}")).Response.StatusCode;
        string Leaving(int member) => $"\"member\":\"{home.Answers!.Members[member].Id}\"";
        Assert.Equal(HttpStatusCode.Created, await ReportAsync("moves", "2018-06-01", $$"""
            "to":{"village":"{{There}}"}
            """));

        Assert.Equal(HttpStatusCode.Created, await ReportAsync("departures", "2018-05-01", Leaving(4)));
        Assert.Equal(HttpStatusCode.Accepted, await ReportAsync("departures", "2018-07-01", Leaving(3)));
        Assert.Equal(HttpStatusCode.Conflict, await ReportAsync("dissolution", "2018-05-20", "\"reason\":\"leftRegency\""));
        await app.SubmitAsync(home with { SubmissionId = Guid.NewGuid(), Round = "2018-2", InterviewedAt = March + Duration.FromDays(20) });
        var (_, late) = await app.PostAsync((home with { SubmissionId = Guid.NewGuid(), Round = "2018-3", InterviewedAt = March + Duration.FromDays(200) }).JsonOf(), Here);
        await app.CaughtUpAsync();

        Assert.Equal("survey.household_elsewhere", (string?)late["errors"]![0]!["code"]);
        Assert.Equal((0, 4), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
        Assert.Equal(There, await app.ScalarAsync<string>("select village from household_directory"));
    }

    [Fact]
    public async Task What_ended_in_what_is_known_through_all_that_came_after_and_only_while_it_stands()
    {
        await using var app = await TestApp.StartAsync(server);
        var households = Enumerable.Range(0, 3).Select(i => SampleInterview.Of(true, Here, "2018-1", March, 2)).ToList();
        await app.SubmitAsync([.. households]);
        var (a, b, c) = (households[0].HouseholdId, households[1].HouseholdId, households[2].HouseholdId);
        var last = Guid.NewGuid();
        async Task ReportAsync(Guid of, string kind, string json) => Assert.Equal(HttpStatusCode.Created, (await app.PostAsync(json, Here, $"/api/households/{of}/{kind}")).Response.StatusCode);
        await ReportAsync(b, "merges", $$"""{"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00","absorbed":"{{a}}"}""");
        await ReportAsync(c, "merges", $$"""{"changeId":"{{last}}","at":"2018-07-01T08:00:00+07:00","absorbed":"{{b}}"}""");
        var directory = app.Services.GetRequiredService<HouseholdDirectory>();
        Task<IReadOnlyList<Guid>> EndedInAsync(Guid household) => directory.AbsorbedByAsync(TestApp.Regency, household, TestContext.Current.CancellationToken);

        Assert.Equal(new[] { a, b }.Order(), await EndedInAsync(c));
        await ReportAsync(c, "withdrawals", $$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{last}}","reason":"didNotHappen"}""");
        Assert.Empty(await EndedInAsync(c));
        Assert.Equal([a], await EndedInAsync(b));
    }

    private static async Task SplitAsync(TestApp app, Submission home, Guid into)
    {
        var leaving = home.Answers!.Members.Skip(3).Select(m => $"\"{m.Id}\"").ToList();
        var (response, body) = await app.PostAsync($$"""
            {"changeId":"{{Guid.NewGuid()}}","at":"2018-06-01T08:00:00+07:00","into":"{{into}}","members":[{{string.Join(',', leaving)}}],"head":{{leaving[0]}},"to":{"village":"{{There}}"} }
            """, [Here, There], $"/api/households/{home.HouseholdId}/splits");
        Assert.True(response.StatusCode == HttpStatusCode.Created, body.ToJsonString());
    }

    private static async Task<int> PersonsAsync(TestApp app, string village) =>
        (int)(await app.GetAsync($"/api/villages/{village}/index?measure=global-mpi-2018-without-nutrition"))["persons"]!;
}
