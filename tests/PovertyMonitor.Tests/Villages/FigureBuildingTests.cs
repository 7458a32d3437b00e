using System.Text.Json.Nodes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Platform;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Building;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Tests.Villages;

/// <summary>Figures while they are being worked out: a measure adopted late, a rebuild, a new version of the tables.</summary>
public sealed class FigureBuildingTests(PostgresServer server)
{
    private const string Here = "35.22.15.2002";
    private const string Bojonegoro = $"/api/villages/{Here}/index?measure=bojonegoro";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task A_measure_adopted_late_is_filled_in_beside_the_intake_and_shown_when_it_is_ready()
    {
        await using var app = await TestApp.StartAsync(server);
        var households = Enumerable.Range(1, 30).Select(n => SampleInterview.Of(n % 2 == 0, Here, "2018-1", March, n % 6 + 1)).ToArray();
        await app.SubmitAsync(households);
        await app.CaughtUpAsync();
        // Nothing can be filled in meanwhile, nor can the projection go on with what comes after the adoption.
        await using (await HoldAsync(app, $"lock table {PovertyTables.Own.Assessments} in share mode"))
        {
            await MeasureAdoptionTests.AdoptAsync(app);
            await app.UntilAsync($"select exists (select from {PovertyTables.Fills} where not ready)");
            var (status, retryAfter, body) = await AskAsync(app, Bojonegoro);
            Assert.Equal((503, "5", "index.measure_filling", 30), (status, retryAfter, (string)body["code"]!, (int)body["households"]!));
            Assert.Equal(200, (await AskAsync(app, $"/api/villages/{Here}/index")).Status);
            await app.SubmitAsync([.. households.Take(10).Select(h => SampleInterview.Of(true, Here, "2019-1", March + Duration.FromDays(360), 3, h.HouseholdId))]);
            await app.SubmitAsync(
                SampleInterview.Of(true, Here, "2018-1", March + Duration.FromDays(9), 5, households[20].HouseholdId) with { Corrects = households[20].SubmissionId });
        }
        await app.CaughtUpAsync();

        Assert.Equal(30, (int)(await app.GetAsync(Bojonegoro))["households"]!);
        await VerifiedAsync(app);
        var (kept, file) = (await app.PovertyRowsAsync(), await FileAsync(app));
        await app.RebuildPovertyAsync();
        Assert.Equal(kept, await app.PovertyRowsAsync());
        // Nothing of the rows before is left to be vacuumed.
        Assert.NotEqual(file, await FileAsync(app));
    }

    [Fact]
    public async Task A_rebuild_answers_how_far_it_is_while_other_regencies_go_on_and_ends_with_the_same_rows()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.Services.GetRequiredService<IDocumentStore>().Advanced.AddMartenManagedTenantsAsync(TestContext.Current.CancellationToken, new Dictionary<string, string> { ["35.78"] = "t3578" });
        await app.SubmitAsync(SampleInterview.Of(true, Here, "2018-1", March, 4), SampleInterview.Of(false, Here, "2018-1", March, 2));
        await app.CaughtUpAsync();
        var kept = await app.PovertyRowsAsync();
        // As if the other regency had the same households.
        foreach (var table in (string[])[PovertyTables.Own.Assessments, PovertyTables.Own.Progress])
            await app.ScalarAsync<object>($$"""insert into {{table}} select (jsonb_populate_record(t, '{"tenant_id": "35.78"}')).* from {{table}} t""");
        JsonNode asked;
        await using (await HoldAsync(app, $"select * from {PovertyTables.Own.Progress} where tenant_id = '35.22' for update"))
        {
            var accepted = await app.SendAsync(HttpMethod.Post, "/api/figures/rebuild", app.TokenFor(Role.Operator));
            var again = await app.SendAsync(HttpMethod.Post, "/api/figures/rebuild", app.TokenFor(Role.Operator));
            Assert.Equal((202, 409), ((int)accepted.StatusCode, (int)again.StatusCode));
            var (status, retryAfter, body) = await AskAsync(app, $"/api/villages/{Here}/index");
            Assert.Equal((503, "5", "index.rebuilding"), (status, retryAfter, (string)body["code"]!));
            asked = (await app.GetAsync("/api/figures", Role.Operator))["rebuild"]!;
            await AppendAsync(app, "35.78");
            await app.UntilAsync($"select exists (select from {PovertyTables.Visits} where tenant_id = '35.78')");
        }
        await app.UntilAsync($"select not exists (select from {RebuildTable.Name})");

