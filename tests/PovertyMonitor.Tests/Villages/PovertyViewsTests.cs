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
            select count(*) from pg_attribute a where attnum > 0 and attrelid = any('{"{"}{string.Join(',', PovertyViews.Names.Values)}{"}"}'::text[]::regclass[])
                and coalesce(col_description(attrelid, attnum), '') = ''
            """));
        await AskAsync(script);
        await AskAsync("set role povertymonitor_reader");

        foreach (var view in PovertyViews.Names.Values) await AskAsync($"select count(*) from {view}");
        Assert.Equal(4L, await AskAsync("select sum(persons)::bigint from poverty_tally where scope = '' and measure like '%without-nutrition@1'"));
        foreach (var forbidden in new[] { "select count(*) from personal_identities", "select count(*) from mt_events", $"select count(*) from {PovertyTables.Tally}", "update poverty_tally set persons = 0" })
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => AskAsync(forbidden))).SqlState);
    }
}
