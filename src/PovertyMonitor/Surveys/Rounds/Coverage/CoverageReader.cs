using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Rounds.Coverage;

/// <summary>Counts a round's visits, each household once by its last visit of the round, and reads what was expected: of a sample round its sample.</summary>
internal sealed class CoverageReader(NpgsqlDataSource database)
{
    private const int LongestChain = 100;
    private const string InScope = "(village = any($3) or village between $6 and $7 or (village, group_key) in (select * from unnest($4::text[], $5::text[])))";

    private static readonly string IsSample = DesignTables.IsSample("$1", "$2");

    // The same rule as the poverty projection's: a completed interview counts before any other visit, then the last one. What
    // corrects an interview is no visit of its own; it says where the household lived, as the latest correction of it does. A household
    // that was found to be another one, or never to have been, is marked in the directory as ended before anything began.
    private static readonly string Visits = $"""
        with recursive last as (
            select distinct on (r.household_id) r.household_id, r.submission_id, r.superseded_by, r.village, r.dasa_wisma, r.outcome, r.visited_at, r.received_at
            from {SurveyTables.Receipts} r
            where r.tenant_id = $1 and r.round = $2 and r.state = 'taken' and r.household_id is not null
                and not exists (select 1 from {SurveyTables.Receipts} b where b.tenant_id = $1 and b.superseded_by = r.submission_id and b.outcome = 'completed' and b.state = 'taken')
                and not exists (select 1 from {DirectoryTable.Name} h where h.tenant_id = $1 and h.household_id = r.household_id and h.ended_at <= '{VisitTime.Earliest}')
            order by r.household_id, (r.outcome = 'completed') desc, r.visited_at desc, r.submission_id desc),
        chain(root, id, depth) as (
            select submission_id, superseded_by, 1 from last where superseded_by is not null
            union all select chain.root, n.superseded_by, chain.depth + 1 from chain cross join lateral (
                select superseded_by from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = chain.id {Lookup.EachByIndex}) as n
            where n.superseded_by is not null and chain.depth < {LongestChain}),
        corrected as (
            select distinct on (chain.root) chain.root, n.village, n.dasa_wisma from chain cross join lateral (
                select * from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = chain.id and state = 'taken' and outcome = 'completed' {Lookup.EachByIndex}) as n
            order by chain.root, n.visited_at desc, n.submission_id desc),
        placed as (
            select v.household_id, coalesce(c.village, v.village) as village, case when c.village is null then v.dasa_wisma else c.dasa_wisma end as dasa_wisma,
                v.outcome, {Lateness.Sql("v", "d")} as is_late
            from last v left join corrected c on c.root = v.submission_id left join {DesignTables.Designs} d on d.tenant_id = $1 and d.round = $2),
        standing as materialized (select household from {SampleStands.Of("$1", "$2", SampleStands.Now)} as s),
        counted as (
            select p.*, {IsSample} as is_sample, s.household is not null as is_drawn
            from placed p left join standing s on s.household = p.household_id)
        """;

    // What a sample round expects is its sample, whatever was stated of villages: each household where it was met in the round, else where it is known to live.
    private static readonly string Expected = $"""
        select village, group_key, dasa_wisma, case when group_key = '{ExpectedTable.WholeVillage}' then households end as in_village,
            case when group_key <> '{ExpectedTable.WholeVillage}' then households end as in_group, null::int as outside
        from {ExpectedTable.Name} where tenant_id = $1 and round = $2 and not {IsSample}
        union all
        select village, lower(trim(coalesce(dasa_wisma, ''))), max(dasa_wisma), null, count(*)::int, 0 from (
            select case when p.village is null then h.village else p.village end, case when p.village is null then h.dasa_wisma else p.dasa_wisma end
            from standing s left join placed p on p.household_id = s.household
                left join {DirectoryTable.Name} h on h.tenant_id = $1 and h.household_id = s.household
            where {IsSample}) as drawn(village, dasa_wisma)
        group by 1, 2
        """;

    /// <summary>The cells of an area.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="round">The round's code.</param>
    /// <param name="scope">Which villages and groups.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlyList<CoverageCell>> ReadAsync(string tenant, string round, CoverageScope scope, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            {Visits}
            select village, group_key, max(dasa_wisma), outcome, (count(*) filter (where not is_sample or is_drawn))::int,
                (count(*) filter (where is_late and (not is_sample or is_drawn)))::int, null::int, null::int, case when is_sample then (count(*) filter (where not is_drawn))::int end
            from (select *, lower(trim(coalesce(dasa_wisma, ''))) as group_key from counted) as c where {InScope}
            group by 1, 2, 4, is_sample
            union all
            select village, group_key, dasa_wisma, null, 0, 0, in_village, in_group, outside from ({Expected}) as e where {InScope}
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        command.Parameters.Add(new() { Value = scope.Villages.ToArray() });
        command.Parameters.Add(new() { Value = scope.Groups.Select(g => g.Village).ToArray() });
        command.Parameters.Add(new() { Value = scope.Groups.Select(g => Round.KeyOf(g.Name)).ToArray() });
        command.Parameters.Add(new() { Value = scope.First });
        command.Parameters.Add(new() { Value = scope.Last });
        var cells = new List<CoverageCell>();
        await using var row = await command.ExecuteReaderAsync(ct);
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        int? Number(int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
        while (await row.ReadAsync(ct))
        {
            var cell = new CoverageCell(row.GetString(0), row.GetString(1), Text(2), Text(3), row.GetInt32(4), row.GetInt32(5), Number(6), Number(7));
            cells.Add(cell with { OutsideSample = Number(8) });
        }
        return cells;
    }

    /// <summary>How many households of a round's sample no village is known of: none of them was met yet. <see langword="null"/> where the round visits no sample.</summary>
    public async Task<int?> UnplacedAsync(string tenant, string round, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select count(*)::int from {DesignTables.Sample} s where s.tenant_id = $1 and s.round = $2
                and not exists (select 1 from {DirectoryTable.Name} h where h.tenant_id = $1 and h.household_id = s.household_id)
            having {IsSample}
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        return (int?)await command.ExecuteScalarAsync(ct);
    }
}

/// <summary>Which villages, and which groups beside them, coverage is asked for.</summary>
internal sealed record CoverageScope(IReadOnlyList<string> Villages, IReadOnlyList<Access.DasaWismaGroup> Groups)
{
    /// <summary>The first village's code, where all that lie between two are asked for.</summary>
    public string First { get; private init; } = "";

    /// <summary>The last one's.</summary>
    public string Last { get; private init; } = "";

    /// <summary>All villages from one code to another.</summary>
    public static CoverageScope Between(string first, string last) => new([], []) { First = first, Last = last };
}

/// <summary>Visits of one outcome in a group, or what is expected of a village or a group.</summary>
/// <param name="Village">The village.</param>
/// <param name="GroupKey">The group's name in lower case; empty for households in none, and for what is expected of a whole village.</param>
/// <param name="DasaWisma">The group's name as it is written.</param>
/// <param name="Outcome">How the visits ended; absent for what is expected.</param>
/// <param name="Households">Households visited.</param>
/// <param name="Late">Of them, visited or received late.</param>
/// <param name="ExpectedInVillage">Households expected in the village.</param>
/// <param name="ExpectedInGroup">Households expected in the group.</param>
internal sealed record CoverageCell(
    string Village, string GroupKey, string? DasaWisma, string? Outcome, int Households, int Late, int? ExpectedInVillage, int? ExpectedInGroup)
{
    /// <summary>Of a sample round, households visited that are not in the sample: no other number counts them.</summary>
    public int? OutsideSample { get; init; }
}
