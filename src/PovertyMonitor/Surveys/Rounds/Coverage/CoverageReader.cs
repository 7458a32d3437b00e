using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Rounds.Coverage;

/// <summary>Counts a round's visits, each household once by its last visit of the round, and reads what was expected.</summary>
internal sealed class CoverageReader(NpgsqlDataSource database)
{
    private const int LongestChain = 100;

    // The same rule as the poverty projection's: a completed interview counts before any other visit, then the last one. What
    // corrects an interview is no visit of its own; it says where the household lived, as the latest correction of it does. A household
    // that was found to be another one, or never to have been, is marked in the directory as ended before anything began.
    private static readonly string Visits = $"""
        with recursive last as (
            select distinct on (r.household_id) r.submission_id, r.superseded_by, r.village, r.dasa_wisma, r.outcome, r.visited_at, r.received_at
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
            select coalesce(c.village, v.village) as village, case when c.village is null then v.dasa_wisma else c.dasa_wisma end as dasa_wisma,
                v.outcome, {Lateness.Sql("v", "d")} as is_late
            from last v left join corrected c on c.root = v.submission_id left join {DesignTables.Designs} d on d.tenant_id = $1 and d.round = $2)
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
            select village, lower(trim(coalesce(dasa_wisma, ''))) as group_key, max(dasa_wisma), outcome, count(*)::int, count(*) filter (where is_late)::int, null::int, null::int
            from placed p where village = any($3) or (village, lower(trim(coalesce(dasa_wisma, '')))) in (select * from unnest($4::text[], $5::text[]))
            group by 1, 2, 4
            union all
            select village, group_key, dasa_wisma, null, 0, 0, case when group_key = '{ExpectedTable.WholeVillage}' then households end,
                case when group_key <> '{ExpectedTable.WholeVillage}' then households end
            from {ExpectedTable.Name} where tenant_id = $1 and round = $2
                and (village = any($3) or (village, group_key) in (select * from unnest($4::text[], $5::text[])))
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = round });
        command.Parameters.Add(new() { Value = scope.Villages.ToArray() });
        command.Parameters.Add(new() { Value = scope.Groups.Select(g => g.Village).ToArray() });
        command.Parameters.Add(new() { Value = scope.Groups.Select(g => Round.KeyOf(g.Name)).ToArray() });
        var cells = new List<CoverageCell>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            cells.Add(new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
                row.GetInt32(4), row.GetInt32(5), row.IsDBNull(6) ? null : row.GetInt32(6), row.IsDBNull(7) ? null : row.GetInt32(7)));
        return cells;
    }
}

/// <summary>Which villages, and which groups beside them, coverage is asked for.</summary>
internal sealed record CoverageScope(IReadOnlyList<string> Villages, IReadOnlyList<Access.DasaWismaGroup> Groups);

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
    string Village, string GroupKey, string? DasaWisma, string? Outcome, int Households, int Late, int? ExpectedInVillage, int? ExpectedInGroup);
