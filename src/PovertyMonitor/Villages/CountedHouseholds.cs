using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Villages;

/// <summary>The households behind a village's figure: exactly those that the tally counts, as of the same place of the log.</summary>
internal sealed class CountedHouseholds(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>The poor households of a village, and the place of the log they are as of; <see langword="null"/> before the projection's first page.</summary>
    public async Task<(AsOf? AsOf, IReadOnlyList<CountedHousehold> Households)> PoorAsync(string tenant, FigureQuestion question, string village, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select p.sequence, p.recorded_at, a.household, a.deprived, a.missing
            from {PovertyTables.Progress} p left join {PovertyTables.Assessments} a
                on a.tenant_id = p.tenant_id and a.measure = $2 and a.village = $3 and a.known_to is null and (a.round = $4 or $4 = '')
            where p.tenant_id = $1
            """);
        Add(command, tenant, question.Measure.Id, village, question.ScopeCode);
        AsOf? asOf = null;
        var candidates = new HashSet<Guid>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct))
            {
                asOf = new AsOf(rows.GetInt64(0), rows.GetFieldValue<Instant>(1));
                if (!await rows.IsDBNullAsync(2, ct) && IsPoor(question.Measure, (uint)rows.GetInt32(3), (uint)rows.GetInt32(4))) candidates.Add(rows.GetGuid(2));
            }
        if (asOf is null) return (null, []);
        var counted = await OfAsync(tenant, question, village, [.. candidates], asOf, ct);
        return (asOf, [.. counted.Where(h => IsPoor(question.Measure, h.Deprived, h.Missing))]);
    }

    /// <summary>Those of some households that are counted in a village.</summary>
    public async Task<IReadOnlyList<CountedHousehold>> OfAsync(
        string tenant, FigureQuestion question, string village, Guid[] households, AsOf asOf, CancellationToken ct)
    {
        households = await CountedInRoundAsync(tenant, question, households, asOf, ct);
        if (households.Length == 0) return [];
        await using var session = store.QuerySession(tenant);
        var (_, quarantined) = await MeasuresInForce.WithQuarantineAsync(session, tenant, ct);
        var counted = new List<CountedHousehold>();
        foreach (var history in (await HouseholdHistories.BeforeAsync(session, households, asOf.Sequence + 1, ct)).GroupBy(e => e.StreamId))
        {
            var log = new HouseholdLog(history.Key, [question.Measure]).After(history, quarantined);
            if (log.Belief.Counted.FirstOrDefault(c => c.Scope == question.ScopeCode).Assessment is { } a && a.Village == village)
                counted.Add(new(history.Key, a.Submission, PlaceOf(log.State, a, question), a.Composition.Persons, a.Deprived, a.Missing));
        }
        return counted;
    }

    /// <summary>Those of some households that were interviewed again, each from a time on; a change at home begins a stretch of time, but is no interview.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="earlier">The households, the interview known of each before, and the time.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlySet<Guid>> InterviewedSinceAsync(string tenant, IReadOnlyCollection<(Guid Household, Guid Submission, Instant Since)> earlier, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select distinct e.household from unnest($2::uuid[], $3::uuid[], $4::timestamptz[]) as e(household, submission, since)
            cross join lateral (
                select from {PovertyTables.Assessments} a
                where a.tenant_id = $1 and a.household = e.household and a.submission <> e.submission and a.known_to is null
                    and a.measure = (select measure from {PovertyTables.Measures} where tenant_id = $1 order by adopted_at_sequence limit 1)
                group by a.submission having min(a.valid_from) >= e.since) as interviewed
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(Columns.Of(earlier.Select(e => e.Household), NpgsqlDbType.Uuid));
        command.Parameters.Add(Columns.Of(earlier.Select(e => e.Submission), NpgsqlDbType.Uuid));
        command.Parameters.Add(Columns.Of(earlier.Select(e => e.Since), NpgsqlDbType.TimestampTz));
        var found = new HashSet<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) found.Add(rows.GetGuid(0));
        return found;
    }

    // Of a round that visits a sample, those beside the sample are in no figure.
    private async Task<Guid[]> CountedInRoundAsync(string tenant, FigureQuestion question, Guid[] households, AsOf asOf, CancellationToken ct)
    {
        if (question.Round is not { } round || households.Length == 0) return households;
        await using var command = database.CreateCommand($"select array(select h from unnest($3::uuid[]) as h where {SampleStands.Counts("h", "$1", "$2", "$4")})");
        Add(command, tenant, round);
        command.Parameters.Add(new() { Value = households });
        command.Parameters.Add(new() { Value = asOf.Sequence });
        return (Guid[])(await command.ExecuteScalarAsync(ct))!;
    }

    // In a round a household counts where it lived at the interview; now, where it lives.
    private static Place PlaceOf(Household household, Assessment counted, FigureQuestion question) => question.Round is null
        ? Spell.Of(household)[^1].Place
        : household.Interviews().Last(i => i.SubmissionId == counted.Submission).Place;

    private static bool IsPoor(CompiledMeasure measure, uint deprived, uint missing) =>
        HouseholdStandings.StatusOf(measure, deprived, missing) == PovertyStatus.Poor;

    private static void Add(NpgsqlCommand command, params string[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }
}

/// <summary>A household that a village's figure counts.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Submission">The interview it is counted by.</param>
/// <param name="Place">Where it lived then.</param>
/// <param name="Persons">Its members.</param>
/// <param name="Deprived">In which indicators it is deprived, in the measure's bit order.</param>
/// <param name="Missing">Which indicators are unknown.</param>
internal sealed record CountedHousehold(Guid Household, Guid Submission, Place Place, int Persons, uint Deprived, uint Missing)
{
    /// <summary>The codes of the indicators it is deprived in, in the measure's order.</summary>
    public IReadOnlyList<string> DeprivationsUnder(CompiledMeasure measure) =>
        [.. measure.Structure.Indicators.Where((_, j) => (Deprived & (1u << j)) != 0).Select(i => i.Code)];
}
