using System.Data;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Villages.Verification;

/// <summary>Works every figure out anew from the log alone and compares it with the tables, cell by cell, as of one moment.</summary>
internal sealed class Verifier(IDocumentStore store, NpgsqlDataSource database)
{
    private const int HouseholdsAtOnce = 1000;

    // What changes a figure; other events of the log are no work for the projection.
    private static readonly string[] Counted = [.. HouseholdHistories.FactNames, "measure_adopted", "households_expected"];

    /// <summary>The regencies that the store is of; none where no service ever ran on the database.</summary>
    public async Task<IReadOnlyList<string>> RegenciesAsync(CancellationToken ct)
    {
        await using var there = database.CreateCommand("select to_regclass($1) is not null and to_regclass($2) is not null");
        foreach (var table in (string[])[AreaTable.Name, PovertyTables.Progress]) there.Parameters.Add(new() { Value = table });
        if (await there.ExecuteScalarAsync(ct) is not true) return [];
        await using var command = database.CreateCommand($"select coalesce(array_agg(distinct tenant_id order by tenant_id), '{{}}') from {AreaTable.Name}");
        return (string[])(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Verifies a regency; the service may go on beside it.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="progress">Is told how far it is, 0 to 1.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<VerificationReport> VerifyAsync(string tenant, Action<double> progress, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var stored = new StoredFigures(transaction, tenant);
        var comparison = new CellComparison();
        if (await stored.SequenceAsync(ct) is not { } upTo) return comparison.Report(tenant, null, 0, 0, []) with { Behind = await CountAsync(connection, tenant, 0, ct) };
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.QuerySession(options);
        var adoptions = await AdoptionsAsync(session, upTo, ct);
        // A measure that is not ready is not in the figures yet.
        var unready = await stored.UnreadyAsync(ct);
        var replay = new LogReplay(adoptions);
        var (tally, visits) = (new Dictionary<TallyCell, Counts>(), new Dictionary<VisitCell, long>());
        var (events, households, rows, total) = (0L, 0L, 0L, await CountAsync(connection, tenant, 0, ct));
        await foreach (var streams in StreamsAsync(connection, tenant, ct))
        {
            var changes = new PovertyChanges();
            var known = (await HouseholdHistories.BeforeAsync(session, streams, upTo + 1, ct)).GroupBy(e => e.StreamId).ToList();
            foreach (var household in known) replay.Take(household.Key, [.. household], changes);
            var recomputed = changes.Opened.Where(r => !unready.Contains(r.Assessment.Measure)).ToDictionary(Key, Value, StringComparer.Ordinal);
            comparison.Compare(PovertyTables.Assessments, await stored.AssessmentsAsync([.. adoptions.Select(a => a.Measure.Id).Except(unready)], streams, ct), recomputed);
            foreach (var (cell, counts) in changes.Tally.Where(t => !unready.Contains(t.Key.Measure))) tally[cell] = tally.GetValueOrDefault(cell).Plus(counts);
            foreach (var (cell, count) in changes.Visits) visits[cell] = visits.GetValueOrDefault(cell) + count;
            (events, households, rows) = (events + known.Sum(h => h.Count()), households + known.Count, rows + recomputed.Count);
            progress(total == 0 ? 1 : Math.Min(1, (double)events / total));
        }
        await CompareAsync(stored, comparison, tally, visits, ct);
        await CompareAsync(stored, comparison, adoptions, replay, await ExpectedAsync(session, upTo, ct), rows, ct);
        return comparison.Report(tenant, upTo, events, households, replay.Quarantined) with { Unready = [.. unready], Behind = await CountAsync(connection, tenant, upTo, ct) };
    }

    /// <summary>Whether the projection has come further than a report says; looks several times before it says no.</summary>
    /// <param name="report">The report.</param>
    /// <param name="looks">How often it looks.</param>
    /// <param name="between">What passes between two looks.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<bool> MovesAsync(VerificationReport report, int looks, Func<CancellationToken, Task> between, CancellationToken ct)
    {
        for (var look = 1; ; look++)
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            await using var command = new NpgsqlCommand($"select sequence from {PovertyTables.Progress} where tenant_id = $1", connection) { Parameters = { new() { Value = report.Regency } } };
            if (await command.ExecuteScalarAsync(ct) is long sequence && sequence != (report.Sequence ?? 0)) return true;
            if (look >= looks) return false;
            await between(ct);
        }
    }

    private static async Task CompareAsync(
        StoredFigures stored, CellComparison comparison, Dictionary<TallyCell, Counts> tally, Dictionary<VisitCell, long> visits, CancellationToken ct)
    {
        comparison.Compare(PovertyTables.Tally,
            await stored.CellsAsync($"measure, scope, village, deprived, missing, flags, households, {PovertyTables.PersonColumns}", PovertyTables.Tally, 6,
                $"(households, persons) is distinct from (0, 0) and {StoredFigures.IsReady}", ct),
            tally.Where(t => t.Value != default).ToDictionary(
                t => StoredFigures.Text(t.Key.Measure, t.Key.Scope, t.Key.Village, (int)t.Key.Deprived, (int)t.Key.Missing, (short)t.Key.Flags),
                t => StoredFigures.Text([t.Value.Households, .. t.Value.ByPersons])));
        comparison.Compare(PovertyTables.Visits, await stored.CellsAsync("round, village, outcome, households", PovertyTables.Visits, 3, "households <> 0", ct),
            visits.Where(v => v.Value != 0).ToDictionary(v => StoredFigures.Text(v.Key.Round, v.Key.Village, Question.CodeOf(v.Key.Outcome)), v => StoredFigures.Text(v.Value)));
    }

    private static async Task CompareAsync(
        StoredFigures stored, CellComparison comparison, IReadOnlyList<MeasureInForce> adoptions, LogReplay replay, Dictionary<string, string> expected, long rows, CancellationToken ct)
    {
        comparison.Compare(PovertyTables.Measures, await stored.CellsAsync("measure, adopted_at_sequence", PovertyTables.Measures, 1, "true", ct),
            adoptions.ToDictionary(a => a.Measure.Id, a => StoredFigures.Text(a.AdoptedAt)));
        comparison.Compare(PovertyTables.Expected, await stored.CellsAsync("round, village, households", PovertyTables.Expected, 2, "true", ct), expected);
        comparison.Compare(PovertyTables.Quarantine, await stored.CellsAsync("sequence, reason", PovertyTables.Quarantine, 1, "true", ct),
            replay.Quarantined.ToDictionary(q => StoredFigures.Text(q.Sequence), q => q.Reason));
        // Rows of households or measures that the log doesn't know were in no comparison above.
        comparison.Compare($"{PovertyTables.Assessments} (count)", new Dictionary<string, string> { ["rows"] = StoredFigures.Text(await stored.CountAssessmentsAsync(ct)) },
            new Dictionary<string, string> { ["rows"] = StoredFigures.Text(rows) });
    }

    private static async Task<List<MeasureInForce>> AdoptionsAsync(IQuerySession session, long upTo, CancellationToken ct)
    {
        var adopted = (await session.Events.QueryAllRawEvents().Where(e => e.Sequence <= upTo && e.EventTypesAre(typeof(MeasureAdopted))).ToListAsync(ct)).OrderBy(e => e.Sequence);
        return [.. adopted.Select(e => new MeasureInForce(MeasureCompiler.Compile(((MeasureAdopted)e.Data).Definition, ((MeasureAdopted)e.Data).Revision), e.Sequence))];
    }

    private static async Task<Dictionary<string, string>> ExpectedAsync(IQuerySession session, long upTo, CancellationToken ct)
    {
        var stated = (await session.Events.QueryAllRawEvents().Where(e => e.Sequence <= upTo && e.EventTypesAre(typeof(HouseholdsExpected))).ToListAsync(ct)).OrderBy(e => e.Sequence);
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var e in stated.Select(e => (HouseholdsExpected)e.Data))
            foreach (var (village, households) in e.Households) expected[StoredFigures.Text(e.Round, village)] = StoredFigures.Text(households);
        return expected;
    }

