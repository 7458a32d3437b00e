using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys;

/// <summary>Cuts the intake in the middle, many times; afterwards each distinct submission is in the store exactly once.</summary>
public sealed class IntakeFaultTests(PostgresServer server)
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task Connections_cut_at_any_point_lose_nothing_and_double_nothing()
    {
        await using var app = await TestApp.StartAsync(server);
        var interviews = Enumerable.Range(0, 150).Select(i => SampleInterview.Of(i % 3 == 0, Village, "2018-1", March + Duration.FromMinutes(i), 3)).ToList();
        var all = interviews.Concat(interviews.Take(50).Select(i => i with { SubmissionId = Guid.NewGuid(), Corrects = i.SubmissionId, InterviewedAt = i.InterviewedAt + Duration.FromDays(1) })).ToList();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var chaos = app.CutDatabaseConnectionsAsync(60, done.Token);

        var dice = new Random(1);
        var chunks = all.OrderBy(_ => dice.Next()).Chunk(7).Select((chunk, i) => (chunk, Patience: TimeSpan.FromMilliseconds(20 * (1 + i % 9)))).ToList();
        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = TestContext.Current.CancellationToken },
            async (work, ct) => await SendUntilAnsweredAsync(app, work.chunk, work.Patience, ct));
        await done.CancelAsync();
        var cuts = await chaos;
        await Parallel.ForEachAsync(all.Chunk(20), async (chunk, _) =>
        {
            var (_, body) = await app.PostAsync($"[{string.Join(',', chunk.Select(s => s.JsonOf()))}]", Village);
            Assert.Equal(chunk.Length, (int?)body["counts"]!["already"]);
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"{cuts} database connections were cut.");
        Assert.True(cuts > 0);
        foreach (var table in new[] { "submission_receipts", "submission_contents", "mt_events where type in ('interview_completed', 'interview_corrected')" })
            Assert.Equal(all.Count, await app.ScalarAsync<long>($"select count(*) from {table}"));
        Assert.Equal(150L, await app.ScalarAsync<long>("select count(*) from mt_events where type = 'household_registered'"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from submissions_held"));
        await app.CaughtUpAsync();
        Assert.True((await app.VerifyAsync()).IsClean);
        Assert.Equal(150, (int?)(await app.GetAsync($"/api/villages/{Village}/index?round=2018-1"))["households"]);
    }

    [Fact]
    public async Task The_service_and_its_database_killed_again_and_again_have_each_submission_once_in_the_end()
    {
        const int Kills = 3;
        const int VillagesBetween = 6;
        var ct = TestContext.Current.CancellationToken;
        var data = Path.Combine(TestRun.NewDirectory("faults"), "data");
        var villages = new Register(RegisterFile.Read("35.22")).Villages.Take((Kills + 1) * VillagesBetween).Select(v => v.Code).ToList();
        var service = ServiceProcess.Start(data);
        var address = await service.AddressAsync(ct);
        using var http = new HttpClient { BaseAddress = address };
        var tokens = new EnumeratorTokens(DevelopmentKey.LoadOrCreate(data), "35.22", SystemClock.Instance);
        SimulationRun NewRun() => new(new Population(villages, 120, 1, 3), new SurveySender(http, tokens, TimeSpan.FromMinutes(2)) { LongestWait = TimeSpan.FromMilliseconds(300) }, senders: 3, batchSize: 4);

        var run = NewRun();
        var through = Channel.CreateUnbounded<bool>();
        var sending = SendAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var village = 0; village < VillagesBetween; village++)
                if (await through.Reader.WaitToReadAsync(ct)) through.Reader.TryRead(out _);
            if (kill % 2 == 1) service.KillDatabase();
            await service.KillAsync(ct);
            await service.DisposeAsync();
            service = ServiceProcess.Start(data, ("URLS", address.ToString()));
            await service.AddressAsync(ct);
        }
        await sending;
        var again = NewRun();
        await again.SendAsync(0, () => { }, ct);
        var (beside, found) = await ServiceProcess.RunVerbAsync(data, "verify", ct);
        await service.CaughtUpAsync(ct);
        await service.StopAsync(ct);
        var (alone, foundAlone) = await ServiceProcess.RunVerbAsync(data, "verify", ct);
        Assert.True((beside, alone) == (0, 0), found + foundAlone);
        Assert.Matches("replayed up to event [0-9]+; [0-9,]+ cells compared, 0 differ", foundAlone);
        await service.DisposeAsync();

        Assert.Equal(run.Tally.Submissions, run.Tally.CountOf("accepted") + run.Tally.CountOf("already"));
        Assert.Equal(again.Tally.Submissions, again.Tally.CountOf("already"));
        Assert.Equal(run.Tally.Submissions, again.Tally.Submissions);

        async Task SendAsync()
        {
            try
            {
                await run.SendAsync(0, () => through.Writer.TryWrite(true), ct);
            }
            finally
            {
                through.Writer.Complete();
            }
        }
    }

    private static Task SendUntilAnsweredAsync(TestApp app, Submission[] chunk, TimeSpan patience, CancellationToken ct) => app.SendUntilAsync(
        "/api/submissions", $"[{string.Join(',', chunk.Select(s => s.JsonOf()))}]", [Village],
        (response, body) => response.IsSuccessStatusCode && body["results"]!.AsArray().All(r => (string?)r!["status"] is "accepted" or "already" or "waiting"), patience, ct);
}
