using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Whole histories of households sent in random order, twice, by clients that lose patience to a database that loses connections.</summary>
public sealed class LifeFaultTests(PostgresServer server)
{
    private const string Here = "35.22.15.2002";
    private const string There = "35.22.15.2003";
    private const int Families = 30;
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task Histories_in_any_order_interrupted_and_resent_end_as_if_they_had_come_in_order()
    {
        await using var app = await TestApp.StartAsync(server);
        var dice = new Random(5);
        var reports = Enumerable.Range(0, Families).SelectMany(HistoryOf).ToArray();
        dice.Shuffle(reports);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var chaos = app.CutDatabaseConnectionsAsync(60, done.Token);

        await Parallel.ForEachAsync(reports.Index(), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken },
            async (report, ct) => await SendAsync(app, report.Item, TimeSpan.FromMilliseconds(20 * (1 + (report.Index % 9))), ct));
        await done.CancelAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{await chaos} database connections were cut.");
        await app.UntilAsync("select count(*) = 0 from household_changes_waiting");
        foreach (var report in reports.Take(40)) await SendAsync(app, report, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await app.CaughtUpAsync();
        Assert.True((await app.VerifyAsync()).IsClean);

        // Each family of four: a birth, a newcomer who left again, a death; two of the first split off to another village.
        Assert.Equal((Families * 2, Families * 2), (await PersonsAsync(app, Here), await PersonsAsync(app, There)));
        Assert.Equal(Families * 4, await PersonsAsync(app, Here, "2018-1"));
        // Nine reports each; the first brings a registration, the split two events more, one of which may be told anew.
        Assert.Equal(Families * (9 + 3), await app.ScalarAsync<long>($"""
            select count(distinct (stream_id, type, coalesce(data->>'changeId', data->>'submissionId'))) from mt_events where type = any(array['interview_completed', 'household_registered', 'household_split_off', 'household_split',
                'member_born', 'member_joined', 'member_left', 'member_died', 'change_withdrawn', 'household_moved', 'interview_corrected'])
            """));
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from {PovertyTables.Quarantine}"));
        var kept = await app.PovertyRowsAsync();
        await app.RebuildPovertyAsync();
        Assert.Equal(kept, await app.PovertyRowsAsync());
    }

    private static IEnumerable<(string Path, string Json)> HistoryOf(int family)
    {
        var interview = SampleInterview.Of(family % 3 == 0, Here, "2018-1", March + Duration.FromMinutes(family), 4);
        var (id, members, newcomer, baby, moved) = (interview.HouseholdId, interview.Answers!.Members.Select(m => m.Id).ToList(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        string Report(string day, string fields, Guid? change = null) => $$"""{"changeId":"{{change ?? Guid.NewGuid()}}","at":"{{day}}T08:00:00+07:00",{{fields}}}""";
        yield return ("/api/submissions", interview.JsonOf());
        yield return ("/api/submissions", (interview with { SubmissionId = Guid.NewGuid(), Corrects = interview.SubmissionId, InterviewedAt = interview.InterviewedAt + Duration.FromDays(1) }).JsonOf());
        yield return ($"/api/households/{id}/births", Report("2018-04-01", $$"""
            "member":{"id":"{{baby}}","sex":"female","ageYears":0,"ageMonths":0,"relation":"child","nutrition":"unknown","chronicIllness":false}
            """));
        yield return ($"/api/households/{id}/joinings", Report("2018-05-01", $$"""
            "member":{"id":"{{newcomer}}","sex":"male","ageYears":75,"relation":"parent","yearsOfSchooling":6,"functioning":"unknown","chronicIllness":false}
            """));
        yield return ($"/api/households/{id}/departures", Report("2018-06-01", $"\"member\":\"{newcomer}\""));
        yield return ($"/api/households/{id}/deaths", Report("2018-07-01", $"\"member\":\"{members[3]}\""));
        yield return ($"/api/households/{id}/splits", Report("2018-08-01", $$"""
            "into":"{{Guid.NewGuid()}}","members":["{{members[2]}}","{{baby}}"],"head":"{{members[2]}}","to":{"village":"{{There}}"}
            """));
        yield return ($"/api/households/{id}/moves", $$"""{"changeId":"{{moved}}","at":"2018-09-01T08:00:00+07:00","to":{"village":"{{There}}"} }""");
        yield return ($"/api/households/{id}/withdrawals", $$"""{"changeId":"{{Guid.NewGuid()}}","withdraws":"{{moved}}","reason":"didNotHappen"}""");
    }

    private static Task SendAsync(TestApp app, (string Path, string Json) report, TimeSpan patience, CancellationToken ct) =>
        app.SendUntilAsync(report.Path, report.Json, [Here, There], (response, _) => response.IsSuccessStatusCode, patience, ct);

    private static async Task<int> PersonsAsync(TestApp app, string village, string? round = null) =>
        (int)(await app.GetAsync($"/api/villages/{village}/index?measure=global-mpi-2018-without-nutrition{(round is null ? "" : $"&round={round}")}"))["persons"]!;
}
