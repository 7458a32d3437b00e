using PovertyMonitor.Households.Directory;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>Which households stand for a round's sample, as it is known at a place of the log.</summary>
/// <remarks>
/// A household that was found to be another one, recorded twice, can be met no more: the one that goes on stands for it, with its stratum, unit and
/// weight. One that was drawn by both of its records counts once, as itself. The sample as it was drawn stays in <see cref="DesignTables.Sample"/>.
/// </remarks>
internal static class SampleStands
{
    /// <summary>The place of the log that is not reached.</summary>
    public const string Now = "9223372036854775807";

    private const int LongestChain = 100;

    /// <summary>A query for the households with their <c>stratum</c>, <c>psu</c> and <c>weight</c>, in parentheses.</summary>
    /// <param name="tenant">The expression of the regency.</param>
    /// <param name="round">The expression of the round.</param>
    /// <param name="sequence">The expression of the last event that counts.</param>
    public static string Of(string tenant, string round, string sequence) => $"""
        (with recursive stands(unit, household, depth) as (
            select household_id, household_id, 0 from {DesignTables.Sample} where tenant_id = {tenant} and round = {round}
            union all
            select f.unit, m.household, f.depth + 1 from stands f
                join {DirectoryTable.Name} d on d.tenant_id = {tenant} and d.household_id = f.household and d.parted
                cross join lateral (
                    select (e.data->>'into')::uuid as household from mt_events e where e.tenant_id = {tenant} and e.stream_id = f.household and {IsFound("e", tenant, sequence)}
                    order by e.seq_id limit 1) as m
            where f.depth < {LongestChain})
        select distinct on (last.household) last.household, u.stratum, u.psu, u.weight
        from (select distinct on (unit) unit, household from stands order by unit, depth desc) as last
            join {DesignTables.Sample} u on u.tenant_id = {tenant} and u.round = {round} and u.household_id = last.unit
        order by last.household, (last.unit = last.household) desc, last.unit)
        """;

    /// <summary>The condition in SQL that a round counts a household: of a sample round only those who stand for the sample.</summary>
    /// <param name="household">The expression of the household.</param>
    /// <param name="tenant">The expression of the regency.</param>
    /// <param name="round">The expression of the round.</param>
    /// <param name="sequence">The expression of the last event that counts.</param>
    public static string Counts(string household, string tenant, string round, string sequence) =>
        $"(not {DesignTables.IsSample(tenant, round)} or {household} in (select household from {Of(tenant, round, sequence)} as standing))";

    /// <summary>The condition in SQL that a household was found to be another one by a place of the log.</summary>
    /// <param name="household">The expression of the household.</param>
    /// <param name="tenant">The expression of the regency.</param>
    /// <param name="sequence">The expression of the last event that counts.</param>
    public static string IsAnother(string household, string tenant, string sequence) =>
        $"exists (select 1 from mt_events found where found.tenant_id = {tenant} and found.stream_id = {household} and {IsFound("found", tenant, sequence)})";

    private static string IsFound(string alias, string tenant, string sequence) => $"""
        {alias}.seq_id <= {sequence} and {alias}.type = 'household_merged_into' and {alias}.data->>'asDuplicate' = 'true'
            and not exists (select 1 from mt_events back where back.tenant_id = {tenant} and back.seq_id <= {sequence} and back.stream_id = {alias}.stream_id
                and back.type = 'change_withdrawn' and back.data->>'withdraws' = {alias}.data->>'changeId')
        """;
}
