using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Alerts;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Villages;

public sealed class PovertyProjectionTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly string _here = shared.NextVillage();
    private readonly string _there = shared.NextVillage();
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Instant Y2019 = Instant.FromUtc(2019, 3, 2, 3, 15);

    [Fact]
    public async Task A_correction_restates_the_round_and_the_present_alike()
    {
        var app = shared.App;
        var wrong = SampleInterview.Of(true, _here, "2018-1", Y2018, 4);
        var right = SampleInterview.Of(false, _here, "2018-1", Y2018 + Duration.FromDays(30), 4, wrong.HouseholdId) with { Corrects = wrong.SubmissionId };
        await app.SubmitAsync(wrong, right);
        await app.CaughtUpAsync();

        Assert.Equal((4, 0.0), await FiguresAsync(app, _here, "2018-1"));
        Assert.Equal((4, 0.0), await FiguresAsync(app, _here));
        Assert.Equal(1, (int)(await app.GetAsync($"/api/villages/{_here}/index?round=2018-1"))["coverage"]!["completed"]!);
        // What was believed before, and until when, is still there for an auditor.
        Assert.Equal(1L, await app.ScalarAsync<long>(
            $"select count(*) from {PovertyTables.Assessments} where measure like '%without-nutrition@1' and deprived <> 0 and known_to is not null and household = '{wrong.HouseholdId}'"));
    }

    [Fact]
    public async Task Of_two_interviews_at_one_instant_each_round_counts_its_own_and_nothing_stands_still()
    {
        var app = shared.App;
        var first = SampleInterview.Of(true, _here, "2018-1", Y2018, 4);
        var second = SampleInterview.Of(false, _here, "2018-2", Y2018, 4, first.HouseholdId);
        var third = SampleInterview.Of(true, _here, "2018-3", Y2018, 4, first.HouseholdId);
        await app.SubmitAsync(first);
        await app.SubmitAsync(third, second);
        await app.CaughtUpAsync();

        Assert.Equal([(4, 1.0), (4, 0.0), (4, 1.0)], new[] { await FiguresAsync(app, _here, "2018-1"), await FiguresAsync(app, _here, "2018-2"), await FiguresAsync(app, _here, "2018-3") });
        Assert.Equal(4, (await FiguresAsync(app, _here)).Persons);
    }

    [Fact]
    public async Task A_late_older_interview_changes_its_round_and_not_the_present()
    {
        var app = shared.App;
        var newer = SampleInterview.Of(false, _here, "2019-1", Y2019, 3);
        await app.SubmitAsync(newer);
        await app.SubmitAsync(SampleInterview.Of(true, _here, "2018-1", Y2018, 5, newer.HouseholdId));
        await app.CaughtUpAsync();

        Assert.Equal((5, 1.0), await FiguresAsync(app, _here, "2018-1"));
        Assert.Equal((3, 0.0), await FiguresAsync(app, _here, "2019-1"));
        Assert.Equal((3, 0.0), await FiguresAsync(app, _here));
    }

    [Fact]
    public async Task A_move_takes_the_household_along_now_and_leaves_the_round_where_it_was()
    {
        var app = shared.App;
        var interview = SampleInterview.Of(true, _here, "2018-1", Y2018, 4);
        await app.SubmitAsync(interview, SampleInterview.Of(false, _here, "2018-1", Y2018, 1));
        var move = $$$"""{"changeId":"{{{Guid.NewGuid()}}}","at":"2018-06-01T00:00:00+07:00","to":{"village":"{{{_there}}}"}}""";

        var (created, _) = await app.PostAsync(move, _here, $"/api/households/{interview.HouseholdId}/moves");
        var (again, _) = await app.PostAsync(move, _here, $"/api/households/{interview.HouseholdId}/moves");
        await app.CaughtUpAsync();

        Assert.Equal((201, 200), ((int)created.StatusCode, (int)again.StatusCode));
        Assert.Equal((5, 0.8), await FiguresAsync(app, _here, "2018-1"));
        Assert.Equal((1, 0.0), await FiguresAsync(app, _here));
        Assert.Equal((4, 1.0), await FiguresAsync(app, _there));
    }

    [Fact]
    public async Task Coverage_is_completed_over_expected_by_the_last_visit()
    {
        var app = shared.App;
        var absent = Visit(VisitOutcome.Absent, Y2018);
        await app.SubmitAsync(
            SampleInterview.Of(false, _here, "2018-1", Y2018, 2), Visit(VisitOutcome.Refused, Y2018), Visit(VisitOutcome.Vacant, Y2018),
            absent, SampleInterview.Of(false, _here, "2018-1", Y2018 + Duration.FromDays(1), 2, absent.HouseholdId));
        await app.CaughtUpAsync();
        var found = (await app.GetAsync($"/api/villages/{_here}/index?round=2018-1"))["coverage"]!;

        var put = await app.SendAsync(HttpMethod.Put, "/api/rounds/2018-1/expected", app.TokenFor(Role.Planner),
            new StringContent($$"""{"{{_here}}": 8}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")));
        await app.CaughtUpAsync();
        var expected = (await app.GetAsync($"/api/villages/{_here}/index?round=2018-1"))["coverage"]!;

        Assert.Equal((2, 3, "found"), ((int)found["completed"]!, (int)found["expected"]!, (string)found["basis"]!));
        Assert.Equal(204, (int)put.StatusCode);
        Assert.Equal((2, 8, 0.25, "expected"), ((int)expected["completed"]!, (int)expected["expected"]!, (double)expected["ratio"]!, (string)expected["basis"]!));
    }

    [Fact]
    public async Task A_rebuild_writes_the_same_rows_and_raises_no_alert_again()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.WithoutBaselineAsync();
        var first = SampleInterview.Of(true, _here, "2018-1", Y2018, 4).Unschooled();
        await app.SubmitAsync(first, SampleInterview.Of(false, _there, "2018-1", Y2018, 3));
        await app.CaughtUpAsync();
        await app.SubmitAsync(
            SampleInterview.Of(false, _there, "2019-1", Y2019, 4, first.HouseholdId),
            SampleInterview.Of(false, _here, "2018-1", Y2019, 4, first.HouseholdId) with { Corrects = first.SubmissionId },
            Visit(VisitOutcome.Refused, Y2019));
        await app.CaughtUpAsync();
        var before = await app.PovertyRowsAsync();
        var alerts = await app.ScalarAsync<long>("select count(*) from raised_alerts");

        await app.RebuildPovertyAsync();

        Assert.True(before.Count > 20);
        Assert.Equal(before, await app.PovertyRowsAsync());
        Assert.True(alerts >= 2);
        Assert.Equal(alerts, (await app.ScalarAsync<long>("select count(*) from raised_alerts")));
    }

    private Submission Visit(VisitOutcome outcome, Instant at) =>
        SampleInterview.Of(false, _here, "2018-1", at, 1) with { Outcome = outcome, Consent = false, Answers = null };

    private static async Task<(int Persons, double H)> FiguresAsync(TestApp app, string village, string? round = null)
    {
        JsonNode index = await app.GetAsync($"/api/villages/{village}/index?measure=global-mpi-2018-without-nutrition{(round is null ? "" : $"&round={round}")}");
        return ((int)index["persons"]!, (double)index["h"]!);
    }
}
