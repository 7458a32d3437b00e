using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Bulk;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Surveys.Bulk;

/// <summary>A census taken by COPY is the one that the intake of all doors takes.</summary>
public sealed class BulkIntakeTests(PostgresServer server)
{
    [Fact]
    public async Task A_first_census_leaves_what_the_intake_of_all_doors_leaves_cell_by_cell()
    {
        await using var both = await TwoStores.StartAsync(server);
        var arrivals = Arrivals.Of(both.Usual, 400, seed: 1);

        var usual = await both.Usual.TakeAsync(arrivals);
        var bulk = await both.Bulk.TakeInBulkAsync(arrivals);

        Assert.All(bulk, r => Assert.Equal(Reception.Accepted, r.Reception));
        Assert.Equal(usual, bulk);
        Assert.Equal(await both.Usual.TakenRowsAsync(), await both.Bulk.TakenRowsAsync());
        Assert.Equal((2, 1), (await TransactionsAsync(both.Usual), await TransactionsAsync(both.Bulk)));
        const string InOrder = "select string_agg(stream_id::text || type, ' ' order by seq_id) from mt_events";
        Assert.Equal(await both.Usual.ScalarAsync<string>(InOrder), await both.Bulk.ScalarAsync<string>(InOrder));
        Assert.NotEqual(0, await both.Bulk.ScalarAsync<long>("select count(*) from quality_flags"));
        await both.Bulk.CaughtUpAsync();
        Assert.True((await both.Bulk.VerifyAsync()).IsClean);
        Assert.Equal(400, await both.Bulk.ScalarAsync<decimal>($"select sum(households) from {PovertyTables.Visits}"));
    }

