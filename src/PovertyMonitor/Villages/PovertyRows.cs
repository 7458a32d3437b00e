using System.Diagnostics;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Villages;

/// <summary>Writes changes to the tables of assessments, tallies and visits: one statement per table.</summary>
internal sealed class PovertyRows(string tenant, PovertyChanges changes)
{
    private const string CopyAssessments = $"""
        copy {PovertyTables.Own.Assessments} (tenant_id, household, measure, valid_from, counts_in_round, known_from, submission, round, village,
            deprived, missing, flags, {PovertyTables.PersonColumns}, valid_to, known_to, rt, rw, dasa_wisma) from stdin (format binary)
        """;

    // Longer columns would be large objects, for which all memory is cleared each time.
    private const int CellsAtOnce = 5000;

    private static readonly string[] Persons = PovertyTables.PersonColumns.Split(", ");

    /// <summary>Writes them.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        // What closes comes before what opens: the same slot may begin anew.
        if (changes.Closed.Count > 0) await ExecuteAsync(connection, transaction, "assessments closed", Close(), ct);
        if (changes.Opened.Count > 0) await OpenAsync(connection, changes.Opened, ct);
        foreach (var cells in changes.Tally.Chunk(CellsAtOnce)) await ExecuteAsync(connection, transaction, "tally", AddTally(cells), ct);
        if (changes.Visits.ToList() is { Count: > 0 } visits) await ExecuteAsync(connection, transaction, "visits", AddVisits(visits), ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string part, NpgsqlBatchCommand command, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { command } };
        await batch.ExecuteNonQueryAsync(ct);
        ProjectionMeter.Took(part, begun);
    }

    private NpgsqlBatchCommand Close()
    {
        var slots = changes.Closed.Keys.ToList();
        // Looked up one by one and updated where they lie: the planner, who thinks a new table small, would read all of it for each.
        return Command($"""
            update {PovertyTables.Own.Assessments} as a set known_to = found.known_to
            from (
                select slot.at, c.known_to from unnest($2, $3, $4, $5, $6) as c(household, measure, valid_from, counts_in_round, known_to)
                cross join lateral (
                    select ctid as at from {PovertyTables.Own.Assessments}
                    where tenant_id = $1 and household = c.household and measure = c.measure and valid_from = c.valid_from
                        and counts_in_round = c.counts_in_round and known_to is null {Lookup.EachByIndex}) as slot) as found
            where a.ctid = found.at
            """,
            Columns.Of(slots.Select(s => s.Household), NpgsqlDbType.Uuid), Columns.Of(slots.Select(s => s.Measure), NpgsqlDbType.Varchar),
            Columns.Of(slots.Select(s => s.ValidFrom), NpgsqlDbType.TimestampTz), Columns.Of(slots.Select(s => s.CountsInRound), NpgsqlDbType.Boolean),
            Columns.Of(changes.Closed.Values, NpgsqlDbType.Bigint));
    }

    private async Task OpenAsync(NpgsqlConnection connection, IReadOnlyCollection<AssessmentRow> rows, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var copy = await connection.BeginBinaryImportAsync(CopyAssessments, ct);
        foreach (var (household, a, knownFrom, knownTo) in rows)
        {
            await copy.StartRowAsync(ct);
            copy.Write(tenant, NpgsqlDbType.Varchar);
            copy.Write(household, NpgsqlDbType.Uuid);
            copy.Write(a.Measure, NpgsqlDbType.Varchar);
            copy.Write(a.ValidFrom, NpgsqlDbType.TimestampTz);
            copy.Write(a.CountsInRound, NpgsqlDbType.Boolean);
            copy.Write(knownFrom, NpgsqlDbType.Bigint);
            copy.Write(a.Submission, NpgsqlDbType.Uuid);
            copy.Write(a.Round, NpgsqlDbType.Varchar);
            copy.Write(a.Village, NpgsqlDbType.Varchar);
            foreach (var mask in (ReadOnlySpan<uint>)[a.Deprived, a.Missing]) copy.Write((int)mask, NpgsqlDbType.Integer);
            copy.Write((short)a.Composition.Flags, NpgsqlDbType.Smallint);
            foreach (var count in Counts.Of(a.Composition).ByPersons) copy.Write((int)count, NpgsqlDbType.Integer);
            Write(copy, a.ValidTo, NpgsqlDbType.TimestampTz);
            Write(copy, knownTo, NpgsqlDbType.Bigint);
            foreach (var part in (ReadOnlySpan<string?>)[a.Place.Rt, a.Place.Rw, a.Place.DasaWisma])
            {
                if (part is not null) copy.Write(part, NpgsqlDbType.Varchar);
                else copy.WriteNull();
            }
        }
        await copy.CompleteAsync(ct);
        ProjectionMeter.Took("assessments opened", begun);
    }

    private static void Write<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } known) copy.Write(known, type);
        else copy.WriteNull();
    }

    private NpgsqlBatchCommand AddTally(KeyValuePair<TallyCell, Counts>[] cells)
    {
        var counts = Array.ConvertAll(cells, c => c.Value.ByPersons);
        return Command($"""
            insert into {PovertyTables.Own.Tally} as t (tenant_id, measure, scope, village, deprived, missing, flags, households, {PovertyTables.PersonColumns})
            select $1, r.* from unnest($2, $3, $4, $5, $6, $7, $8, {string.Join(", ", Persons.Select((_, column) => $"${column + 9}"))}) as r
            on conflict (tenant_id, measure, scope, village, deprived, missing, flags) do update set
                households = t.households + excluded.households, {string.Join(", ", Persons.Select(c => $"{c} = t.{c} + excluded.{c}"))}
            """,
            [
                Columns.Of(cells.Select(c => c.Key.Measure), NpgsqlDbType.Varchar), Columns.Of(cells.Select(c => c.Key.Scope), NpgsqlDbType.Varchar),
                Columns.Of(cells.Select(c => c.Key.Village), NpgsqlDbType.Varchar), Columns.Of(cells.Select(c => (int)c.Key.Deprived), NpgsqlDbType.Integer),
                Columns.Of(cells.Select(c => (int)c.Key.Missing), NpgsqlDbType.Integer), Columns.Of(cells.Select(c => (short)c.Key.Flags), NpgsqlDbType.Smallint),
                Columns.Of(cells.Select(c => c.Value.Households), NpgsqlDbType.Bigint),
                .. Persons.Select((_, column) => Columns.Of(counts.Select(c => c[column]), NpgsqlDbType.Bigint)),
            ]);
    }

    private NpgsqlBatchCommand AddVisits(List<KeyValuePair<VisitCell, long>> cells) => Command($"""
        insert into {PovertyTables.Own.Visits} as v (tenant_id, round, village, outcome, households) select $1, r.* from unnest($2, $3, $4, $5) as r
        on conflict (tenant_id, round, village, outcome) do update set households = v.households + excluded.households
        """,
        Columns.Of(cells.Select(c => c.Key.Round), NpgsqlDbType.Varchar), Columns.Of(cells.Select(c => c.Key.Village), NpgsqlDbType.Varchar),
        Columns.Of(cells.Select(c => Question.CodeOf(c.Key.Outcome)), NpgsqlDbType.Varchar), Columns.Of(cells.Select(c => c.Value), NpgsqlDbType.Bigint));

    private NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = tenant } } };
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
