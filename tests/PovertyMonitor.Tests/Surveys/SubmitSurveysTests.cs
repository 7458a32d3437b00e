using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

public sealed class SubmitSurveysTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task The_same_again_is_accepted_and_adds_no_event()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var json = SampleInterview.Of(true, Village, "2018-1", March, 4).JsonOf();

        var (first, _) = await app.PostAsync(json, Village);
        var reordered = JsonNode.Parse(json)!.AsObject();
        var enumerator = reordered["enumerator"]!.DeepClone();
        reordered.Remove("enumerator");
        reordered.Add("enumerator", enumerator);
        var (second, body) = await app.PostAsync(reordered.ToJsonString(), Village);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal("already", (string?)body["status"]);
        Assert.Equal(1, await InterviewsAsync(app) - before);
    }

    [Fact]
    public async Task Twins_that_arrive_at_once_make_one_event_and_leave_no_gap()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var gaps = await GapsAsync(app);
        var json = SampleInterview.Of(true, Village, "2018-1", March, 4).JsonOf();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => app.PostAsync(json, Village)));

        Assert.Equal(1, answers.Count(a => a.Response.StatusCode == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(a => a.Response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(1, await InterviewsAsync(app) - before);
        Assert.Equal(gaps, await GapsAsync(app));
    }

    [Fact]
    public async Task Two_submissions_about_one_new_household_at_once_are_both_kept()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var household = Guid.NewGuid();
        var submissions = Enumerable.Range(0, 8).Select(i => SampleInterview.Of(false, Village, "2018-1", March + Duration.FromDays(i), 3, household));

        var answers = await Task.WhenAll(submissions.Select(s => app.PostAsync(s.JsonOf(), Village)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Response.StatusCode));
        Assert.Equal(8, await InterviewsAsync(app) - before);
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from mt_events where type = 'household_registered' and stream_id = '{household}'"));
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_a_conflict_and_is_kept_for_review()
    {
        var app = shared.App;
        var (before, village) = (await InterviewsAsync(app), shared.NextVillage());
        var submission = SampleInterview.Of(true, village, "2018-1", March, 4);
        await app.SubmitAsync(submission);
        var other = (submission with { Enumerator = "K-2" }).JsonOf();

        var (response, body) = await app.PostAsync(other, village);
        var (repeated, _) = await app.PostAsync(other, village);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (response.StatusCode, repeated.StatusCode));
        Assert.Equal("survey.other_content", (string?)body["code"]);
        Assert.Equal(1, await InterviewsAsync(app) - before);
        var review = Assert.Single((await app.GetAsync($"/api/reviews?village={village}", Role.Dinsos)).AsArray())!;
        Assert.Equal("survey.other_content", (string?)review["reason"]);
        Assert.Equal("K-2", (string?)review["submission"]!["enumerator"]);
        Assert.Null(await app.ScalarAsync<string>("select sealed::text from submissions_held where position('K-2'::bytea in sealed) > 0"));
    }

    [Fact]
    public async Task Everything_wrong_is_reported_at_once_with_its_field_and_code()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var json = JsonNode.Parse(SampleInterview.Of(false, Village, "2018-1", March, 2).JsonOf())!;
        json["round"] = "not a round";
        json["answers"]!["housing"]!["floor"] = "gold";
        json["answers"]!["housing"]!["waterMinutes"] = 601;
        json["answers"]!["housing"]!.AsObject().Remove("roof");
        json["answers"]!["members"]![0]!["ageYears"] = "40";
        json["answers"]!["members"]![1]!["pregnant"] = false;
        json["answers"]!["members"]![1]!["name"] = "x";

        var (response, body) = await app.PostAsync(json.ToJsonString(), Village);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            [
                ("answers.housing.floor", "survey.not_a_choice"),
                ("answers.housing.roof", "survey.missing"),
                ("answers.housing.waterMinutes", "survey.out_of_range"),
                ("answers.members[0].ageYears", "survey.wrong_kind"),
                ("answers.members[1].name", "survey.no_such_field"),
                ("answers.members[1].pregnant", "survey.not_asked"),
                ("round", "survey.wrong_kind"),
            ],
            body["errors"]!.AsArray().Select(e => ((string)e!["field"]!, (string)e["code"]!)).Order());
        Assert.All(body["errors"]!.AsArray(), e => Assert.NotEmpty((string)e!["advice"]!));
        Assert.Equal(0, await InterviewsAsync(app) - before);
    }

    [Fact]
    public async Task An_array_has_an_answer_for_each_and_the_good_ones_are_taken()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var good = SampleInterview.Of(false, Village, "2018-1", March, 2);
        var elsewhere = SampleInterview.Of(false, "35.22.15.2003", "2018-1", March, 2);
        var future = SampleInterview.Of(false, Village, "2018-1", SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(2), 2);
        var changed = good with { Device = "HP-9" };

        var (response, body) = await app.PostAsync($"[{good.JsonOf()},{elsewhere.JsonOf()},{future.JsonOf()},{good.JsonOf()},{changed.JsonOf()},7]", Village);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            ["accepted", "invalid survey.area_not_yours", "invalid survey.in_future", "already", "conflict survey.other_content", "invalid survey.wrong_kind"],
            body["results"]!.AsArray().Select(r => $"{r!["status"]} {r["errors"]?[0]?["code"]}".Trim()));
        Assert.Equal(1, await InterviewsAsync(app) - before);
    }

    [Theory]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("-9998-01-01T00:00:00Z")]
    [InlineData("1970-01-01T07:00:00+07:00")]
    public async Task An_interview_from_before_any_survey_is_refused_and_holds_up_no_figures(string interviewedAt)
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var json = JsonNode.Parse(SampleInterview.Of(false, Village, "2018-1", March, 2).JsonOf())!;
        json["interviewedAt"] = interviewedAt;

        var (response, body) = await app.PostAsync(json.ToJsonString(), Village);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "survey.too_early"), (response.StatusCode, (string?)body["errors"]?[0]?["code"]));
        Assert.Equal(0, await InterviewsAsync(app) - before);
    }

    [Theory]
    [InlineData("enumerator")]
    [InlineData("submissionId")]
    public async Task Half_a_surrogate_pair_spoils_one_submission_of_an_array_and_no_other(string field)
    {
        var app = shared.App;
        var good = SampleInterview.Of(false, Village, "2018-1", March, 2).JsonOf();

        var (response, body) = await app.PostAsync($$"""[{"{{field}}":"\ud800"},{{good}}]""", Village);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["invalid survey.not_unicode", "accepted"],
            body["results"]!.AsArray().Select(r => $"{r!["status"]} {r["errors"]?[0]?["code"]}".Trim()));
    }

    [Fact]
    public async Task A_page_of_reviews_leaves_out_none_that_came_at_one_instant()
    {
        var app = shared.App;
        var submissions = Enumerable.Range(0, 101).Select(_ => SampleInterview.Of(false, Village, "2018-1", March, 2)).ToArray();
        await app.SubmitAsync(submissions);
        var others = submissions.Select(s => (s with { Enumerator = "K-2" }).JsonOf()).ToArray();
        await app.PostAsync(others[0], Village);
        await app.PostAsync($"[{string.Join(',', others[1..])}]", Village);

        var first = (await app.GetAsync("/api/reviews", Role.Dinsos)).AsArray();
        var last = Uri.EscapeDataString((string)first[^1]!["receivedAt"]!);
        var next = (await app.GetAsync($"/api/reviews?after={last}", Role.Dinsos)).AsArray();

        Assert.Equal(submissions.Select(s => s.SubmissionId).Order(), first.Concat(next).Select(r => (Guid)r!["submissionId"]!).Intersect(submissions.Select(s => s.SubmissionId)).Order());
    }

    [Theory]
    [InlineData("{", "platform.malformed_json", HttpStatusCode.BadRequest)]
    [InlineData("7", "survey.not_submissions", HttpStatusCode.BadRequest)]
    [InlineData("""{"round":"a","round":"b"}""", "platform.malformed_json", HttpStatusCode.BadRequest)]
    [InlineData("""{"\ud800":1}""", "survey.not_unicode", HttpStatusCode.UnprocessableEntity)]
    [InlineData("{}", "survey.invalid", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_no_submission_is_refused_as_a_problem(string json, string code, HttpStatusCode status)
    {
        var app = shared.App;

        var (response, body) = await app.PostAsync(json, Village);

        Assert.Equal((status, code), (response.StatusCode, (string?)body["code"]));
    }

    [Theory]
    [InlineData("enumerator")]
    [InlineData("device")]
    public async Task A_telephone_or_identity_number_is_not_taken_for_a_code(string field)
    {
        var app = shared.App;
        var json = JsonNode.Parse(SampleInterview.Of(false, Village, "2018-1", March, 2).JsonOf())!;
        json[field] = "K-3522154107850001";
        json["place"]!["dasaWisma"] = "Melati 081234567890";

        var (_, body) = await app.PostAsync(json.ToJsonString(), Village);

        Assert.Equal([field, "place.dasaWisma"], body["errors"]!.AsArray().Select(e => (string)e!["field"]!).Order());
    }

    [Fact]
    public async Task A_projection_that_stands_still_shows_in_the_health()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync(SampleInterview.Of(false, Village, "2018-1", March, 2));
        await app.CaughtUpAsync();
        var healthy = await app.Client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken);
        await app.ScalarAsync<object>("""
            update mt_events set timestamp = now() - interval '10 minutes';
            update mt_event_progression set last_seq_id = last_seq_id - 1, last_updated = now() - interval '10 minutes' where name = 'poverty-v5:All:35.22'
            """);

        Assert.Equal(("Healthy", "Degraded"), (healthy, await app.Client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken)));
    }

    private static async Task<long> GapsAsync(TestApp app) =>
        await app.ScalarAsync<long>("select coalesce(max(seq_id), 0) - count(*) from mt_events");

    private static async Task<long> InterviewsAsync(TestApp app) =>
        await app.ScalarAsync<long>("select count(*) from mt_events where type = 'interview_completed'");
}
