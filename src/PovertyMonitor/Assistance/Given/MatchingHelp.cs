using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Given;

/// <summary>Counts the poor households of a round that got help for what they lack soon after the interview.</summary>
internal sealed class MatchingHelp(NpgsqlDataSource database, ProgrammeReader programmes)
{
    /// <summary>
    /// How many households of a round were poor for long enough to be judged, and how many of them got matching help in time; of a round
    /// that visits a sample, how many its households stand for.
    /// </summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="measure">The measure that says who is poor.</param>
    /// <param name="round">The round's code.</param>
    /// <param name="poor">The masks of the poor, as the round's histogram has them.</param>
    /// <param name="days">Within how many days of the interview, 1 to 3,650.</param>
    /// <param name="known">The last event that counts, and the day it is of: who was interviewed less than <paramref name="days"/> before is not judged yet.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <remarks>What a household got that later turned out to be another's duplicate stays its own.</remarks>
    public async Task<(double Judged, double Helped)> CountAsync(
        string tenant, CompiledMeasure measure, string round, IReadOnlyCollection<(uint Deprived, uint Missing)> poor, int days, (long Sequence, LocalDate Day) known, CancellationToken ct)
    {
        var answers = (await programmes.ListAsync(tenant, ct)).Select(p => (p.Code, Mask: (int)Needs.MaskOf(p, measure))).ToList();
        await using var command = database.CreateCommand($"""
            select coalesce(sum(c.weight), 0), coalesce(sum(c.weight) filter (where exists (
                select 1 from {HelpTable.Name} h join unnest($9::text[], $10::int[]) as p(code, mask) on p.code = h.programme and p.mask & c.deprived <> 0
                where h.tenant_id = $1 and h.household_id = c.household and h.given_on between c.day and c.day + $7
                    and exists (select 1 from mt_events e where e.tenant_id = $1 and e.stream_id = h.household_id and e.seq_id <= $4
                        and e.type = 'assistance_recorded' and e.data->>'assistanceId' = h.assistance_id::text))), 0)
            from (
                select a.household, a.deprived, (a.valid_from at time zone 'Asia/Jakarta')::date as day,
                    case when d.kind = 'sample' then coalesce(s.weight::float8, 0) else 1 end as weight
                from {HouseholdStandings.Table} a
                    left join {DesignTables.Designs} d on d.tenant_id = a.tenant_id and d.round = a.round
                    left join {SampleStands.Of("$1", "$3", "$4")} as s on s.household = a.household
                where a.tenant_id = $1 and a.measure = $2 and a.round = $3 and a.counts_in_round and {HouseholdStandings.KnownAt("a", "$4")}
                    and (a.deprived, a.missing) in (select * from unnest($5::int[], $6::int[]))) as c
            where c.day + $7 <= $8
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = measure.Id });
        command.Parameters.Add(new() { Value = round });
        command.Parameters.Add(new() { Value = known.Sequence });
        command.Parameters.Add(Columns.Of(poor.Select(m => (int)m.Deprived), NpgsqlDbType.Integer));
        command.Parameters.Add(Columns.Of(poor.Select(m => (int)m.Missing), NpgsqlDbType.Integer));
        command.Parameters.Add(new() { Value = days });
        command.Parameters.Add(new() { Value = known.Day });
        command.Parameters.Add(Columns.Texts(answers.Select(a => a.Code)));
        command.Parameters.Add(Columns.Of(answers.Select(a => a.Mask), NpgsqlDbType.Integer));
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetDouble(0), row.GetDouble(1)) : (0, 0);
    }
}
