namespace PovertyMonitor.Surveys.Reviews;

/// <summary>What supersedes what, once corrections have fallen. Pure.</summary>
internal static class Succession
{
    /// <summary>Of each submission that stands and was superseded by one that falls: what supersedes it now, if anything.</summary>
    /// <param name="receipts">The household's submissions.</param>
    /// <param name="falling">Those that fall.</param>
    public static IReadOnlyDictionary<Guid, Guid?> After(IReadOnlyDictionary<Guid, Receipt> receipts, IReadOnlyCollection<Guid> falling) => receipts
        .Where(r => r.Value.SupersededBy is { } by && falling.Contains(by) && !falling.Contains(r.Key))
        .ToDictionary(r => r.Key, r => Standing(r.Value.SupersededBy, receipts, falling));

    private static Guid? Standing(Guid? by, IReadOnlyDictionary<Guid, Receipt> receipts, IReadOnlyCollection<Guid> falling)
    {
        for (var steps = 0; steps < receipts.Count && by is { } id && falling.Contains(id); steps++) by = receipts.GetValueOrDefault(id)?.SupersededBy;
        return by;
    }
}
