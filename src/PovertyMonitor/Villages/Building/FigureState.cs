using Npgsql;

namespace PovertyMonitor.Villages.Building;

/// <summary>What stands between a regency's log and its figures.</summary>
/// <param name="Sequence">The event that the figures are as of; 0 before the first page.</param>
/// <param name="RebuildUpTo">Where a rebuild is to end that is asked for or under way; <see langword="null"/> where none is.</param>
/// <param name="Fills">The measures that are not ready yet.</param>
internal sealed record FigureState(long Sequence, long? RebuildUpTo, IReadOnlyList<MeasureProgress> Fills)
{
    /// <summary>How much of the rebuild is done, 0 to 1.</summary>
    public double RebuiltShare => RebuildUpTo is > 0 ? Math.Min(1, (double)Sequence / RebuildUpTo.Value) : 1;

    /// <summary>Reads it.</summary>
    public static async Task<FigureState> ReadAsync(NpgsqlDataSource database, string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select coalesce((select sequence from {PovertyTables.Progress} where tenant_id = $1), 0), (select up_to from {RebuildTable.Name} where tenant_id = $1),
                f.measure, f.households, f.filled
            from (select 1) as one left join {PovertyTables.Fills} f on f.tenant_id = $1 and not f.ready order by f.adopted_at_sequence
            """);
        command.Parameters.Add(new() { Value = tenant });
        var (sequence, upTo, fills) = (0L, (long?)null, new List<MeasureProgress>());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            (sequence, upTo) = (row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1));
            if (!row.IsDBNull(2)) fills.Add(new(row.GetString(2), row.GetInt64(3), row.GetInt64(4)));
        }
        return new(sequence, upTo, fills);
    }
}

/// <summary>How far a measure has been worked out for the households known when it was adopted.</summary>
/// <param name="Measure">The measure revision.</param>
/// <param name="Households">These households.</param>
/// <param name="Filled">Those of them that are done.</param>
internal sealed record MeasureProgress(string Measure, long Households, long Filled)
{
    /// <summary>The share done, 0 to 1.</summary>
    public double Share => Households == 0 ? 1 : Math.Min(1, (double)Filled / Households);
}
