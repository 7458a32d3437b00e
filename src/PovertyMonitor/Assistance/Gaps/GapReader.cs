using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Assistance.RegisterFiles;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Gaps;

/// <summary>Which households a list is about.</summary>
internal enum GapKind
{
    /// <summary>Poor here, and served by nobody as far as is known.</summary>
    PoorUnserved,

    /// <summary>Served, and not poor here.</summary>
    ServedNotPoor,
}

/// <summary>What a list is asked for.</summary>
/// <param name="Kind">Which households.</param>
/// <param name="Measure">The measure that says who is poor.</param>
/// <param name="Programme">Only help of this programme counts; of any where absent.</param>
/// <param name="File">The file of the national register; absent where there is none yet.</param>
/// <param name="Villages">The first and the last village of the area, by code.</param>
/// <param name="Since">Help recorded here counts from this day on.</param>
/// <param name="After">The last household of the page before; absent for the first page.</param>
internal sealed record GapQuestion(
    GapKind Kind, CompiledMeasure Measure, string? Programme, RegisterFile? File, (string First, string Last) Villages, LocalDate Since, GapCursor? After);

/// <summary>A household of a list.</summary>
internal sealed record GapHousehold(
    Guid Household, string Village, Instant Since, uint Deprived, uint Missing, int? Decile, string[] Programmes, string? LastProgramme, LocalDate? LastGivenOn);

/// <summary>Reads the lists by the order of village and household: a page costs the households it passes over, whatever came before it.</summary>
internal sealed class GapReader(NpgsqlDataSource database, HouseholdStandings standings)
{
    /// <summary>A page, and one household more where there is a next one. What a household got that ended in another is that one's.</summary>
    public async Task<IReadOnlyList<GapHousehold>> ReadAsync(string tenant, GapQuestion question, int limit, CancellationToken ct)
    {
        var poor = question.Kind == GapKind.PoorUnserved;
        var masks = await standings.MasksAsync(tenant, question.Measure, poor ? PovertyStatus.Poor : PovertyStatus.NotPoor, ct);
        await using var command = database.CreateCommand($"""
            select a.household, a.village, a.valid_from, a.deprived, a.missing, e.decile, e.programmes, g.programme, g.given_on
            from {HouseholdStandings.Table} a
            cross join lateral ({HouseholdDirectory.WithAbsorbed("$1", "a.household")}) as o
            left join lateral (
                select min(decile) as decile, array_agg(distinct p) filter (where p is not null) as programmes
                from {RegisterFileTables.Entries} r left join unnest(r.programmes) as p on true
                where r.tenant_id = $1 and r.file_id = $8 and r.household_id = any(o.ids) and r.state = 'matched') as e on true
            left join lateral (
                select programme, given_on from {HelpTable.Name} h
                where h.tenant_id = $1 and h.household_id = any(o.ids) and h.given_on >= $9 and ($10::text is null or h.programme = $10)
                order by given_on desc limit 1) as g on true
            where a.tenant_id = $1 and a.measure = $2 and a.village between $3 and $4 and (a.village, a.household) > ($5, $6) and {HouseholdStandings.HoldsNow}
                and (a.deprived, a.missing) in (select * from unnest($7::int[], $11::int[]))
                and {(poor ? "not" : "")} (g.given_on is not null or coalesce(case when $10::text is null then cardinality(e.programmes) > 0 else $10 = any(e.programmes) end, false))
            order by a.village, a.household limit $12
            """);
        Add(command.Parameters, tenant, question, masks, limit + 1);
        var households = new List<GapHousehold>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            households.Add(new(
                row.GetGuid(0), row.GetString(1), row.GetFieldValue<Instant>(2), (uint)row.GetInt32(3), (uint)row.GetInt32(4),
                row.IsDBNull(5) ? null : row.GetInt16(5), row.IsDBNull(6) ? [] : row.GetFieldValue<string[]>(6),
                row.IsDBNull(7) ? null : row.GetString(7), row.IsDBNull(8) ? null : row.GetFieldValue<LocalDate>(8)));
        return households;
    }

    private static void Add(NpgsqlParameterCollection parameters, string tenant, GapQuestion question, IReadOnlyList<(uint Deprived, uint Missing)> masks, int limit)
    {
        parameters.Add(new() { Value = tenant });
        parameters.Add(new() { Value = question.Measure.Id });
        parameters.Add(new() { Value = question.Villages.First });
        parameters.Add(new() { Value = question.Villages.Last });
        parameters.Add(new() { Value = question.After?.Village ?? "" });
        parameters.Add(new() { Value = question.After?.Household ?? Guid.Empty });
        parameters.Add(new() { Value = masks.Select(m => (int)m.Deprived).ToArray() });
        parameters.Add(new() { Value = (object?)question.File?.FileId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        parameters.Add(new() { Value = question.Since });
        parameters.Add(new() { Value = (object?)question.Programme ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new() { Value = masks.Select(m => (int)m.Missing).ToArray() });
        parameters.Add(new() { Value = limit });
    }
}
