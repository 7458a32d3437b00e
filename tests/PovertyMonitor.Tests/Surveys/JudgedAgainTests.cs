using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files;
using PovertyMonitor.Tests.Surveys.Files.Format;
using PovertyMonitor.Tests.Surveys.OpenRosa;
using PovertyMonitor.Tests.Surveys.Reviews;

namespace PovertyMonitor.Tests.Surveys;

/// <summary>What was held for what was known of its household is judged again when more is known, by whatever door it came.</summary>
public sealed class JudgedAgainTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string There = "35.22.15.2003";
    private static readonly Instant March = Instant.FromUtc(2026, 3, 2, 3, 15);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interview_from_the_new_village_is_taken_when_the_move_comes_though_a_person_looked_at_it(bool byPhone)
    {
        var app = shared.App;
        await Phone.OpenRoundAsync(app);
        var home = SampleInterview.Of(true, There, Phone.Round, March, 3);
        await app.SubmitAsync(home);
        var after = home with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(60), Place = new(Phone.Village) };
        await SendAsync(app, after, byPhone);
        Assert.Equal("review", await app.StateAsync(after.SubmissionId));
        Assert.Equal("survey.household_elsewhere", (string?)(await app.GetAsync($"/api/reviews/{after.SubmissionId}", Role.Dinsos))["reason"]!["code"]);

        // News that does not bring it here leaves it where it is; what corrects it waits for it.
        await ReportAsync(app, home.HouseholdId, There, "moves", "2026-04-01", "\"to\":{\"village\":\"35.22.15.2008\"}");
        var correction = after with { SubmissionId = Guid.NewGuid(), Corrects = after.SubmissionId, InterviewedAt = March + Duration.FromDays(61) };
        await app.PostAsync(correction.JsonOf(), Phone.Village);
        await ReportAsync(app, home.HouseholdId, "35.22.15.2008", "moves", "2026-04-10", $"\"to\":{{\"village\":\"{Phone.Village}\"}}");
        await app.UntilAsync($"select not exists (select from submissions_held where household_id = '{home.HouseholdId}')");

        Assert.Equal(("taken", "taken"), (await app.StateAsync(after.SubmissionId), await app.StateAsync(correction.SubmissionId)));
        Assert.Equal(Phone.Village, await app.ScalarAsync<string>($"select village from household_directory where household_id = '{home.HouseholdId}'"));
        var (late, problem) = await app.ResolveAsync(after.SubmissionId, new { action = "reject", reason = "noVisit" });
        Assert.Equal((HttpStatusCode.Conflict, "review.taken"), (late.StatusCode, (string?)problem["code"]));
    }

    [Fact]
    public async Task What_another_village_says_of_before_all_that_is_known_is_for_a_person_whoever_it_lists()
    {
        var app = shared.App;
        await Phone.OpenRoundAsync(app);
        var home = SampleInterview.Of(true, Phone.Village, Phone.Round, March, 3);
        await app.SubmitAsync(home);
        var before = home with { SubmissionId = Guid.NewGuid(), InterviewedAt = March - Duration.FromDays(60), Place = new(There) };
        var stranger = SampleInterview.Of(true, There, Phone.Round, before.InterviewedAt, 3, home.HouseholdId);

        await app.PostAsync(stranger.JsonOf(), There);
        await app.PostAsync(before.JsonOf(), There);

        Assert.Equal(("review", "review"), (await app.StateAsync(stranger.SubmissionId), await app.StateAsync(before.SubmissionId)));
        Assert.Equal(HttpStatusCode.OK, (await app.ResolveAsync(before.SubmissionId, new { action = "accept", reason = "confirmedWithHousehold" })).Response.StatusCode);
        Assert.Equal(Phone.Village, await app.ScalarAsync<string>($"select village from household_directory where household_id = '{home.HouseholdId}'"));
        // The move between both is told by the village it left, which it could not before that was known.
        await ReportAsync(app, home.HouseholdId, There, "moves", "2026-02-01", $"\"to\":{{\"village\":\"{Phone.Village}\"}}");
    }

    [Fact]
    public async Task What_a_person_rejected_stays_rejected_when_the_move_comes()
    {
        var app = shared.App;
        await Phone.OpenRoundAsync(app);
        var home = SampleInterview.Of(true, There, Phone.Round, March, 3);
        await app.SubmitAsync(home);
        var after = home with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(60), Place = new(Phone.Village) };
        var again = after with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(70) };
        await SendAsync(app, after);
        await SendAsync(app, again);
        Assert.Equal(HttpStatusCode.OK, (await app.ResolveAsync(after.SubmissionId, new { action = "reject", reason = "noVisit" })).Response.StatusCode);

        await ReportAsync(app, home.HouseholdId, There, "moves", "2026-04-01", $"\"to\":{{\"village\":\"{Phone.Village}\"}}");
        await app.UntilAsync($"select not exists (select from submissions_held where household_id = '{home.HouseholdId}')");

        Assert.Equal(("rejected", "taken"), (await app.StateAsync(after.SubmissionId), await app.StateAsync(again.SubmissionId)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_visit_to_a_household_that_had_ended_is_taken_when_that_is_taken_back(bool inAFile)
    {
        var app = shared.App;
        await Phone.OpenRoundAsync(app);
        var home = SampleInterview.Of(true, There, Phone.Round, March, 3);
        await app.SubmitAsync(home);
        var ended = await ReportAsync(app, home.HouseholdId, There, "dissolution", "2026-04-01", "\"reason\":\"leftRegency\"");
        var after = home with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(60) };
        if (inAFile) await app.ImportAsync(await app.CheckAsync(ReadFile.Csv(Language.Indonesian, FilledRows.Of(after, PersonalData.None, Language.Indonesian)), Phone.Round));
        else await app.PostAsync(after.JsonOf(), There);
        Assert.Equal("review", await app.StateAsync(after.SubmissionId));

        await app.PostAsync($$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{ended}}","reason":"didNotHappen"}""", There, $"/api/households/{home.HouseholdId}/withdrawals");
        await app.UntilAsync($"select not exists (select from submissions_held where household_id = '{home.HouseholdId}')");

        Assert.Equal("taken", await app.StateAsync(after.SubmissionId));
    }

    [Fact]
    public async Task What_came_before_its_round_was_opened_or_after_it_was_closed_is_taken_when_it_opens_unless_a_person_decided()
    {
        var app = shared.App;
        await Phone.OpenRoundAsync(app);
        var early = Enumerable.Range(0, 3).Select(_ => SampleInterview.Of(true, There, "2027-1", March, 3)).ToList();
        var elsewhere = early[0] with { SubmissionId = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(30), Place = new(Phone.Village) };
        foreach (var submission in early.Append(elsewhere)) await SendAsync(app, submission);
        var correction = early[0] with { SubmissionId = Guid.NewGuid(), Corrects = early[0].SubmissionId, InterviewedAt = March + Duration.FromDays(1) };
        await SendAsync(app, correction);
        Assert.Equal("survey.unknown_round", (string?)(await app.GetAsync($"/api/reviews/{early[0].SubmissionId}", Role.Dinsos))["reason"]!["code"]);
        Assert.Equal(HttpStatusCode.OK, (await app.ResolveAsync(early[2].SubmissionId, new { action = "reject", reason = "noVisit" })).Response.StatusCode);

        await Phone.OpenRoundAsync(app, "2027-1");
        await app.UntilAsync("select not exists (select from submissions_held where reason like '%\\_round')");

        Assert.Equal(["taken", "taken", "rejected", "review", "taken"], await StatesAsync(app, [.. early, elsewhere, correction]));
        await Phone.OpenRoundAsync(app, "2027-1", "closed");
        var late = SampleInterview.Of(true, There, "2027-1", March, 3);
        await SendAsync(app, late);
        await app.UntilAsync($"select seen_version = 2 from submissions_held where submission_id = '{late.SubmissionId}'");
        Assert.Equal("review", await app.StateAsync(late.SubmissionId));
        await Phone.OpenRoundAsync(app, "2027-1");
        await app.UntilAsync($"select not exists (select from submissions_held where submission_id = '{late.SubmissionId}')");
        Assert.Equal("taken", await app.StateAsync(late.SubmissionId));
    }

    private static async Task<IReadOnlyList<string?>> StatesAsync(TestApp app, IReadOnlyList<Submission> submissions)
    {
        var states = new List<string?>();
        foreach (var submission in submissions) states.Add(await app.StateAsync(submission.SubmissionId));
        return states;
    }

    [Fact]
    public async Task A_change_from_the_new_village_waits_for_the_move_and_says_so()
    {
        var app = shared.App;
        await Phone.OpenRoundAsync(app);
        var home = SampleInterview.Of(true, There, Phone.Round, March, 3);
        await app.SubmitAsync(home);
        var (response, body) = await app.PostAsync(
            $$"""{"changeId":"{{Guid.NewGuid()}}","at":"2026-05-01T08:00:00+07:00","member":"{{home.Answers!.Members[2].Id}}"}""", Phone.Village, $"/api/households/{home.HouseholdId}/departures");
        Assert.Equal((HttpStatusCode.Accepted, "waiting", "household.elsewhere"), (response.StatusCode, (string?)body["state"], (string?)body["note"]!["code"]));

        await ReportAsync(app, home.HouseholdId, There, "moves", "2026-04-01", $"\"to\":{{\"village\":\"{Phone.Village}\"}}");
        await app.UntilAsync($"select not exists (select from household_changes_waiting where household_id = '{home.HouseholdId}')");

        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from mt_events where stream_id = '{home.HouseholdId}' and type = 'member_left'"));
    }

    private static async Task SendAsync(TestApp app, Submission submission, bool byPhone = false)
    {
        if (!byPhone)
        {
            await app.PostAsync(submission.JsonOf(), submission.Place.Village);
            return;
        }
        var phone = await Phone.NewAsync(app);
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(submission, await phone.VersionAsync()))).StatusCode);
    }

    private static async Task<Guid> ReportAsync(TestApp app, Guid household, string village, string kind, string day, string fields)
    {
        var change = Guid.NewGuid();
        var (response, body) = await app.PostAsync($$"""{"changeId":"{{change}}","at":"{{day}}T08:00:00+07:00",{{fields}}}""", village, $"/api/households/{household}/{kind}");
        Assert.True(response.StatusCode == HttpStatusCode.Created, body.ToJsonString());
        return change;
    }
}
