using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages;

/// <summary>Views that spare planners the arithmetic: the indicators behind the bits, the areas, the samples' designs, and the index of every village in every round.</summary>
internal sealed class PlannerViews(NpgsqlDataSource database) : ISeed
{
    private static readonly (string View, string Sql, string Comment, (string Column, string Comment)[] Columns)[] Views =
    [
        ("poverty_indicators", """
            select m.tenant_id, m.measure, (row_number() over each - 1)::integer as position, 1 << (row_number() over each - 1)::integer as bit,
                i.indicator->>'code' as indicator, d.dimension->>'code' as dimension, i.indicator->>'weight' as weight_text,
                split_part(i.indicator->>'weight', '/', 1)::numeric / coalesce(nullif(split_part(i.indicator->>'weight', '/', 2), ''), '1')::numeric as weight
            from poverty_measures m, jsonb_array_elements(m.definition->'dimensions') with ordinality as d(dimension, place),
                jsonb_array_elements(d.dimension->'indicators') with ordinality as i(indicator, place)
            window each as (partition by m.tenant_id, m.measure order by d.place, i.place)
            """, "The indicators of the measure revisions in force.",
            [
                ("tenant_id", "The regency''s Kemendagri code."), ("measure", "The measure revision, code@revision."), ("position", "The indicator''s place, from 0."),
                ("bit", "Its bit in deprived and missing."), ("indicator", "Its code."), ("dimension", "Its dimension''s code."),
                ("weight_text", "Its weight as the measure states it, such as 1/18."), ("weight", "The same as a number; compare sums with a tolerance."),
            ]),
        ("poverty_index", """
            with scored as (
                select t.tenant_id, t.measure, t.scope, t.village, t.households, t.persons, t.missing <> 0 and m.definition->>'missingRule' = 'dropHousehold' as dropped,
                    (select coalesce(sum(i.weight), 0) from poverty_indicators i where i.tenant_id = t.tenant_id and i.measure = t.measure and t.deprived & ~t.missing & i.bit <> 0) as score,
                    split_part(m.definition->>'cutoff', '/', 1)::numeric / coalesce(nullif(split_part(m.definition->>'cutoff', '/', 2), ''), '1')::numeric - 1e-9 as cutoff
                from poverty_tally t join poverty_measures m on m.tenant_id = t.tenant_id and m.measure = t.measure
                where t.households <> 0 and m.definition->>'missingRule' <> 'dropIndicator'),
            summed as (
                select tenant_id, measure, scope, village, sum(households) as households, sum(persons) as persons,
                    coalesce(sum(persons) filter (where not dropped), 0) as persons_used,
                    coalesce(sum(households) filter (where not dropped and score >= cutoff), 0) as poor_households,
                    coalesce(sum(persons) filter (where not dropped and score >= cutoff), 0) as poor_persons,
                    coalesce(sum(persons * score) filter (where not dropped and score >= cutoff), 0) as poor_scores
                from scored group by 1, 2, 3, 4)
            select tenant_id, measure, scope, village, households, persons, persons_used, poor_households, poor_persons,
                poor_persons / nullif(persons_used, 0) as h, poor_scores / nullif(poor_persons, 0) as a, poor_scores / nullif(persons_used, 0) as m0
            from summed
            """, "The index of every village: of each round, and of the present. A round that visits a sample is estimated by the API, with its weights and errors, not here; nor are measures that drop unknown indicators.",
            [
                ("tenant_id", "The regency''s Kemendagri code."), ("measure", "The measure revision, code@revision."), ("scope", "A round''s code; empty for the present."),
                ("village", "The village''s Kemendagri code."), ("households", "Households interviewed."), ("persons", "Persons in them."),
                ("persons_used", "Of them, those in households that lack no answer the measure needs."), ("poor_households", "Poor households."), ("poor_persons", "Persons in them."),
                ("h", "Headcount ratio: the share of the persons used who are poor."), ("a", "Intensity: the mean score of the poor; null where nobody is."), ("m0", "Adjusted headcount ratio, h a."),
            ]),
        ("poverty_areas", """
            select tenant_id, code, name, case length(code) when 13 then 'village' when 8 then 'district' else 'regency' end as level, valid_from, valid_to from areas
            """, "The register of areas, a row for each time an area had this code and name.",
            [
                ("tenant_id", "The regency''s Kemendagri code."), ("code", "The area''s Kemendagri code."), ("name", "Its name."), ("level", "regency, district or village."),
                ("valid_from", "The first day it was so."), ("valid_to", "The first day it was so no longer."),
            ]),
        ("poverty_sample", """
            select s.tenant_id, s.round, s.household_id as household, s.stratum, s.psu, s.weight from round_sample s
            """, "The households of rounds that visit a sample.",
            [
                ("tenant_id", "The regency''s Kemendagri code."), ("round", "The survey round."), ("household", "The household''s id."), ("stratum", "Its stratum."),
                ("psu", "Its primary sampling unit, unique in the stratum."), ("weight", "How many households it stands for."),
            ]),
    ];

    /// <summary>The views' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Views.Select(v => v.View)];

    // After the views of the tables, which these are of.
    /// <inheritdoc/>
    public int Order => 91;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        foreach (var (view, sql, comment, columns) in Views)
        {
            var notes = string.Concat(columns.Select(c => $"comment on column {view}.{c.Column} is '{c.Comment}';\n"));
            await using var command = new NpgsqlCommand($"create or replace view {view} as {sql};\ncomment on view {view} is '{comment}';\n{notes}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
