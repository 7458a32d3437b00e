using System.Text.Json;
using JasperFx.Events;
using Marten;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages;

/// <summary>Writes what a page changed: one statement per table, in the transaction that also moves the projection's position.</summary>
internal sealed class PovertyWrites(IDocumentOperations operations, string tenant)
{
    private const string AssessmentColumns =
        "measure, household, valid_from, valid_to, known_from, known_to, submission, round, village, rt, rw, dasa_wisma, deprived, missing, flags, counts_in_round";

    private static readonly string[] Persons = PovertyTables.PersonColumns.Split(", ");

    public void Adopt(CompiledMeasure measure, MeasureAdopted adopted, long sequence) => operations.QueueSqlCommand($"""
        insert into {PovertyTables.Measures} (tenant_id, measure, adopted_at_sequence, effective_from, definition)
        values (?, ?, ?, ?::date, ?::jsonb) on conflict do nothing
        """, tenant, measure.Id, sequence, LocalDatePattern.Iso.Format(adopted.EffectiveFrom), JsonSerializer.Serialize(adopted.Definition, MeasureJson.Options));

    public void Quarantine(IEvent e, string reason) => operations.QueueSqlCommand($"""
        insert into {PovertyTables.Quarantine} (tenant_id, sequence, event_id, event_type, reason) values (?, ?, ?, ?, ?)
        """, tenant, e.Sequence, e.Id, e.EventTypeName, reason);

    public void Expect(HouseholdsExpected stated) => operations.QueueSqlCommand($"""
        insert into {PovertyTables.Expected} (tenant_id, round, village, households)
        select ?, ?, r.* from unnest(?::varchar[], ?::bigint[]) as r
        on conflict (tenant_id, round, village) do update set households = excluded.households
        """, tenant, stated.Round, stated.Households.Keys.ToArray(), stated.Households.Values.Select(n => (long)n).ToArray());

    public void Progress(long sequence, Instant recordedAt) => operations.QueueSqlCommand($"""
        insert into {PovertyTables.Progress} (tenant_id, sequence, recorded_at) values (?, ?, ?::timestamptz)
        on conflict (tenant_id) do update set sequence = excluded.sequence, recorded_at = excluded.recorded_at
        """, tenant, sequence, recordedAt.ToSql());

    public void Write(PovertyChanges changes)
    {
        Close(changes.Closed);
        Open([.. changes.Opened]);
        AddTally([.. changes.Tally]);
        AddVisits([.. changes.Visits]);
    }

    private void Close(IReadOnlyDictionary<RowSlot, long> closed)
    {
        if (closed.Count == 0) return;
        var keys = closed.Keys.ToArray();
        operations.QueueSqlCommand($"""
            update {PovertyTables.Assessments} as a set known_to = c.known_to
            from unnest(?::varchar[], ?::uuid[], ?::text[]::timestamptz[], ?::boolean[], ?::bigint[])
                as c(measure, household, valid_from, counts_in_round, known_to)
            where a.tenant_id = ? and a.measure = c.measure and a.household = c.household and a.valid_from = c.valid_from
                and a.counts_in_round = c.counts_in_round and a.known_to is null
            """,
            keys.Select(k => k.Measure).ToArray(), keys.Select(k => k.Household).ToArray(), keys.Select(k => k.ValidFrom.ToSql()).ToArray(),
            keys.Select(k => k.CountsInRound).ToArray(), closed.Values.ToArray(), tenant);
    }

