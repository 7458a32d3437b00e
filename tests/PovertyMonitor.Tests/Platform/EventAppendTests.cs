using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Platform;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Platform;

public sealed class EventAppendTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 2, 3, 4);

    [Fact]
    public async Task Its_rows_are_those_of_the_store_itself()
    {
        var app = shared.App;
        var (own, stores) = (Guid.NewGuid(), Guid.NewGuid());
        object[] first = [Registered, Absent], second = [Absent];
        var begun = Guid.NewGuid();
        await AppendAsync(app, [.. first.Select(e => (own, e))]);
        await AppendAsync(app, [.. second.Select(e => (own, e))]);
        await BeginAsync(app, [.. first.Concat(second).Select(e => (begun, e))]);
        await StoreAsync(app, stores, first, isNew: true);
        await StoreAsync(app, stores, second, isNew: false);

        const string Event = "row(version, data, bdata, type, tenant_id, mt_dotnet_type, is_archived)::text";
        foreach (var ours in (Guid[])[own, begun])
            Assert.Equal(await RowsAsync(app, Event, "mt_events", "stream_id", stores, "version"), await RowsAsync(app, Event, "mt_events", "stream_id", ours, "version"));
        const string Stream = "row(type, version, tenant_id, is_archived)::text";
        foreach (var ours in (Guid[])[own, begun])
            Assert.Equal(await RowsAsync(app, Stream, "mt_streams", "id", stores, "id"), await RowsAsync(app, Stream, "mt_streams", "id", ours, "id"));
        Assert.Equal(true, await app.ScalarAsync<bool?>($"select max(seq_id) = count(*) and bool_and(timestamp = timestamptz '2026-01-02 03:04Z' or stream_id not in ('{own}', '{begun}')) from mt_events"));
    }

    [Fact]
    public async Task A_stream_that_has_begun_is_not_begun_again_and_no_number_is_lost()
    {
        var app = shared.App;
        var stream = Guid.NewGuid();
        await BeginAsync(app, [(stream, Registered)]);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => BeginAsync(app, [(Guid.NewGuid(), Registered), (stream, Absent)]));
        await AppendAsync(app, [(stream, Absent)]);

        Assert.Equal(PostgresErrorCodes.UniqueViolation, refusal.SqlState);
        Assert.Equal(true, await app.ScalarAsync<bool?>($"select count(*) = 2 and max(seq_id) - min(seq_id) = 1 from mt_events where stream_id = '{stream}'"));
    }

    [Fact]
    public async Task The_log_has_the_order_given_and_the_projections_follow()
    {
        var app = shared.App;
        var streams = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToArray();

        await AppendAsync(app, [.. streams.SelectMany(s => new (Guid, object)[] { (s, Registered), (s, Absent) })]);

        await using var session = app.Services.GetRequiredService<IDocumentStore>().QuerySession(TestApp.Regency);
        var log = await session.Events.QueryAllRawEvents().Where(e => streams.Contains(e.StreamId)).OrderBy(e => e.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(streams.SelectMany(s => new[] { (s, 1L), (s, 2L) }), log.Select(e => (e.StreamId, e.Version)));
        Assert.All(log, e => Assert.True(e.Data is HouseholdRegistered or VisitRecorded));
        await app.CaughtUpAsync();
    }

    private static HouseholdRegistered Registered { get; } = new(new Guid("6a0c5b1e-0000-4000-8000-000000000001"), new Place("35.22.15.2002"), Now);

    private static VisitRecorded Absent { get; } =
        new(new Guid("6a0c5b1e-0000-4000-8000-000000000002"), "2026", Now, "K-1", null, new Place("35.22.15.2002"), VisitOutcome.Absent);

    private static async Task AppendAsync(TestApp app, (Guid, object)[] events)
    {
        await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { app.Services.GetRequiredService<EventAppend>().Command(TestApp.Regency, events, Now) } };
        Assert.Equal(events.Length, await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    private static async Task BeginAsync(TestApp app, (Guid, object)[] events)
    {
        await using var connection = await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in app.Services.GetRequiredService<EventAppend>().Begin(TestApp.Regency, events, Now)) batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task StoreAsync(TestApp app, Guid stream, object[] events, bool isNew)
    {
        await using var session = app.Services.GetRequiredService<IDocumentStore>().LightweightSession(TestApp.Regency);
        if (isNew) session.Events.StartStream(stream, events);
        else session.Events.Append(stream, events);
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static Task<string?> RowsAsync(TestApp app, string row, string table, string key, Guid id, string order) =>
        app.ScalarAsync<string>($"select string_agg({row}, ' ' order by {order}) from {table} where {key} = '{id}'");
}
