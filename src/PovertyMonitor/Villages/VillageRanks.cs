namespace PovertyMonitor.Villages;

/// <summary>Ranks villages by M0 as far as their bounds allow.</summary>
internal static class VillageRanks
{
    /// <summary>The rows with the ranks each may have: one more than there are villages surely poorer, up to all that are not surely less poor.</summary>
    public static IReadOnlyList<VillageRow> Of(IReadOnlyList<VillageRow> rows)
    {
        var bounded = rows.Where(r => r is { LowerM0: not null, UpperM0: not null }).ToList();
        return [.. rows.Select(r => r is { LowerM0: { } lower, UpperM0: { } upper }
            ? r with { RankFrom = 1 + bounded.Count(o => o.LowerM0 > upper), RankTo = bounded.Count(o => o.UpperM0 >= lower) }
            : r)];
    }
}
