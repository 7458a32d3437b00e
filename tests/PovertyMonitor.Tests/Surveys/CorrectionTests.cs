using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

public sealed class CorrectionTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>, IAsyncLifetime
{
    private readonly string _here = shared.NextVillage();
    private readonly string _there = shared.NextVillage();
    private long _corrections;
    private long _gaps;
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    public async ValueTask InitializeAsync() => (_corrections, _gaps) = (await CorrectionsAsync(shared.App), await GapsAsync(shared.App));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Of_eight_corrections_at_once_exactly_one_is_taken_and_the_others_wait_for_a_person()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, _here, "2018-1", March, 4);
        await app.SubmitAsync(interview);

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => app.PostAsync(CorrectionOf(interview, i).JsonOf(), _here)));

        Assert.Equal(1, answers.Count(a => a.Response.StatusCode == HttpStatusCode.Created));
        Assert.Equal(7, answers.Count(a => (string?)a.Body["status"] == "review"));
        Assert.All(answers.Where(a => (string?)a.Body["status"] == "review"), a => Assert.Equal("survey.superseded_base", (string?)a.Body["errors"]![0]!["code"]));
        Assert.Equal(1, await CorrectionsAsync(app));
        Assert.Equal(7, (await ReviewsAsync(app)).Count);
    }

    [Fact]
    public async Task Corrections_wait_for_what_they_correct_and_follow_it_in_the_order_they_came()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, _here, "2018-1", March, 4);
        var first = CorrectionOf(interview, 1);
        var second = CorrectionOf(first, 2);
        var rival = CorrectionOf(interview, 3);

        foreach (var correction in new[] { second, first, rival })
            Assert.Equal("waiting", (string?)(await app.PostAsync(correction.JsonOf(), _here)).Body["status"]);
        Assert.Equal(0, await CorrectionsAsync(app));
        await app.SubmitAsync(interview);

        Assert.Equal(2, await CorrectionsAsync(app));
        Assert.Equal("already", (string?)(await app.PostAsync(second.JsonOf(), _here)).Body["status"]);
        var review = Assert.Single(await ReviewsAsync(app));
        Assert.Equal((rival.SubmissionId.ToString(), "survey.superseded_base"), ((string?)review["submissionId"], (string?)review["reason"]));
        Assert.Equal(_gaps, await GapsAsync(app));
    }

    [Fact]
    public async Task A_correction_that_waited_draws_no_household_into_another_village()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, _here, "2018-1", March, 4);
        var drawn = CorrectionOf(interview, 1) with { Place = new(_there) };

        Assert.Equal("waiting", (string?)(await app.PostAsync(drawn.JsonOf(), _there)).Body["status"]);
        await app.SubmitAsync(interview);

        Assert.Equal(0, await CorrectionsAsync(app));
        Assert.Equal("survey.household_elsewhere", (string?)Assert.Single(await ReviewsAsync(app))["reason"]);
        Assert.Equal(_here, await app.ScalarAsync<string>($"select village from household_directory where household_id = '{interview.HouseholdId}'"));
    }

    [Fact]
    public async Task A_correction_of_an_older_interview_brings_nobody_back_to_where_they_lived()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, _here, "2018-1", March, 4);
        await app.SubmitAsync(interview);
        var next = interview with { SubmissionId = Guid.NewGuid(), Round = "2019-1", InterviewedAt = March + Duration.FromDays(300), Place = new(_there) };
        await app.PostAsync(next.JsonOf(), [_here, _there]);

        var (_, body) = await app.PostAsync(CorrectionOf(interview, 24 * 400).JsonOf(), [_here, _there]);

        Assert.Equal("accepted", (string?)body["status"]);
        Assert.Equal(_there, await app.ScalarAsync<string>($"select village from household_directory where household_id = '{interview.HouseholdId}'"));
    }

    [Fact]
    public async Task An_interview_and_its_correction_that_arrive_at_once_never_miss_each_other()
    {
        var app = shared.App;
        var pairs = Enumerable.Range(0, 24).Select(_ => SampleInterview.Of(true, _here, "2018-1", March, 3)).Select(i => (Interview: i, Correction: CorrectionOf(i, 1))).ToList();

        await Task.WhenAll(pairs.SelectMany((pair, i) => (i % 2 == 0 ? new[] { pair.Correction, pair.Interview } : [pair.Interview, pair.Correction]))
            .Select(s => app.PostAsync(s.JsonOf(), _here)));

        Assert.Equal(pairs.Count, await CorrectionsAsync(app));
        var ids = string.Join(',', pairs.SelectMany(p => new[] { p.Interview.SubmissionId, p.Correction.SubmissionId }).Select(id => $"'{id}'"));
        Assert.Equal(0, await app.ScalarAsync<long>($"select count(*) from submissions_held where submission_id in ({ids})"));
        Assert.Equal(2 * pairs.Count, await app.ScalarAsync<long>($"select count(*) from submission_receipts where state = 'taken' and submission_id in ({ids})"));
    }

    [Fact]
    public async Task A_household_known_in_another_village_is_not_drawn_into_the_senders_own()
    {
        var app = shared.App;
        var theirs = SampleInterview.Of(false, _there, "2018-1", March, 4);
        await app.SubmitAsync(theirs);
        var revisit = SampleInterview.Of(true, _here, "2018-2", March + Duration.FromDays(300), 4, theirs.HouseholdId);

        var (response, body) = await app.PostAsync(revisit.JsonOf(), _here);

        Assert.Equal((HttpStatusCode.Accepted, "survey.household_elsewhere"), (response.StatusCode, (string?)body["errors"]![0]!["code"]));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from mt_events where type = 'interview_completed' and stream_id = '{theirs.HouseholdId}'"));
    }

    [Fact]
    public async Task Once_a_round_was_opened_only_open_rounds_are_taken_and_the_rest_is_kept()
    {
        await using var app = await TestApp.StartAsync(server);
        async Task<string?> Submit(string round) =>
            (string?)(await app.PostAsync(SampleInterview.Of(true, _here, round, March, 3).JsonOf(), _here)).Body["errors"]?[0]?["code"];
        Assert.Null(await Submit("2018-1"));
        await app.SetRoundAsync("2018-1", "open");
        Assert.Null(await Submit("2018-1"));
        Assert.Equal("survey.unknown_round", await Submit("2018-2"));
        await app.SetRoundAsync("2018-1", "closed");
        Assert.Equal("survey.closed_round", await Submit("2018-1"));
        await app.SetRoundAsync("2018-1", "open");
        Assert.Null(await Submit("2018-1"));

        Assert.Equal(3L, await app.ScalarAsync<long>("select count(*) from mt_events where type in ('round_opened', 'round_closed')"));
        Assert.Equal(2, (await app.GetAsync("/api/reviews", Role.Dinsos)).AsArray().Count);
    }

    private static Submission CorrectionOf(Submission interview, int number) => interview with
    {
        SubmissionId = Guid.NewGuid(),
        Corrects = interview.SubmissionId,
        InterviewedAt = interview.InterviewedAt + Duration.FromHours(number),
    };

    private async Task<List<JsonNode>> ReviewsAsync(TestApp app) =>
        [.. (await app.GetAsync("/api/reviews", Role.Dinsos)).AsArray().Select(r => r!).Where(r => (string?)r["submission"]!["place"]!["village"] is { } village && (village == _here || village == _there))];

    private async Task<long> CorrectionsAsync(TestApp app) =>
        await app.ScalarAsync<long>("select count(*) from mt_events where type = 'interview_corrected'") - _corrections;

    private static async Task<long> GapsAsync(TestApp app) =>
        await app.ScalarAsync<long>("select coalesce(max(seq_id), 0) - count(*) from mt_events");
}
