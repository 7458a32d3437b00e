using NodaTime;
using Npgsql;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Surveys.Rounds.Coverage;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Villages;

/// <summary>Reads the poverty projection's tables.</summary>
internal sealed class PovertyReader(NpgsqlDataSource database, CoverageReader rounds)
{
    /// <summary>The first and the last code that a village of an area can have: an index finds what lies between, whatever the area's level.</summary>
    /// <param name="area">The code of a village, a district or a regency.</param>
    public static (string First, string Last) VillagesOf(string area) =>
        (area + "00.00.00.0000"[Math.Min(area.Length, 13)..], area + "99.99.99.9999"[Math.Min(area.Length, 13)..]);

    /// <summary>How far the projection has come; null before its first page.</summary>
    public async Task<AsOf?> AsOfAsync(string tenant, CancellationToken ct)
    {
        await using var rows = await QueryAsync($"select sequence, recorded_at from {PovertyTables.Progress} where tenant_id = $1", ct, tenant);
        return await rows.ReadAsync(ct) ? new AsOf(rows.GetInt64(0), rows.GetFieldValue<Instant>(1)) : null;
    }

    /// <summary>Whether there are figures, or they are being worked out.</summary>
    public Task<FigureState> StateAsync(string tenant, CancellationToken ct) => FigureState.ReadAsync(database, tenant, ct);

    /// <summary>The measure revisions in force that are worked out for every household, in the order of their adoption.</summary>
    public async Task<IReadOnlyList<CompiledMeasure>> MeasuresAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await MeasuresInForce.ReadAsync(connection, tenant, ct, PovertyTables.Measures,
            $"and not exists (select from {PovertyTables.Fills} f where f.tenant_id = m.tenant_id and f.measure = m.measure and not f.ready)");
    }

    /// <summary>The histogram of each village in an area that has households.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="measure">The measure revision's id.</param>
    /// <param name="scope">A round's code or <see cref="Scope.Current"/>.</param>
    /// <param name="area">The area's code, of any level.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlyDictionary<string, MaskHistogram>> HistogramsAsync(
        string tenant, string measure, string scope, string area, CancellationToken ct)
    {
        var (first, last) = VillagesOf(area);
        await using var rows = await QueryAsync($"""
            select village, deprived, missing, sum(households)::bigint, sum(persons)::bigint from {PovertyTables.Tally}
            where tenant_id = $1 and measure = $2 and scope = $3 and village between $4 and $5
            group by 1, 2, 3 having sum(households) <> 0 order by 1
            """, ct, tenant, measure, scope, first, last);
        var builders = new Dictionary<string, MaskHistogramBuilder>();
        while (await rows.ReadAsync(ct))
        {
            if (!builders.TryGetValue(rows.GetString(0), out var builder)) builders.Add(rows.GetString(0), builder = new());
            builder.Add((uint)rows.GetInt32(1), (uint)rows.GetInt32(2), rows.GetInt64(3), rows.GetInt64(4));
        }
        return builders.ToDictionary(b => b.Key, b => b.Value.ToHistogram());
    }

    /// <summary>The visits of a round in each village of an area. Of a sample round they are those of its sample; households of it that nobody met stand beside the villages, under the regency.</summary>
    public async Task<IReadOnlyDictionary<string, VillageVisits>> VisitsAsync(string tenant, string round, string area, CancellationToken ct)
    {
        var (first, last) = VillagesOf(area);
        // The projection counts visits, and not whose they were.
        if (await rounds.UnplacedAsync(tenant, round, ct) is { } unplaced)
            return SampledVisits.Of(await rounds.ReadAsync(tenant, round, CoverageScope.Between(first, last), ct), tenant, area == tenant ? unplaced : 0);
        await using var rows = await QueryAsync($"""
            select village, outcome, households, null::bigint from {PovertyTables.Visits}
            where tenant_id = $1 and round = $2 and households <> 0 and village between $3 and $4
            union all
            select village, null, null, households from {PovertyTables.Expected}
            where tenant_id = $1 and round = $2 and village between $3 and $4
            """, ct, tenant, round, first, last);
        var visits = new Dictionary<string, VillageVisits>();
        while (await rows.ReadAsync(ct))
        {
            var village = visits.GetValueOrDefault(rows.GetString(0), VillageVisits.None);
            visits[rows.GetString(0)] = await rows.IsDBNullAsync(1, ct)
                ? village with { Expected = rows.GetInt64(3) }
                : village with { ByOutcome = village.ByOutcome.Add(rows.GetString(1), rows.GetInt64(2)) };
        }
        return visits;
    }

    /// <summary>The rounds that have a visit, by code.</summary>
    public async Task<IReadOnlyList<string>> VisitedRoundsAsync(string tenant, CancellationToken ct)
    {
        await using var rows = await QueryAsync($"select distinct round from {PovertyTables.Visits} where tenant_id = $1 and households <> 0 order by 1", ct, tenant);
        var rounds = new List<string>();
        while (await rows.ReadAsync(ct)) rounds.Add(rows.GetString(0));
        return rounds;
    }

    /// <summary>The rounds that have an interview, with the times of their first and last one, earliest first.</summary>
    public async Task<IReadOnlyList<RoundSpan>> RoundsAsync(string tenant, CancellationToken ct)
    {
        await using var rows = await QueryAsync($"""
            select a.round, min(a.valid_from), max(a.valid_from) from {PovertyTables.Assessments} a
            where a.tenant_id = $1 and a.known_to is null
                and a.measure = (select measure from {PovertyTables.Measures} where tenant_id = $1 order by adopted_at_sequence limit 1)
            group by 1 order by 2, 1
            """, ct, tenant);
        var rounds = new List<RoundSpan>();
        while (await rows.ReadAsync(ct)) rounds.Add(new(rows.GetString(0), rows.GetFieldValue<Instant>(1), rows.GetFieldValue<Instant>(2)));
        return rounds;
    }

    private async Task<NpgsqlDataReader> QueryAsync(string sql, CancellationToken ct, params string[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteReaderAsync(ct);
    }
}

/// <summary>The place of the log that figures are as of.</summary>
/// <param name="Sequence">The regency's event sequence; what came later is not in the figures.</param>
/// <param name="RecordedAt">When that event was recorded.</param>
internal sealed record AsOf(long Sequence, Instant RecordedAt);

/// <summary>The time a round's interviews span.</summary>
internal sealed record RoundSpan(string Round, Instant First, Instant Last);
