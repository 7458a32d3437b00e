using NodaTime;

namespace PovertyMonitor.Regions;

/// <summary>What became of a village, or of some of its hamlets, when boundaries or status changed.</summary>
/// <param name="From">The village before.</param>
/// <param name="To">The village since.</param>
/// <param name="Rw">The hamlet (RW) that went, three digits; <see langword="null"/> where the whole village did.</param>
/// <param name="On">The first day on which it was so.</param>
internal sealed record Succession(AreaCode From, AreaCode To, string? Rw, LocalDate On)
{
    /// <summary>Each village's way to what it is in the end: where a successor was succeeded as a whole, its predecessors go along.</summary>
    public static IReadOnlyList<Succession> ToTheEnd(IReadOnlyCollection<Succession> all)
    {
        var whole = all.Where(s => s.Rw is null).ToLookup(s => s.From);
        Succession Followed(Succession s)
        {
            for (var steps = 0; steps < all.Count && whole[s.To].FirstOrDefault(next => next.On >= s.On && next.To != s.From) is { } next; steps++) s = s with { To = next.To };
            return s;
        }

        return [.. all.Select(Followed)];
    }
}