        Assert.Equal(2, (int)(await app.GetAsync($"/api/villages/{Here}/index"))["households"]!);
        Assert.True((long)asked["upTo"]! > 0);
        var others = (await app.PovertyRowsAsync()).ToLookup(row => row.Contains("35.78", StringComparison.Ordinal));
        Assert.Equal(kept, others[false]);
        bool IsAssessment(string row) => row.StartsWith(PovertyTables.Assessments, StringComparison.Ordinal);
        Assert.Equal(kept.Count(IsAssessment), others[true].Count(IsAssessment));
        // The agent goes on with what comes after.
        await app.SubmitAsync(SampleInterview.Of(true, Here, "2018-1", March, 1));
        await app.CaughtUpAsync();
        await VerifiedAsync(app);
    }

    [Fact]
    public async Task A_new_version_is_read_when_it_has_caught_up_with_the_old_one_which_then_goes()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync(SampleInterview.Of(true, Here, "2018-1", March, 4));
        await app.CaughtUpAsync();
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        foreach (var (table, view) in PovertyViews.Names)
            await app.ScalarAsync<object>($"create table {view}_v2 as select * from {view}; create or replace view {view} as select * from {view}_v2");
        await app.ScalarAsync<object>($"update {PovertyTables.Progress}_v2 set sequence = sequence + 2");
        var retired = app.Services.GetServices<ISeed>().OfType<RetiredVersions>().Single();
        await app.Services.GetServices<ISeed>().OfType<PovertyViews>().Single().SeedAsync(TestApp.Regency, TestContext.Current.CancellationToken);
        await retired.SeedAsync(TestApp.Regency, TestContext.Current.CancellationToken);
        var change = ActivatorUtilities.CreateInstance<VersionSwitch>(app.Services);
        await change.StartAsync(TestContext.Current.CancellationToken);

        await app.SubmitAsync(SampleInterview.Of(true, Here, "2018-1", March, 3));
        await app.UntilAsync($"select sum(persons) = 7 from {PovertyTables.Own.Tally} where scope = '' and measure like '%without-nutrition@1'");
        await change.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await retired.SeedAsync(TestApp.Regency, TestContext.Current.CancellationToken);

        Assert.Equal(7L, await app.ScalarAsync<long>($"select sum(persons)::bigint from {PovertyTables.Tally} where scope = '' and measure like '%without-nutrition@1'"));
        Assert.Null(await app.ScalarAsync<string>($"select to_regclass('{PovertyTables.Tally}_v2')::text"));
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(PovertyTables.Version, await LiveVersion.ReadAsync(connection, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_slow_bulk_append_beside_the_running_projection_is_waited_for_and_nothing_is_skipped()
    {
        const int Bulk = 3000;
        await using var app = await TestApp.StartAsync(server);
        var submissions = Enumerable.Range(0, Bulk).Select(_ => SampleInterview.Of(false, Here, "2018-1", March, 2)).ToList();
        await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                app.Services.GetRequiredService<EventAppend>().Command(TestApp.Regency,
                    [.. submissions.SelectMany(s => new (Guid, object)[] { (s.HouseholdId, new HouseholdRegistered(s.HouseholdId, s.Place, March)), (s.HouseholdId, s.ToEvent()) })], March),
            },
        };
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        // Longer than the daemon waits at a gap that nobody holds.
        var (beside, watch) = (0, System.Diagnostics.Stopwatch.StartNew());
        for (; watch.Elapsed < TimeSpan.FromSeconds(2); beside++) await app.SubmitAsync(SampleInterview.Of(false, Here, "2018-1", March, 2));
        Assert.Equal(0L, await app.ScalarAsync<long>($"select coalesce(sum(households), 0)::bigint from {PovertyTables.Visits}"));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        await app.CaughtUpAsync();

        Assert.Equal(Bulk + beside, await app.ScalarAsync<long>($"select sum(households)::bigint from {PovertyTables.Visits}"));
        await VerifiedAsync(app);
    }

    private static async Task VerifiedAsync(TestApp app)
    {
        var report = await app.VerifyAsync();
        Assert.True(report.IsClean && report.Unready.Count == 0, VerifyCommand.Words(report));
    }

    private static Task<long> FileAsync(TestApp app) => app.ScalarAsync<long>($"select pg_relation_filenode('{PovertyTables.Own.Assessments}')::bigint");

    private static async Task AppendAsync(TestApp app, string tenant)
    {
        await using var session = app.Services.GetRequiredService<IDocumentStore>().LightweightSession(tenant);
        var interview = SampleInterview.Of(true, $"{tenant}.01.2001", "2018-1", March, 4);
        session.Events.StartStream(interview.HouseholdId, new HouseholdRegistered(interview.HouseholdId, interview.Place, March), interview.ToEvent());
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(int Status, string? RetryAfter, JsonNode Body)> AskAsync(TestApp app, string path)
    {
        var response = await app.SendAsync(HttpMethod.Get, path, app.TokenFor(Role.Planner));
        return ((int)response.StatusCode, response.Headers.RetryAfter?.ToString(), JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    // Somebody else's transaction, open until it is disposed of.
    private static async Task<NpgsqlConnection> HoldAsync(TestApp app, string sql)
    {
        var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