    private static async IAsyncEnumerable<Guid[]> StreamsAsync(NpgsqlConnection connection, string tenant, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var last = Guid.Empty; ;)
        {
            await using var command = new NpgsqlCommand($"select id from mt_streams where tenant_id = $1 and id > $2 order by id limit {HouseholdsAtOnce}", connection)
            {
                Parameters = { new() { Value = tenant }, new() { Value = last } },
            };
            var streams = new List<Guid>();
            await using (var rows = await command.ExecuteReaderAsync(ct))
                while (await rows.ReadAsync(ct)) streams.Add(rows.GetGuid(0));
            if (streams.Count == 0) yield break;
            yield return [.. streams];
            last = streams[^1];
        }
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string tenant, long after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select count(*) from mt_events where tenant_id = $1 and seq_id > $2 and type = any($3) and not is_archived", connection)
        {
            Parameters = { new() { Value = tenant }, new() { Value = after }, new() { Value = Counted } },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static string Key(AssessmentRow row) => StoredFigures.Text(row.Assessment.Measure, row.Household, row.Assessment.ValidFrom, row.Assessment.CountsInRound, row.KnownFrom);

    private static string Value(AssessmentRow row)
    {
        var a = row.Assessment;
        return StoredFigures.Text([row.KnownTo, a.ValidTo, a.Submission, a.Round, a.Village, a.Place.Rt, a.Place.Rw, a.Place.DasaWisma, (int)a.Deprived, (int)a.Missing,
            (short)a.Composition.Flags, .. Counts.Of(a.Composition).ByPersons]);
    }
}