    [Fact]
    public async Task What_is_known_waiting_or_odd_in_a_chunk_is_decided_as_by_the_intake_of_all_doors()
    {
        await using var both = await TwoStores.StartAsync(server);
        var all = Arrivals.Of(both.Usual, 60, seed: 2);
        var app = both.Usual;
        Submission Correction(Arrival of) => of.Submission! with { SubmissionId = Guid.NewGuid(), Corrects = of.SubmissionId, InterviewedAt = of.Submission!.InterviewedAt + Duration.FromDays(1) };
        var interviews = all.Where(a => a.Submission!.Answers is not null).ToList();
        Arrival Next(int of) => app.Arrived(interviews[of].Submission! with { SubmissionId = Guid.NewGuid(), InterviewedAt = interviews[of].Submission!.InterviewedAt + Duration.FromDays(9) });
        List<Arrival> before =
        [
            interviews[0], interviews[1], app.Arrived(Correction(interviews[2])), Next(3) with { Reason = SurveyProblems.UnknownVillage },
        ];
        List<Arrival> chunk =
        [
            .. all.Except([interviews[1]]), app.Arrived(interviews[1].Submission! with { Device = "HP-9" }), Next(1), Next(4), app.Arrived(Correction(interviews[5])),
            interviews[6], interviews[7] with { SubmissionId = Guid.NewGuid(), Submission = null }, app.Arrived(interviews[8].Submission! with { SubmissionId = Guid.NewGuid(), HouseholdId = Guid.NewGuid(), Round = "1999" }),
        ];
        List<IReadOnlyList<Received>> received = [];
        foreach (var store in (TestApp[])[both.Usual, both.Bulk])
        {
            await store.SetRoundAsync(all[0].Submission!.Round, "open");
            await store.TakeAsync(before);
            received.Add(store == both.Bulk ? await store.TakeInBulkAsync(chunk) : await store.TakeAsync(chunk));
        }

        Assert.Equal(received[0], received[1]);
        Assert.Equal([Reception.Accepted, Reception.Already, Reception.Review, Reception.Conflict], received[1].Select(r => r.Reception).Distinct().Order());
        Assert.Equal(await both.Usual.TakenRowsAsync(), await both.Bulk.TakenRowsAsync());
        Assert.Contains(" taken together", await TogetherAsync(both.Bulk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_from_other_doors_at_the_same_time_is_taken_once_and_costs_no_number_of_the_log()
    {
        await using var app = await TestApp.StartAsync(server);
        var arrivals = Arrivals.Of(app, 600, seed: 3);
        var dice = new Random(3);

        var census = arrivals.Chunk(100).Select(chunk => Task.Run(() => app.TakeInBulkAsync(chunk)));
        var others = arrivals.OrderBy(_ => dice.Next()).Chunk(23).Select(chunk => Task.Run(() => app.TakeAsync(chunk)));
        var received = (await Task.WhenAll([.. census, .. others])).SelectMany(r => r).ToList();

        Assert.Equal((600, 600), (received.Count(r => r.Reception == Reception.Accepted), received.Count(r => r.Reception == Reception.Already)));
        Assert.Equal(true, await app.ScalarAsync<bool?>("select max(seq_id) = count(*) from mt_events"));
        Assert.Equal(600L, await app.ScalarAsync<long>("select count(*) from mt_events where type in ('interview_completed', 'visit_recorded')"));
        await app.CaughtUpAsync();
        Assert.Equal(600, await app.ScalarAsync<decimal>($"select sum(households) from {PovertyTables.Visits}"));
        Assert.True((await app.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task A_connection_cut_at_any_point_loses_nothing_doubles_nothing_and_holds_no_projection_up()
    {
        await using var app = await TestApp.StartAsync(server);
        var chunks = Arrivals.Of(app, 900, seed: 4).Chunk(60).ToList();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var chaos = app.CutDatabaseConnectionsAsync(60, done.Token);

        await Parallel.ForEachAsync(chunks, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (chunk, _) => await UntilTakenAsync(app, chunk));
        await done.CancelAsync();
        Assert.True(await chaos > 0);

        var again = await app.TakeInBulkAsync([.. chunks.SelectMany(c => c)]);
        Assert.All(again, r => Assert.Equal(Reception.Already, r.Reception));
        foreach (var table in (string[])["submission_receipts", "submission_contents", "household_directory", "mt_events where type = 'household_registered'"])
            Assert.Equal(900L, await app.ScalarAsync<long>($"select count(*) from {table}"));
        await app.CaughtUpAsync();
        Assert.Equal(900, await app.ScalarAsync<decimal>($"select sum(households) from {PovertyTables.Visits}"));
        Assert.True((await app.VerifyAsync()).IsClean);
    }

    private static async Task UntilTakenAsync(TestApp app, Arrival[] chunk)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await app.TakeInBulkAsync(chunk);
                return;
            }
            catch (NpgsqlException) when (attempt < 200)
            {
            }
    }

    private static async Task<long> TransactionsAsync(TestApp app) => await app.ScalarAsync<long>("select count(distinct xmin::text) from submission_receipts");

    private static async Task<string> TogetherAsync(TestApp app) =>
        await app.ScalarAsync<string>("select max(n) || ' taken together' from (select count(*) as n from submission_receipts where state = 'taken' group by xmin::text having count(*) > 40) as t") ?? "";
}

/// <summary>Two services with one master key, each over a store of its own.</summary>
internal sealed record TwoStores(TestApp Usual, TestApp Bulk) : IAsyncDisposable
{
    public static async Task<TwoStores> StartAsync(PostgresServer server)
    {
        var key = Path.Combine(TestRun.NewDirectory("bulk"), "master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), TestContext.Current.CancellationToken);
        return new(await TestApp.StartAsync(server, (SealerSetup.Setting, key)), await TestApp.StartAsync(server, (SealerSetup.Setting, key)));
    }

    public async ValueTask DisposeAsync()
    {
        await Usual.DisposeAsync();
        await Bulk.DisposeAsync();
    }
}

/// <summary>The two ways into a store.</summary>
internal static class Takings
{
    public static Task<IReadOnlyList<Received>> TakeAsync(this TestApp app, IReadOnlyList<Arrival> arrivals) =>
        app.Services.GetRequiredService<Intake>().TakeAsync(TestApp.Regency, arrivals, TestContext.Current.CancellationToken);

    public static Task<IReadOnlyList<Received>> TakeInBulkAsync(this TestApp app, IReadOnlyList<Arrival> arrivals) =>
        app.Services.GetRequiredService<BulkIntake>().TakeAsync(TestApp.Regency, arrivals, TestContext.Current.CancellationToken);
}
