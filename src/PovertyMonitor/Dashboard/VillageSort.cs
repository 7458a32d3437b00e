namespace PovertyMonitor.Dashboard;

/// <summary>The orders of the villages.</summary>
internal enum VillageSort
{
    /// <summary>By adjusted headcount ratio, the highest first.</summary>
    M0,

    /// <summary>By headcount ratio, the highest first.</summary>
    H,

    /// <summary>By intensity, the highest first.</summary>
    A,

    /// <summary>By households, the most first.</summary>
    Households,

    /// <summary>By coverage, the lowest first.</summary>
    Coverage,

    /// <summary>By name.</summary>
    Name,
}

/// <summary>How orders are written in the address, and what they do.</summary>
internal static class VillageSorts
{
    /// <summary>The order's name in the address.</summary>
    public static string Name(this VillageSort sort) => sort.ToString().ToLowerInvariant();

    /// <summary>The order of a name; the first where there is no such order.</summary>
    public static VillageSort Parse(string? name) => Enum.GetValues<VillageSort>().FirstOrDefault(sort => sort.Name() == name);

    /// <summary>Villages in the order; those without the figure last, equal ones by code.</summary>
    public static IReadOnlyList<DashboardVillage> Sort(this VillageSort sort, IEnumerable<DashboardVillage> villages) => sort switch
    {
        VillageSort.Name => [.. villages.OrderBy(v => v.Name, StringComparer.Ordinal).ThenBy(v => v.Code, StringComparer.Ordinal)],
        VillageSort.Coverage => [.. villages.OrderBy(v => v.Figures.Coverage ?? double.MaxValue).ThenBy(v => v.Code, StringComparer.Ordinal)],
        _ => [.. villages.OrderByDescending(v => Figure(sort, v.Figures) ?? double.MinValue).ThenBy(v => v.Code, StringComparer.Ordinal)],
    };

    private static double? Figure(VillageSort sort, DashboardFigures figures) => sort switch
    {
        VillageSort.H => figures.H,
        VillageSort.A => figures.A,
        VillageSort.Households => figures.Households,
        _ => figures.M0,
    };
}
