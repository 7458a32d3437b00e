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
    /// <summary>The number of the first parameter after those of <see cref="AddAll"/>.</summary>
    public const int Next = 17;

    /// <summary>The condition for the rows of assessments <c>a</c> that were known then.</summary>
    public const string Known = "a.known_from <= $7 and (a.known_to is null or a.known_to > $7)";

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
        if (!question.Slice.IsTallied) AddAssessed(command.Parameters, question.Slice);
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
    public static string Scope(FigureQuestion question, string at = "$8") => $"{Held(question, at)} and {Part(question.Slice)}";

    /// <summary>The condition for the rows of the measure and the round or the time, of any area.</summary>
    public static string Held(FigureQuestion question, string at = "$8") => $"""
        a.tenant_id = $1 and a.measure = $2
            and {(question.Round is not null ? $"a.counts_in_round and a.round = $3 and {at} is not null" : $"$3 = '' and a.valid_from <= {at} and (a.valid_to is null or a.valid_to > {at})")}
        """;

    /// <summary>The condition for the rows of the area and the part asked for.</summary>
    public static string Part(FigureSlice slice) => $"{Inside(slice)} and {OfKind}";

    /// <summary>The condition for the rows of the area, and of the group or hamlet in it.</summary>
    public static string Inside(FigureSlice slice) => $"""
        {VillageOf(slice)} between $4 and $6 and ($16::varchar is null or lower(a.dasa_wisma) = lower($16)) and ($9::varchar is null or lpad(a.rw, 3, '0') = lpad($9, 3, '0'))
        """;

    /// <summary>The condition for the rows of households of the kinds asked for.</summary>
    public const string OfKind = "a.flags & $5 = $5 and ($10::uuid[] is null or (a.household = any($10)) = $11)";

    /// <summary>The village that counts a row: the one where the household lived, or what became of it since.</summary>
    public static string VillageOf(FigureSlice slice) => slice.Successions is null ? "a.village" : """
        coalesce((select m.target from unnest($12::varchar[], $13::varchar[], $14::varchar[], $15::timestamptz[]) as m(source, target, rw, at)
            where m.source = a.village and a.valid_from < m.at and (m.rw is null or m.rw = lpad(a.rw, 3, '0')) order by m.rw nulls last, m.at limit 1), a.village)
        """;

    /// <summary>Adds the parameters that <see cref="Scope"/> and <see cref="Known"/> are over.</summary>
    public static void AddAll(NpgsqlParameterCollection parameters, string tenant, FigureQuestion question, string area)
    {
        AddTo(parameters, tenant, question, area);
        AddAssessed(parameters, question.Slice);
    }

    private static void AddTo(NpgsqlParameterCollection parameters, string tenant, FigureQuestion question, string area)
    {
        var (first, last) = PovertyReader.VillagesOf(area);
        foreach (var text in new[] { tenant, question.Measure.Id, question.ScopeCode, first }) parameters.Add(new() { Value = text });
        parameters.Add(new() { Value = (short)question.Slice.Households });
        parameters.Add(new() { Value = last });
    }

    private static void AddAssessed(NpgsqlParameterCollection parameters, FigureSlice slice)
    {
        void Add(object? value, NpgsqlDbType type) => parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        var moves = slice.Successions ?? [];
        Add(slice.Known?.Sequence ?? long.MaxValue, NpgsqlDbType.Bigint);
        Add(slice.TrueAt ?? EndOfTime, NpgsqlDbType.TimestampTz);
        Add(slice.Hamlet, NpgsqlDbType.Varchar);
        Add(slice.Stage?.Households, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(slice.Stage is not { IsNone: true }, NpgsqlDbType.Boolean);
        Add(moves.Select(m => m.From.ToString()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(moves.Select(m => m.To.ToString()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(moves.Select(m => m.Rw).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Varchar);
        Add(moves.Select(m => SliceRequest.Zone.AtStartOfDay(m.On).ToInstant()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);
        Add(slice.DasaWisma, NpgsqlDbType.Varchar);
    }

    private static string Tallied(FigureSlice slice) => $"""
        select village, deprived, missing, sum(households)::bigint as households, sum({ColumnOf(slice.Persons)})::bigint as persons from {PovertyTables.Tally}
        where tenant_id = $1 and measure = $2 and scope = $3 and village between $4 and $6 and flags & $5 = $5
        group by 1, 2, 3 having sum(households) <> 0
        """;

    private static string Assessed(FigureQuestion question) => $"""
        select {VillageOf(question.Slice)} as village, deprived, missing, count(*) as households, sum({ColumnOf(question.Slice.Persons)})::bigint as persons
        from {PovertyTables.Assessments} a
        where {Scope(question)} and {Known}
        group by 1, 2, 3
        """;

    /// <summary>What counts the persons of a row.</summary>
    public static string ColumnOf(PersonGroup group) => group switch
    {
        PersonGroup.All => "persons",
        PersonGroup.UnderFive => "under_five",
        _ => group.ToString().ToLowerInvariant(),
    };
}
