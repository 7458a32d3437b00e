using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;

namespace PovertyMonitor.Benchmarks.Alerts;

/// <summary>The least that brings something to a receiver at least once: a row per message, sent by as many senders as a receiver gets at once, each send in a transaction of its own.</summary>
internal static class BareOutbox
{
    private const int Senders = 4;

    // What an alert is, about: what it says in two languages, and what it is about.
    private static readonly string Rest = new('x', 1500);

    /// <summary>Brings messages to a receiver and returns how many arrived a second.</summary>
    public static async Task<double> RunAsync(string connectionString, CountingReceiver receiver, int messages, CancellationToken ct)
    {
        await using var database = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 10 }.ConnectionString).Build();
        await using (var create = database.CreateCommand("create table if not exists bare_outbox (id uuid primary key, position bigint generated always as identity, body text not null, sent_at timestamptz); create index if not exists bare_outbox_next on bare_outbox (position) where sent_at is null"))
            await create.ExecuteNonQueryAsync(ct);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var watch = Stopwatch.StartNew();
        await using (var insert = database.CreateCommand("insert into bare_outbox (id, body) select id, json_build_object('id', id, 'rest', $2::text) from (select gen_random_uuid() as id from generate_series(1, $1)) g"))
        {
            insert.Parameters.Add(new() { Value = messages });
            insert.Parameters.Add(new() { Value = Rest });
            await insert.ExecuteNonQueryAsync(ct);
        }
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(database, http, receiver.Address, ct)));
        return messages / watch.Elapsed.TotalSeconds;
    }

    private static async Task SendAsync(NpgsqlDataSource database, HttpClient http, string address, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            Guid id;
            string body;
            await using (var next = new NpgsqlCommand("select id, body from bare_outbox where sent_at is null order by position limit 1 for update skip locked", connection))
            await using (var row = await next.ExecuteReaderAsync(ct))
            {
                if (!await row.ReadAsync(ct)) return;
                (id, body) = (row.GetGuid(0), row.GetString(1));
            }
            using var content = new StringContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
            using var response = await http.PostAsync(new Uri(address), content, ct);
            response.EnsureSuccessStatusCode();
            await using (var taken = new NpgsqlCommand("update bare_outbox set sent_at = now() where id = $1", connection) { Parameters = { new() { Value = id } } }) await taken.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }
}
