using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Reports;

/// <summary>What stood where at a place of a regency's log.</summary>
internal sealed class ReportPoints(NpgsqlDataSource database, IDocumentStore store)
{
    /// <summary>The first event, or the last one up to a place; <see langword="null"/> where there is none.</summary>
    public async Task<AsOf?> EventAsync(string tenant, long? upTo, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select seq_id, "timestamp" from mt_events where tenant_id = $1 and seq_id between 1 and $2 order by seq_id {(upTo is null ? "" : "desc")} limit 1
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = upTo ?? long.MaxValue });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new AsOf(row.GetInt64(0), row.GetFieldValue<Instant>(1)) : null;
    }

    /// <summary>How far the figures have come: past events that change none, too; 0 before the first.</summary>
    public async Task<long> ReachedAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select greatest((select sequence from {PovertyTables.Progress} where tenant_id = $1), (select last_seq_id from mt_event_progression where name = $2))
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = $"{PovertyProjection.ProjectionName}:All:{tenant}" });
        return await command.ExecuteScalarAsync(ct) is long reached ? reached : 0;
    }

    /// <summary>The measure revisions that had been adopted.</summary>
    public Task<List<string>> MeasuresAsync(string tenant, long knownAt, CancellationToken ct) =>
        TextsAsync($"select measure from {PovertyTables.Measures} where tenant_id = $1 and adopted_at_sequence <= $2 order by adopted_at_sequence", tenant, knownAt, ct);

    /// <summary>The rounds that had an interview, earliest first.</summary>
    public Task<List<string>> RoundsAsync(string tenant, long knownAt, CancellationToken ct) => TextsAsync($"""
        select a.round from {PovertyTables.Assessments} a
        where a.tenant_id = $1 and a.known_from <= $2 and (a.known_to is null or a.known_to > $2)
            and a.measure = (select measure from {PovertyTables.Measures} where tenant_id = $1 order by adopted_at_sequence limit 1)
        group by 1 order by min(a.valid_from), 1
        """, tenant, knownAt, ct);

    /// <summary>A round as it had been stated.</summary>
    public async Task<Round> RoundAsync(string tenant, string round, long knownAt, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        return Round.After((await session.Events.FetchStreamAsync(RoundStream.Of(round), token: ct)).Where(e => e.Sequence <= knownAt).Select(e => e.Data));
    }

    /// <summary>The events that closed a round, the first one first.</summary>
    public async Task<IReadOnlyList<long>> ClosingsAsync(string tenant, string round, long knownAt, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        return [.. (await session.Events.FetchStreamAsync(RoundStream.Of(round), token: ct)).Where(e => e.Data is RoundClosed && e.Sequence <= knownAt).Select(e => e.Sequence)];
    }

    private async Task<List<string>> TextsAsync(string sql, string tenant, long knownAt, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = knownAt });
        var texts = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) texts.Add(rows.GetString(0));
        return texts;
    }
}
