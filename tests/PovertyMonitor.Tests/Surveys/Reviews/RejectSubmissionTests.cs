using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Reviews;

public sealed class RejectSubmissionTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = Reviewing.Village;
    private static readonly Instant March = Reviewing.March;

    [Fact]
    public async Task A_rejected_interview_counts_in_no_figure_no_coverage_and_no_list_and_neither_does_what_corrects_it()
    {
        var app = shared.App;
        var poor = SampleInterview.Of(true, Village, "2018-1", March, 4);
        var corrected = Correct(poor, 5, 1);
        var other = SampleInterview.Of(false, Village, "2018-1", March, 3);
        await app.SubmitAsync(poor, other);
        await app.SubmitAsync(corrected);
        await app.CaughtUpAsync();
        Assert.Equal((2, 2, 2), await FiguresAsync(app));

        var (first, told) = await app.RejectAsync(poor.SubmissionId);
        var (again, _) = await app.RejectAsync(poor.SubmissionId);
        var (otherwise, decided) = await app.RejectAsync(poor.SubmissionId, "testEntry");
        var (late, body) = await app.PostAsync(Correct(corrected, 6, 2).JsonOf(), Village);
        var (_, resent) = await app.PostAsync(poor.JsonOf(), Village);
        await app.CaughtUpAsync();

        Assert.Equal((1, 1, 1), await FiguresAsync(app));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict], [first.StatusCode, again.StatusCode, otherwise.StatusCode]);
        Assert.Equal(("noVisit", "review.resolved"), ((string?)told["reason"]!["code"], (string?)decided["code"]));
        Assert.Equal((HttpStatusCode.Accepted, "survey.rejected_base"), (late.StatusCode, (string?)body["errors"]![0]!["code"]));
        Assert.Equal("rejected", (string?)resent["status"]);
        Assert.Equal(["withdrawn", "withdrawn"], [await app.StateAsync(poor.SubmissionId), await app.StateAsync(corrected.SubmissionId)]);
        Assert.Equal(1, await app.ScalarAsync<long>($"select count(*) from mt_events where type = 'interview_withdrawn' and stream_id = '{poor.HouseholdId}'"));
        Assert.Equal(0, await app.ScalarAsync<long>("select count(*) from household_directory where round is null and roster is not null"));
        var sent = JsonNode.Parse(await (await app.SendAsync(HttpMethod.Get, "/api/sent?round=2018-1", app.TokenFor(Role.Enumerator, Village))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("""{"sent":4,"taken":1,"waiting":0,"review":1,"rejected":2}""", sent["counts"]!.ToJsonString());
        Assert.Equal(1, (int?)sent["visits"]!["completed"]);
        Assert.Equal(poor.HouseholdId.ToString(), (string?)sent["groups"]![0]!["left"]![0]!["householdId"]);
    }

    [Fact]
    public async Task Rejecting_a_correction_leaves_the_interview_and_takes_another_correction_of_it()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, Reviewing.OtherVillage, "2018-2", March, 4);
        var wrong = Correct(interview, 5, 1);
        await app.SubmitAsync(interview);
        await app.SubmitAsync(wrong);

        await app.RejectAsync(wrong.SubmissionId, "typingError");
        await app.SubmitAsync(Correct(interview, 6, 2));

        Assert.Equal(["taken", "withdrawn"], [await app.StateAsync(interview.SubmissionId), await app.StateAsync(wrong.SubmissionId)]);
        Assert.Equal(HttpStatusCode.Conflict, (await app.RejectAsync(Guid.NewGuid())).Response.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.RejectAsync(interview.SubmissionId, "because")).Response.StatusCode);
        var timeline = await app.GetAsync($"/api/households/{interview.HouseholdId}/timeline", Role.Dinsos);
        var told = (string)Assert.Single(timeline.AsArray(), e => (string)e!["kind"]! == "interview_withdrawn")!["text"]!;
        Assert.EndsWith("Yang ditolak: Jawaban wawancara dikoreksi. (2 Maret 2018) Alasan: salah ketik.", told, StringComparison.Ordinal);
    }

    private static Submission Correct(Submission interview, int size, int hours) => interview with
    {
        SubmissionId = Guid.NewGuid(),
        Corrects = interview.SubmissionId,
        InterviewedAt = March + Duration.FromHours(hours),
        Answers = interview.Answers! with { Size = size },
    };

    private static async Task<(int Households, int Current, int Completed)> FiguresAsync(TestApp app)
    {
        var (round, now) = (await app.GetAsync($"/api/villages/{Village}/index?round=2018-1"), await app.GetAsync($"/api/villages/{Village}/index"));
        return ((int)round["households"]!, (int)now["households"]!, (int)round["coverage"]!["completed"]!);
    }
}
