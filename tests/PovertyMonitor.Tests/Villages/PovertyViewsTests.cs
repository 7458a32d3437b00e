using NodaTime;
using Npgsql;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Villages;

/// <summary>What planners read with plain SQL.</summary>
public sealed class PovertyViewsTests(PostgresServer server)
{
    [Fact]
    public async Task The_reader_reads_every_figure_with_its_columns_explained_and_nothing_else()
    {
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync(SampleInterview.Of(true, "35.22.15.2002", "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 4));
        await app.CaughtUpAsync();
        var script = await File.ReadAllTextAsync(Path.Combine(TestRun.Checkout, "deploy", "database", "reader.sql"), TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        async Task<object?> AskAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(0L, await AskAsync($"""
            select count(*) from pg_attribute a where attnum > 0 and attrelid = any('{"{"}{string.Join(',', (string[])[.. PovertyViews.Names.Values, .. PlannerViews.Names])}{"}"}'::text[]::regclass[])
                and coalesce(col_description(attrelid, attnum), '') = ''
            """));
        await AskAsync(script);
        await AskAsync("set role povertymonitor_reader");

        // A row of these is a household.
        string[] ofHouseholds = [PovertyTables.Assessments, "poverty_sample"];
        foreach (var view in PovertyViews.Names.Values.Concat(PlannerViews.Names).Except(ofHouseholds)) await AskAsync($"select count(*) from {view}");
        Assert.Equal(4L, await AskAsync("select sum(persons)::bigint from poverty_tally where scope = '' and measure like '%without-nutrition@1'"));
        var index = await app.GetAsync("/api/villages/35.22.15.2002/index?measure=global-mpi-2018-without-nutrition&round=2018-1");
        Assert.Equal(((double)index["h"]!, Math.Round((double)index["m0"]!, 15), 1.0), (
            (double)(decimal)(await AskAsync("select h from poverty_index where village = '35.22.15.2002' and scope = '2018-1' and measure like '%without-nutrition@1'"))!,
            Math.Round((double)(decimal)(await AskAsync("select m0 from poverty_index where village = '35.22.15.2002' and scope = '2018-1' and measure like '%without-nutrition@1'"))!, 15),
            (double)(decimal)(await AskAsync("select sum(weight) from poverty_indicators where measure like 'global-mpi-2018@1'"))!));
        foreach (var forbidden in (string[])["select count(*) from personal_identities", "select count(*) from mt_events", $"select count(*) from {PovertyTables.Own.Tally}", "update poverty_tally set persons = 0", .. ofHouseholds.Select(v => $"select count(*) from {v}")])
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => AskAsync(forbidden))).SqlState);
    }
}
