using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>The statements that match the rows of a file to households, all at once.</summary>
/// <remarks>
/// A row is of the one household that lives and has a member of its NIK now: who left it, or was only ever in an interview that was rejected, is
/// no member. Numbers are repeated on many cards: of several households with the NIK the one with the row's family card is meant, and where that
/// tells nothing the row stays ambiguous.
/// </remarks>
internal static class RegisterMatching
{
    /// <summary>Keeps the spooled rows as a file's entries.</summary>
    public static NpgsqlBatchCommand Keep(string tenant, Guid file) => Of($"""
        {Judged(RegisterSpool.Name)}
        insert into {RegisterFileTables.Entries} (tenant_id, file_id, row_number, keyed_hash, card_hash, household_id, state, decile, programmes)
        select $1, $2, row_number, keyed_hash, card_hash, household, state, decile, programmes from judged
        """, tenant, file);

    /// <summary>Matches a file's entries anew: households come later than the file, and people move.</summary>
    public static NpgsqlBatchCommand Again(string tenant, Guid file) => Of($"""
        {Judged($"(select * from {RegisterFileTables.Entries} where tenant_id = $1 and file_id = $2)")}
        update {RegisterFileTables.Entries} e set household_id = j.household, state = j.state from judged j
        where e.tenant_id = $1 and e.file_id = $2 and e.row_number = j.row_number and (e.household_id, e.state) is distinct from (j.household, j.state)
        """, tenant, file);

    /// <summary>The living households that have a member of a NIK, as an expression.</summary>
    /// <param name="hash">The NIK's keyed hash.</param>
    public static string HouseholdsOf(string hash) =>
        $"array(select distinct lives.household_id from {IdentityTables.Identities} i {Lives} where i.keyed_hash = {hash} and {IsPerson} order by 1)";

    private const string IsPerson = "i.tenant_id = $1 and i.subject_id <> i.household_id";

    // Where a person lives now. Whoever was a member of a household that was found to be another one lives in that.
    private static readonly string Lives = $"""
        cross join lateral (
            select h.household_id from {DirectoryTable.Name} h where h.tenant_id = $1 and h.household_id = i.household_id and h.ended_at is null
                and h.roster @> jsonb_build_array(jsonb_build_object('id', i.subject_id))
            union all
            select kept.household_id from {DirectoryTable.Name} h join {DirectoryTable.Name} kept on kept.tenant_id = $1 and kept.household_id = h.merged_into and kept.ended_at is null
            where h.tenant_id = $1 and h.household_id = i.household_id and h.ended_at <= '{VisitTime.Earliest}') as lives
        """;

    private static string Judged(string source) => $"""
        with source as materialized (select row_number, keyed_hash, card_hash, decile, programmes from {source} as s),
            found as (
                select i.keyed_hash, array_agg(distinct lives.household_id) as households
                from (select distinct keyed_hash from source) as asked join {IdentityTables.Identities} i using (keyed_hash) {Lives}
                where {IsPerson}
                group by 1),
            judged as (
                select s.*, m.household, case when m.household is not null then 'matched' when f.households is null then 'unmatched' else 'ambiguous' end as state
                from source s left join found f using (keyed_hash)
                left join lateral (
                    select case when cardinality(f.households) = 1 then f.households[1] else (
                        select (array_agg(c.household_id))[1] from {IdentityTables.Identities} c
                        where c.tenant_id = $1 and c.household_id = any(f.households) and c.subject_id = c.household_id and c.keyed_hash = s.card_hash
                        having count(*) = 1) end as household) as m on true)
        """;

    private static NpgsqlBatchCommand Of(string sql, string tenant, Guid file) =>
        new(sql) { Parameters = { new() { Value = tenant }, new() { Value = file } } };
}
