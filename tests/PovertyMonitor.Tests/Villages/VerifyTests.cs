using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Tests.Households.Life;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Tests.Villages;

/// <summary>What is stored against the log.</summary>
public sealed class VerifyTests(PostgresServer server)
{
    [Fact]
    public async Task Whatever_happened_to_households_the_tables_are_what_the_log_says_and_a_cell_that_is_not_is_found()
    {
        await using var app = await TestApp.StartAsync(server);
        await HappenAsync(app, 1, 2, 3, 4);
        await app.CaughtUpAsync();
        await MeasureAdoptionTests.AdoptAsync(app);
        await HappenAsync(app, 5, 6);
        await app.SubmitAsync(SampleInterview.Of(true, "35.22.15.2002", "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 4));
        await app.CaughtUpAsync();

        var report = await app.VerifyAsync();

        Assert.True(report is { IsClean: true, Behind: 0 }, VerifyCommand.Words(report));
        Assert.True(report.Households > 15 && report.Cells[PovertyTables.Assessments] > 100, $"{report}");
        foreach (var (table, change) in new[]
        {
            (PovertyTables.Tally, "persons = persons + 1 where ctid = (select ctid from {0} limit 1)"),
            (PovertyTables.Visits, "households = households + 1 where ctid = (select ctid from {0} where households > 0 limit 1)"),
            (PovertyTables.Assessments, "known_to = 1 where ctid = (select ctid from {0} where known_to is null limit 1)"),
        })
        {
            await app.ScalarAsync<object>($"update {PovertyTables.OwnOf(table)} set {string.Format(System.Globalization.CultureInfo.InvariantCulture, change, PovertyTables.OwnOf(table))}");
            Assert.Equal((table, 1L), (await app.VerifyAsync()).Differing.Where(d => d.Key == table).Select(d => (d.Key, d.Value)).Single());
        }
        await app.ScalarAsync<object>($"delete from {PovertyTables.Own.Assessments} where ctid = (select ctid from {PovertyTables.Own.Assessments} where known_to is null limit 1)");
        Assert.False((await app.VerifyAsync()).IsClean);

        await app.RebuildPovertyAsync();
        Assert.True((await app.VerifyAsync()) is { IsClean: true, Behind: 0 });

        // Nothing takes up what comes now: what is compared is equal, and yet the figures can't be relied on.
        await HappenAsync(app, 7);
        var behind = await app.VerifyAsync();
        var looked = 0;
        var stands = behind with
        {
            StandsStill = !await app.Services.GetRequiredService<Verifier>().MovesAsync(behind, 2, _ => Task.FromResult(++looked), TestContext.Current.CancellationToken),
        };
        Assert.True(await app.Services.GetRequiredService<Verifier>().MovesAsync(behind with { Sequence = behind.Sequence - 1 }, 1, _ => Task.CompletedTask, TestContext.Current.CancellationToken));
        Assert.Equal((true, true, false, 1), (stands.IsClean, stands.StandsStill, stands.IsSound, looked));
        Assert.Equal(behind.Behind, await app.ScalarAsync<long>($"select count(*) from mt_events where tenant_id = '35.22' and seq_id > {behind.Sequence}"));
        Assert.Matches($"{behind.Behind:N0} events after that were not in the figures yet.*stand still", VerifyCommand.Words(stands));
        Assert.DoesNotContain("stand still", VerifyCommand.Words(behind), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_regency_of_the_store_is_verified_and_only_where_there_is_a_store()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(server);
        var known = await app.Services.GetRequiredService<Verifier>().RegenciesAsync(ct);
        Assert.Equal([TestApp.Regency], known);
        Assert.Null(VerifyCommand.Refusal(TestApp.Regency, known));
        Assert.Equal("The store has no regency 99.99. It is of: 35.22.", VerifyCommand.Refusal("99.99", known));

        var empty = await server.CreateDatabaseAsync();
        await using (var database = NpgsqlDataSource.Create(empty))
            known = await new Verifier(app.Services.GetRequiredService<IDocumentStore>(), database).RegenciesAsync(ct);
        Assert.Contains("start the service once", VerifyCommand.Refusal(TestApp.Regency, known), StringComparison.Ordinal);
        await server.DropDatabaseAsync(empty);
    }

    [Fact]
    public async Task A_directory_without_a_store_stays_without_one()
    {
        var directory = Path.Combine(TestRun.NewDirectory("verify"), "nowhere");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(DataDirectory.Setting, (string?)directory)]).Build();

        var refused = await Assert.ThrowsAsync<StartupException>(() => ServiceDatabase.BorrowAsync(
            configuration, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, TestContext.Current.CancellationToken));

        Assert.StartsWith($"There is no store in the data directory {directory}, and none was made.", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory));
    }

    private static async Task HappenAsync(TestApp app, params int[] seeds)
    {
        var store = app.Services.GetRequiredService<IDocumentStore>();
        foreach (var seed in seeds)
        {
            var world = new GeneratedWorld(seed, late: true);
            for (var step = 0; step < 60; step++) world.Step();
            await using var session = store.LightweightSession(TestApp.Regency);
            foreach (var (stream, events) in world.Events) session.Events.Append(stream, events);
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
    }
}
