using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Villages;

/// <summary>Indexes that a long rebuild does without until its end.</summary>
public sealed class LaterIndexesTests(PostgresServer server)
{
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    private static readonly string Definitions =
        $"select string_agg(pg_get_indexdef(indexrelid), ' ' order by indexrelid::regclass::text) from pg_index where indexrelid::regclass::text in ({string.Join(", ", LaterIndexes.All.Select(i => $"'{i.Name}'"))})";

    [Fact]
    public async Task They_are_away_while_a_long_log_is_worked_out_and_back_before_its_end()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync(SampleInterview.Of(true, "35.22.15.2002", "2018-1", March, 4));
        await app.CaughtUpAsync();
        var known = await app.ScalarAsync<string>(Definitions);
        Assert.Equal(LaterIndexes.All.Count, known!.Split("CREATE INDEX").Length - 1);
        var last = await app.ScalarAsync<long>($"select max(seq_id) from mt_events where tenant_id = '{TestApp.Regency}'");
        await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);

        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            async Task<string?> FirstPageAsync()
            {
                await ScalarAsync($"delete from {PovertyTables.Own.Progress}", connection, transaction);
                await FirstPage.BeginAsync(connection, transaction, TestApp.Regency, last, ct);
                return await ScalarAsync(Definitions, connection, transaction);
            }

            Assert.Equal(known, await FirstPageAsync());
            await ScalarAsync($$"""
                insert into mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', {{last}} + n, 'id', gen_random_uuid(), 'version', 1000 + n))).*
                from mt_events e, generate_series(1, 20001) as n where e.seq_id = {{last}} and e.tenant_id = '{{TestApp.Regency}}'
                """, connection, transaction);
            Assert.Null(await FirstPageAsync());
            await LaterIndexes.MakeAsync(connection, transaction, TestApp.Regency, last + 10_000, ct);
            Assert.Null(await ScalarAsync(Definitions, connection, transaction));
            await LaterIndexes.MakeAsync(connection, transaction, TestApp.Regency, last + 16_000, ct);
            Assert.Equal(known, await ScalarAsync(Definitions, connection, transaction));
        }

        await app.ScalarAsync<object>(LaterIndexes.Drop);
        await app.SubmitAsync(SampleInterview.Of(true, "35.22.15.2002", "2018-1", March, 4));
        await app.CaughtUpAsync();
        Assert.Equal(known, await app.ScalarAsync<string>(Definitions));
    }

    private static async Task<string?> ScalarAsync(string sql, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) as string;
    }
}
