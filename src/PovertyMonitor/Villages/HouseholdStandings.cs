using NodaTime;
using Npgsql;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>What a measure says of a household.</summary>
internal enum PovertyStatus
{
    /// <summary>Its score reaches the cutoff.</summary>
    Poor,

    /// <summary>Its score stays below the cutoff.</summary>
    NotPoor,

    /// <summary>An answer is missing that the measure can't do without.</summary>
    Unmeasured,
}

/// <summary>What was believed of a household over a stretch of time, as it is known now.</summary>
/// <param name="From">Since when: an interview, or a change after it.</param>
/// <param name="To">Until when, exclusive; <see langword="null"/> for the present.</param>
/// <param name="Submission">The interview it rests on.</param>
/// <param name="Round">That interview's round.</param>
/// <param name="Deprived">The mask of deprivations in the measure's bit order.</param>
/// <param name="Missing">The mask of indicators that are not known.</param>
/// <param name="Status">What the measure says.</param>
internal sealed record Standing(Instant From, Instant? To, Guid Submission, string Round, uint Deprived, uint Missing, PovertyStatus Status);

/// <summary>Reads single households out of the poverty projection, for slices that list them or show one.</summary>
internal sealed class HouseholdStandings(NpgsqlDataSource database)
{
    /// <summary>The table that holds a row per household, measure and stretch of time; a list joins it as <c>a</c>.</summary>
    public const string Table = PovertyTables.Assessments;

    /// <summary>The condition for the row of <c>a</c> that holds now.</summary>
    public const string HoldsNow = "a.known_to is null and a.valid_to is null";

    /// <summary>The condition for the rows of a table's alias that the system believed at a place of the log.</summary>
    /// <param name="alias">The alias of <see cref="Table"/>.</param>
    /// <param name="sequence">The event sequence, as a parameter of the statement.</param>
    public static string KnownAt(string alias, string sequence) => $"{alias}.known_from <= {sequence} and ({alias}.known_to is null or {alias}.known_to > {sequence})";

    /// <summary>The history of a household under a measure, the earliest first; empty where it is not known.</summary>
    public async Task<IReadOnlyList<Standing>> OfAsync(string tenant, Guid household, CompiledMeasure measure, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select valid_from, valid_to, submission, round, deprived, missing from {Table}
            where tenant_id = $1 and measure = $2 and household = $3 and known_to is null and valid_to is distinct from valid_from order by valid_from
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = measure.Id });
        command.Parameters.Add(new() { Value = household });
        var standings = new List<Standing>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (deprived, missing) = ((uint)row.GetInt32(4), (uint)row.GetInt32(5));
            standings.Add(new(row.GetFieldValue<Instant>(0), row.IsDBNull(1) ? null : row.GetFieldValue<Instant>(1), row.GetGuid(2), row.GetString(3),
                deprived, missing, StatusOf(measure, deprived, missing)));
        }
        return standings;
    }

    /// <summary>The pairs of masks that households have now and that give a status.</summary>
    public async Task<IReadOnlyList<(uint Deprived, uint Missing)>> MasksAsync(string tenant, CompiledMeasure measure, PovertyStatus status, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select deprived, missing from {PovertyTables.Tally} where tenant_id = $1 and measure = $2 and scope = $3
            group by 1, 2 having sum(households) <> 0
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = measure.Id });
        command.Parameters.Add(new() { Value = Scope.Current });
        var masks = new List<(uint Deprived, uint Missing)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) masks.Add(((uint)row.GetInt32(0), (uint)row.GetInt32(1)));
        return [.. masks.Where(m => StatusOf(measure, m.Deprived, m.Missing) == status)];
    }

    /// <summary>The pairs of masks that households of a regency have or had as their present ones, in no order.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<(uint Deprived, uint Missing)>> MasksAsync(string tenant, CompiledMeasure measure, CancellationToken ct)
    {
        // From one pair to the next along the index: a few hundred steps, however many households have them.
        const string Present = $"from {Table} where tenant_id = $1 and measure = $2 and valid_to is null";
        await using var command = database.CreateCommand($"""
            with recursive pairs as (
                (select deprived, missing {Present} order by deprived, missing limit 1)
                union all
                select next.* from pairs p cross join lateral (
                    select deprived, missing {Present} and (deprived, missing) > (p.deprived, p.missing) order by deprived, missing limit 1) as next)
            select deprived, missing from pairs
            """);
        foreach (var value in (string[])[tenant, measure.Id]) command.Parameters.Add(new() { Value = value });
        var masks = new List<(uint Deprived, uint Missing)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) masks.Add(((uint)row.GetInt32(0), (uint)row.GetInt32(1)));
        return masks;
    }

    /// <summary>What a measure says of a household with such masks.</summary>
    public static PovertyStatus StatusOf(CompiledMeasure measure, uint deprived, uint missing)
    {
        var one = new MaskHistogramBuilder();
        one.Add(deprived, missing, 1, 1);
        var index = PovertyIndex.Of(measure.Structure, measure.Cutoff, one.ToHistogram(), measure.MissingRule);
        return index.HouseholdsUsed == 0 ? PovertyStatus.Unmeasured : index.PoorHouseholds == 1 ? PovertyStatus.Poor : PovertyStatus.NotPoor;
    }
}
