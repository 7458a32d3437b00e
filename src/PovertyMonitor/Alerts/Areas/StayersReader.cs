using Npgsql;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Households of a village with the same masks in two rounds.</summary>
internal sealed record StayerCell(MaskCell First, MaskCell Second);

/// <summary>The households of a village that were interviewed there in both rounds.</summary>
internal sealed record VillageStayers(string Village, bool IsSample, IReadOnlyList<StayerCell> Cells)
{
    // The normal distribution's 97.5 % point.
    private const double Z = 1.959964;

    public int Households => (int)Cells.Sum(c => c.First.Households);

    /// <summary>The change of M0, or of an indicator's censored headcount, and half the width of its 95 % interval.</summary>
    /// <remarks>
    /// Of each household the censored score (or deprivation) then and now, weighted by its persons then; the interval is that of
    /// a ratio of sums over households drawn independently (Cochran, Sampling Techniques, 3rd ed., chapter 6). The draw is
    /// taken as simple within the village.
    /// </remarks>
    public (double Change, double HalfWidth) Change(CompiledMeasure measure, string? indicator)
    {
        var pairs = Cells.Select(c => (n: (double)c.First.Households, w: (double)c.First.Persons / c.First.Households,
            d: Of(measure, indicator, c.Second) - Of(measure, indicator, c.First))).Where(p => !double.IsNaN(p.d)).ToList();
        var (n, weight) = (pairs.Sum(p => p.n), pairs.Sum(p => p.n * p.w));
        if (weight == 0) return (0, 0);
        var change = pairs.Sum(p => p.n * p.w * p.d) / weight;
        var spread = pairs.Sum(p => p.n * Math.Pow(p.w * (p.d - change), 2));
        return (change, n < 2 ? double.PositiveInfinity : Z * Math.Sqrt(spread * n / (n - 1)) / weight);
    }

    private static double Of(CompiledMeasure measure, string? indicator, MaskCell cell)
    {
        var index = PovertyIndex.Of(measure.Structure, measure.Cutoff, MaskHistogram.Of([cell with { Households = 1, Persons = 1 }]), measure.MissingRule);
        if (index.HouseholdsUsed == 0) return double.NaN;
        return indicator is null ? index.M0!.Value : index.PoorHouseholds == 1 && (cell.Mask >> measure.Structure.IndexOf(indicator) & 1) != 0 ? 1 : 0;
    }
}

/// <summary>Reads which households were interviewed in the same village in two rounds, and how they stood.</summary>
internal sealed class StayersReader(NpgsqlDataSource database, RoundDesigns designs)
{
    public async Task<IReadOnlyList<VillageStayers>> ReadAsync(string tenant, CompiledMeasure measure, string first, string second, CancellationToken ct)
    {
        var isSample = await IsSampleAsync(first) || await IsSampleAsync(second);
        var counted = $"select household, village, deprived, missing, persons from {HouseholdStandings.Table} where tenant_id = $1 and measure = $2 and counts_in_round and known_to is null and round = ";
        await using var command = database.CreateCommand($"""
            select village, one.deprived, one.missing, two.deprived, two.missing, one.persons, count(*), sum(one.persons)::bigint, sum(two.persons)::bigint
            from ({counted} $3) as one join ({counted} $4) as two using (household, village) group by 1, 2, 3, 4, 5, 6 order by 1
            """);
        foreach (var value in (string[])[tenant, measure.Id, first, second]) command.Parameters.Add(new() { Value = value });
        var cells = new List<(string Village, StayerCell Cell)>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            cells.Add((row.GetString(0), new(
                new((uint)row.GetInt32(1), (uint)row.GetInt32(2), row.GetInt64(6), row.GetInt64(7)), new((uint)row.GetInt32(3), (uint)row.GetInt32(4), row.GetInt64(6), row.GetInt64(8)))));
        return [.. cells.GroupBy(c => c.Village, c => c.Cell).Select(g => new VillageStayers(g.Key, isSample, [.. g]))];

        async Task<bool> IsSampleAsync(string round) => (await designs.FindAsync(tenant, round, ct))?.Kind == RoundKind.Sample;
    }
}
