using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Musdes;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>A household of a list.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Village">Where it lives: the village's code.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">Its Dasa Wisma group.</param>
/// <param name="Deprived">The mask of deprivations in the measure's bit order.</param>
/// <param name="Missing">The mask of indicators that are not known.</param>
/// <param name="Flags">What kinds of household it is.</param>
/// <param name="Persons">Its members.</param>
/// <param name="Round">The round of the interview it rests on.</param>
/// <param name="InterviewedAt">When that was; of a household that came of a split, when it began.</param>
/// <param name="Stage">The furthest stage it reached on the last list it is on.</param>
internal sealed record ListedHousehold(
    Guid Household, string Village, string? Rt, string? Rw, string? DasaWisma, uint Deprived, uint Missing, HouseholdFlags Flags, int Persons,
    string Round, Instant InterviewedAt, string? Stage);

/// <summary>
/// Finds households by what is believed of them, whatever page came before. A page by village costs the households it passes over in the area;
/// one by score costs at most a page of each pair of masks, unless what is asked beyond the masks is rare.
/// </summary>
internal sealed class HouseholdSearch(NpgsqlDataSource database, HouseholdStandings standings)
{
    /// <summary>In place of a stage: on no list.</summary>
    public const string OnNoList = "none";

    private static readonly string Mask = "((a.deprived::bigint << 32) | (a.missing::bigint & 4294967295))";

    private static readonly string LastStage = $"""
        (select l.stage from {MusdesTables.Lines} l join {MusdesTables.Lists} s on s.tenant_id = l.tenant_id and s.list_id = l.list_id
            where l.tenant_id = $1 and l.household_id = a.household and s.state <> 'withdrawn' order by s.drawn_on desc, s.number desc, s.list_id limit 1)
        """;

    private static readonly string ByVillage = Page("a.village, a.household", $"""
        select a.* from {HouseholdStandings.Table} a where {Asked($"{Mask} = any($13)")} and (a.village, a.household) > ($11, $12)
        """);

    // The masks lead, those of the highest score first, and of each no more is read than a page has.
    private static readonly string ByScore = Page("a.score desc, a.village, a.household", $"""
        select a.*, m.score
        from (select * from unnest($13, $14, $15, $16, $17) as m(deprived, missing, score, village, household) order by score desc) as m
        cross join lateral (
            select a.* from {HouseholdStandings.Table} a
            where a.deprived = m.deprived and a.missing = m.missing and (a.village, a.household) > (m.village, m.household) and {Asked("true")}
            order by a.village, a.household limit $10) as a
        """);

    /// <summary>Households as they were known at a place of the log, in an order.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="filter">Which.</param>
    /// <param name="order">The order.</param>
    /// <param name="asOf">The place of the log.</param>
    /// <param name="after">The last one of the page before; absent for the first page.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<ListedHousehold>> FindAsync(
        string tenant, HouseholdFilter filter, ListOrder order, AsOf asOf, HouseholdCursor? after, int limit, CancellationToken ct)
    {
        // What households lack is told by few masks: the measure's rules are applied to those, and the rest is looking up.
        var masks = (await standings.MasksAsync(tenant, filter.Measure, ct)).Where(m => filter.Takes(m.Deprived, m.Missing)).ToList();
        await using var command = database.CreateCommand(order == ListOrder.Score ? ByScore : ByVillage);
        AddTo(command.Parameters, tenant, filter, asOf, after, limit);
        if (order == ListOrder.Village)
            command.Parameters.Add(new() { Value = masks.Select(m => ((long)(int)m.Deprived << 32) | m.Missing).ToArray() });
        else
            AddTo(command.Parameters, [.. masks.Select(m => (m.Deprived, m.Missing, SortValueOf(filter, m.Deprived, m.Missing))).Where(m => after is null || m.Item3 <= after.Score)], after);
        var households = new List<ListedHousehold>();
        await using var row = await command.ExecuteReaderAsync(ct);
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        while (await row.ReadAsync(ct))
            households.Add(new(
                row.GetGuid(0), row.GetString(1), Text(2), Text(3), Text(4), (uint)row.GetInt32(5), (uint)row.GetInt32(6), (HouseholdFlags)row.GetInt16(7),
                row.GetInt32(8), row.GetString(9), row.GetFieldValue<Instant>(10), Text(11)));
        return households;
    }

    /// <summary>What a household is sorted by where the order is that of scores.</summary>
    public static double SortValueOf(HouseholdFilter filter, uint deprived, uint missing) => HouseholdFilter.ScoreOf(filter.Measure, deprived, missing)?.ToDouble() ?? -1;

    // The case hides from the planner what it would take for rare, and then read the whole regency to sort it: in the order of
    // an index the reading ends with the page. A join with the masks would lose that order, an array keeps it.
    private static string Asked(string also) => $"""
        a.tenant_id = $1 and a.measure = $2 and a.village between $3 and $4 and a.valid_to is null and {HouseholdStandings.KnownAt("a", "$6")}
            and case when a.village = any($5) and a.flags & $7 = $7 and ($8::text is null or lower(a.dasa_wisma) = $8)
                and ($9::text is null or coalesce({LastStage}, '{OnNoList}') = $9) and {also} then true else false end
        """;

    private static string Page(string order, string households) => $"""
        select a.household, a.village, d.rt, d.rw, a.dasa_wisma, a.deprived, a.missing, a.flags, a.persons, a.round,
            (select min(i.valid_from) from {HouseholdStandings.Table} i where i.tenant_id = $1 and i.measure = $2 and i.household = a.household
                and i.submission = a.submission and {HouseholdStandings.KnownAt("i", "$6")}),
            {LastStage}
        from (select * from ({households}) as a order by {order} limit $10) as a
        left join {DirectoryTable.Name} d on d.tenant_id = $1 and d.household_id = a.household and d.village = a.village
        order by {order}
        """;

    private static void AddTo(NpgsqlParameterCollection parameters, string tenant, HouseholdFilter filter, AsOf asOf, HouseholdCursor? after, int limit)
    {
        parameters.Add(new() { Value = tenant });
        parameters.Add(new() { Value = filter.Measure.Id });
        parameters.Add(new() { Value = filter.Villages[0] });
        parameters.Add(new() { Value = filter.Villages[^1] });
        parameters.Add(new() { Value = filter.Villages });
        parameters.Add(new() { Value = asOf.Sequence });
        parameters.Add(new() { Value = (short)filter.Subgroup });
        parameters.Add(Text(filter.DasaWisma?.ToLowerInvariant()));
        parameters.Add(Text(filter.Stage));
        parameters.Add(new() { Value = limit });
        parameters.Add(new() { Value = after?.Village ?? "" });
        parameters.Add(new() { Value = after?.Household ?? Guid.Empty });
    }

    // Only within the score where the page before ended is there anything to pass over.
    private static void AddTo(NpgsqlParameterCollection parameters, (uint Deprived, uint Missing, double Score)[] masks, HouseholdCursor? after)
    {
        parameters.Add(new() { Value = masks.Select(m => (int)m.Deprived).ToArray() });
        parameters.Add(new() { Value = masks.Select(m => (int)m.Missing).ToArray() });
        parameters.Add(new() { Value = masks.Select(m => m.Score).ToArray() });
        parameters.Add(new() { Value = masks.Select(m => m.Score < after?.Score ? "" : after?.Village ?? "").ToArray() });
        parameters.Add(new() { Value = masks.Select(m => m.Score < after?.Score ? Guid.Empty : after?.Household ?? Guid.Empty).ToArray() });
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