    private void Open(AssessmentRow[] rows)
    {
        if (rows.Length == 0) return;
        var a = Array.ConvertAll(rows, r => r.Assessment);
        operations.QueueSqlCommand($"""
            insert into {PovertyTables.Assessments} (tenant_id, {AssessmentColumns}, {PovertyTables.PersonColumns})
            select ?, r.measure, r.household, r.valid_from, r.valid_to, r.known_from, nullif(r.known_to, 0), r.submission, r.round, r.village,
                r.rt, r.rw, r.dasa_wisma, r.deprived, r.missing, r.flags, r.counts_in_round, {PovertyTables.PersonColumns}
            from unnest(?::varchar[], ?::uuid[], ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::bigint[], ?::bigint[], ?::uuid[], ?::varchar[], ?::varchar[],
                ?::varchar[], ?::varchar[], ?::varchar[], ?::integer[], ?::integer[], ?::smallint[], ?::boolean[], {Repeated("?::integer[]")})
                as r({AssessmentColumns}, {PovertyTables.PersonColumns})
            """,
            [tenant, Array.ConvertAll(a, x => x.Measure), Array.ConvertAll(rows, r => r.Household),
            Array.ConvertAll(a, x => x.ValidFrom.ToSql()), Array.ConvertAll(a, x => x.ValidTo?.ToSql()),
            Array.ConvertAll(rows, r => r.KnownFrom), Array.ConvertAll(rows, r => r.KnownTo ?? 0),
            Array.ConvertAll(a, x => x.Submission), Array.ConvertAll(a, x => x.Round), Array.ConvertAll(a, x => x.Village),
            Array.ConvertAll(a, x => x.Place.Rt), Array.ConvertAll(a, x => x.Place.Rw), Array.ConvertAll(a, x => x.Place.DasaWisma),
            Array.ConvertAll(a, x => (int)x.Deprived), Array.ConvertAll(a, x => (int)x.Missing),
            Array.ConvertAll(a, x => (short)x.Composition.Flags), Array.ConvertAll(a, x => x.CountsInRound),
            .. PersonsOf(Array.ConvertAll(a, x => Counts.Of(x.Composition)), n => (int)n)]);
    }

    private void AddTally(KeyValuePair<TallyCell, Counts>[] cells)
    {
        if (cells.Length == 0) return;
        operations.QueueSqlCommand($"""
            insert into {PovertyTables.Tally} as t (tenant_id, measure, scope, village, deprived, missing, flags, households, {PovertyTables.PersonColumns})
            select ?, r.* from unnest(?::varchar[], ?::varchar[], ?::varchar[], ?::integer[], ?::integer[], ?::smallint[],
                ?::bigint[], {Repeated("?::bigint[]")}) as r
            on conflict (tenant_id, measure, scope, village, deprived, missing, flags) do update set
                households = t.households + excluded.households, {string.Join(", ", Persons.Select(c => $"{c} = t.{c} + excluded.{c}"))}
            """,
            [tenant, Array.ConvertAll(cells, c => c.Key.Measure), Array.ConvertAll(cells, c => c.Key.Scope), Array.ConvertAll(cells, c => c.Key.Village),
            Array.ConvertAll(cells, c => (int)c.Key.Deprived), Array.ConvertAll(cells, c => (int)c.Key.Missing), Array.ConvertAll(cells, c => (short)c.Key.Flags),
            Array.ConvertAll(cells, c => c.Value.Households), .. PersonsOf(Array.ConvertAll(cells, c => c.Value), n => n)]);
    }

    private static string Repeated(string placeholder) => string.Join(", ", Enumerable.Repeat(placeholder, Persons.Length));

    // One array per column of persons.
    private static IEnumerable<object> PersonsOf<T>(Counts[] counts, Func<long, T> convert) =>
        Persons.Select((_, column) => (object)Array.ConvertAll(counts, c => convert(c.ByPersons[column])));

    private void AddVisits(KeyValuePair<VisitCell, long>[] cells)
    {
        if (cells.Length == 0) return;
        operations.QueueSqlCommand($"""
            insert into {PovertyTables.Visits} as v (tenant_id, round, village, outcome, households)
            select ?, r.* from unnest(?::varchar[], ?::varchar[], ?::varchar[], ?::bigint[]) as r
            on conflict (tenant_id, round, village, outcome) do update set households = v.households + excluded.households
            """,
            tenant, Array.ConvertAll(cells, c => c.Key.Round), Array.ConvertAll(cells, c => c.Key.Village),
            Array.ConvertAll(cells, c => Question.CodeOf(c.Key.Outcome)), Array.ConvertAll(cells, c => c.Value));
    }
}
