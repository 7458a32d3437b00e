using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Histograms by village, and the place of the log that they are as of.</summary>
/// <param name="AsOf">How far the projection has come; <see langword="null"/> before its first page.</param>
/// <param name="ByVillage">Of each village that has households.</param>
internal sealed record VillageHistograms(AsOf? AsOf, IReadOnlyDictionary<string, MaskHistogram> ByVillage)
{
    /// <summary>The exact sum of all villages.</summary>
    public MaskHistogram Sum => MaskHistogram.Merge(ByVillage.Values);
}

/// <summary>Reads histograms of any slice: from the tallies where they are enough, else from the stored assessments; never by replay.</summary>
internal sealed class FigureReader(NpgsqlDataSource database)
{
    // What lasts, lasts beyond any date that can be asked for.
    private static readonly Instant EndOfTime = Instant.FromUtc(9999, 12, 31, 0, 0);

    /// <summary>The histogram of each village of an area, and what they are as of, in one look.</summary>
    public async Task<VillageHistograms> HistogramsAsync(string tenant, FigureQuestion question, string area, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select p.sequence, p.recorded_at, f.village, f.deprived, f.missing, f.households, f.persons
            from {PovertyTables.Progress} p left join ({(question.Slice.IsTallied ? Tallied(question.Slice) : Assessed(question))}) as f on true
            where p.tenant_id = $1
            """);
        AddTo(command.Parameters, tenant, question, area);
        AsOf? asOf = null;
        var builders = new Dictionary<string, MaskHistogramBuilder>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            asOf ??= new AsOf(rows.GetInt64(0), rows.GetFieldValue<Instant>(1));
            if (rows.IsDBNull(2)) break;
            if (!builders.TryGetValue(rows.GetString(2), out var builder)) builders.Add(rows.GetString(2), builder = new());
            builder.Add((uint)rows.GetInt32(3), (uint)rows.GetInt32(4), rows.GetInt64(5), rows.GetInt64(6));
        }
        return new(asOf, builders.ToDictionary(b => b.Key, b => b.Value.ToHistogram()));
    }

    /// <summary>The condition for the rows of assessments <c>a</c> that a question is about, whenever they were known; over the parameters of <see cref="AddAll"/>.</summary>
    /// <param name="question">The question.</param>
    /// <param name="at">The expression of the time at which it is true, where it is not of a round.</param>
    public static string Scope(FigureQuestion question, string at = "$8") => $"""
        a.tenant_id = $1 and a.measure = $2 and (a.village = $4 or a.village like $4 || '.%') and a.flags & $5 = $5
            and ($6::varchar is null or lower(a.dasa_wisma) = lower($6))
            and {(question.Round is not null ? $"a.counts_in_round and a.round = $3 and {at} is not null" : $"$3 = '' and a.valid_from <= {at} and (a.valid_to is null or a.valid_to > {at})")}
        """;

    /// <summary>The condition for the rows of assessments <c>a</c> that were known then.</summary>
    public const string Known = "a.known_from <= $7 and (a.known_to is null or a.known_to > $7)";

    private static void AddTo(NpgsqlParameterCollection parameters, string tenant, FigureQuestion question, string area)
    {
        var slice = question.Slice;
        foreach (var text in new[] { tenant, question.Measure.Id, question.ScopeCode, area }) parameters.Add(new() { Value = text });
        parameters.Add(new() { Value = (short)slice.Households });
        if (!slice.IsTallied) AddAssessed(parameters, slice);
    }

    /// <summary>Adds the parameters that <see cref="Scope"/> and <see cref="Known"/> are over.</summary>
    public static void AddAll(NpgsqlParameterCollection parameters, string tenant, FigureQuestion question, string area)
    {
        AddTo(parameters, tenant, question, area);
        if (question.Slice.IsTallied) AddAssessed(parameters, question.Slice);
    }

    private static void AddAssessed(NpgsqlParameterCollection parameters, FigureSlice slice)
    {
        parameters.Add(new() { Value = (object?)slice.DasaWisma ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        parameters.Add(new() { Value = slice.Known?.Sequence ?? long.MaxValue });
        parameters.Add(new() { Value = slice.TrueAt ?? EndOfTime });
    }

    private static string Tallied(FigureSlice slice) => $"""
        select village, deprived, missing, sum(households)::bigint as households, sum({ColumnOf(slice.Persons)})::bigint as persons from {PovertyTables.Tally}
        where tenant_id = $1 and measure = $2 and scope = $3 and (village = $4 or village like $4 || '.%') and flags & $5 = $5
        group by 1, 2, 3 having sum(households) <> 0
        """;

    private static string Assessed(FigureQuestion question) => $"""
        select village, deprived, missing, count(*) as households, sum({ColumnOf(question.Slice.Persons)})::bigint as persons from {PovertyTables.Assessments} a
        where {Scope(question)} and {Known}
        group by 1, 2, 3
        """;

    /// <summary>What counts the persons of a row.</summary>
    public static string ColumnOf(PersonGroup group) => group switch
    {
        PersonGroup.All => "persons",
        PersonGroup.Male => "persons - female",
        _ => group.ToString().ToLowerInvariant(),
    };
}
