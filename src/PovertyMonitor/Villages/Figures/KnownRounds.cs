using NodaTime;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Reads the rounds, their visits and the measures in force as they were known at a place of the log.</summary>
/// <remarks>What stands here for an ongoing present is <see cref="PovertyReader"/>'s; this one asks the log where the tables keep no past.</remarks>
internal sealed class KnownRounds(NpgsqlDataSource database, PovertyReader poverty)
{
    /// <summary>The measure revisions that were in force, in the order of their adoption.</summary>
    public async Task<IReadOnlyList<CompiledMeasure>> MeasuresAsync(string tenant, long sequence, CancellationToken ct)
    {
        var adopted = new HashSet<string>(StringComparer.Ordinal);
        await using (var rows = await QueryAsync($"select measure from {PovertyTables.Measures} where tenant_id = $1 and adopted_at_sequence <= $2", ct, tenant, sequence))
            while (await rows.ReadAsync(ct)) adopted.Add(rows.GetString(0));
        return [.. (await poverty.MeasuresAsync(tenant, ct)).Where(m => adopted.Contains(m.Id))];
    }

    /// <summary>The rounds that had an interview under a measure, with the times of their first and last one, earliest first.</summary>
    public async Task<IReadOnlyList<RoundSpan>> RoundsAsync(string tenant, string measure, long sequence, CancellationToken ct)
    {
        await using var rows = await QueryAsync($"""
            select a.round, min(a.valid_from), max(a.valid_from) from {PovertyTables.Assessments} a
            where a.tenant_id = $1 and a.measure = $3 and a.counts_in_round and {HouseholdStandings.KnownAt("a", "$2")}
            group by 1 order by 2, 1
            """, ct, tenant, sequence, measure);
        var rounds = new List<RoundSpan>();
        while (await rows.ReadAsync(ct)) rounds.Add(new(rows.GetString(0), rows.GetFieldValue<Instant>(1), rows.GetFieldValue<Instant>(2)));
        return rounds;
    }

    /// <summary>The visits of a round in each village, and what was expected there.</summary>
    /// <remarks>
    /// A household that was both interviewed and met otherwise counts as interviewed, as in the projection's own table. Of a sample round the sample
    /// is what is expected, each household where it was met or else lived; those of whom no village was known stand beside the villages, under the regency.
    /// </remarks>
    public async Task<IReadOnlyDictionary<string, VillageVisits>> VisitsAsync(string tenant, string measure, string round, long sequence, CancellationToken ct)
    {
        var (completed, isSample) = (Question.CodeOf(VisitOutcome.Completed), await IsSampleAsync(tenant, round, sequence, ct));
        await using var rows = await QueryAsync($"""
            with counted as materialized (
                select a.household, a.village from {PovertyTables.Assessments} a
                where a.tenant_id = $1 and a.measure = $3 and a.round = $4 and a.counts_in_round and {HouseholdStandings.KnownAt("a", "$2")}),
            other as (
                select distinct on (e.stream_id) e.stream_id as household, e.data->'place'->>'village' as village, e.data->>'outcome' as outcome from mt_events e
                where e.tenant_id = $1 and e.seq_id <= $2 and e.type = 'visit_recorded' and e.data->>'round' = $4
                    and not exists (select 1 from counted c where c.household = e.stream_id)
                    and not {SampleStands.IsAnother("e.stream_id", "$1", "$2")}
                    and not exists (
                        select 1 from mt_events w where w.tenant_id = $1 and w.seq_id <= $2 and w.stream_id = e.stream_id and w.type = 'interview_withdrawn'
                            and w.data->>'submissionId' = e.data->>'submissionId')
                order by e.stream_id, e.data->>'visitedAt' desc),
            met as materialized (select household, village, '{completed}' as outcome from counted union all select household, village, outcome from other),
            drawn as materialized (select household from {SampleStands.Of("$1", "$4", "$2")} as standing where $5),
            expected as (
                select distinct on (v.key) v.key as village, v.value::bigint as households from mt_events e, jsonb_each_text(e.data->'households') v
                where e.tenant_id = $1 and e.seq_id <= $2 and e.type = 'households_expected' and e.data->>'round' = $4
                order by v.key, e.seq_id desc)
            select m.village, m.outcome, count(*) filter (where not $5 or d.household is not null), null::bigint, case when $5 then count(*) filter (where d.household is null) end
                from met m left join drawn d on d.household = m.household group by 1, 2
            union all select village, null, null, households, null from expected where not $5
            union all select coalesce(m.village, lived.village, $1), null, null, count(*), 0 from drawn d left join met m on m.household = d.household
                left join lateral (
                    select a.village from {PovertyTables.Assessments} a
                    where a.tenant_id = $1 and a.measure = $3 and a.household = d.household and {HouseholdStandings.KnownAt("a", "$2")}
                    order by a.valid_from desc limit 1) as lived on true
                group by 1
            """, ct, tenant, sequence, measure, round, isSample);
        var visits = new Dictionary<string, VillageVisits>();
        while (await rows.ReadAsync(ct))
        {
            var village = visits.GetValueOrDefault(rows.GetString(0), VillageVisits.None);
            if (!await rows.IsDBNullAsync(4, ct)) village = village.BesideSample(rows.GetInt64(4));
            visits[rows.GetString(0)] = await rows.IsDBNullAsync(1, ct)
                ? village with { Expected = rows.GetInt64(3) }
                : village with { ByOutcome = village.ByOutcome.Add(rows.GetString(1), rows.GetInt64(2)) };
        }
        return visits;
    }

    /// <summary>Whether a round was designed to visit a sample.</summary>
    public async Task<bool> IsSampleAsync(string tenant, string round, long sequence, CancellationToken ct)
    {
        await using var rows = await QueryAsync(
            "select data->>'kind' from mt_events where tenant_id = $1 and seq_id <= $2 and type = 'round_designed' and data->>'round' = $3 order by seq_id desc limit 1", ct, tenant, sequence, round);
        return await rows.ReadAsync(ct) && rows.GetString(0) == "sample";
    }

    /// <summary>When the last event up to a place of the log was recorded; null where there is none.</summary>
    public async Task<Instant?> RecordedAtAsync(string tenant, long sequence, CancellationToken ct)
    {
        await using var rows = await QueryAsync("select \"timestamp\" from mt_events where tenant_id = $1 and seq_id <= $2 order by seq_id desc limit 1", ct, tenant, sequence);
        return await rows.ReadAsync(ct) ? rows.GetFieldValue<Instant>(0) : null;
    }

    private async Task<NpgsqlDataReader> QueryAsync(string sql, CancellationToken ct, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteReaderAsync(ct);
    }
}
