namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>Finds out how many members of two households may be the same people, by sex and age. Pure.</summary>
internal static class RosterMatch
{
    /// <summary>How far apart two told ages may lead, in months: a completed year is half a year vague on both sides, and one year is often told wrong.</summary>
    public const int ToleranceMonths = 23;

    /// <summary>The most members that can be paired; both sides sorted by sex and age.</summary>
    /// <remarks>Of points on a line within a distance, pairing the earliest that fit is the largest pairing there is.</remarks>
    public static int Count(ReadOnlySpan<ComparedMember> a, ReadOnlySpan<ComparedMember> b)
    {
        var (i, j, pairs) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            if (Fit(a[i], b[j])) (i, j, pairs) = (i + 1, j + 1, pairs + 1);
            else if (a[i].CompareTo(b[j]) < 0) i++;
            else j++;
        }
        return pairs;
    }

    /// <summary>Whether two members may be one person by sex and age.</summary>
    public static bool Fit(ComparedMember a, ComparedMember b) => a.Sex == b.Sex && Math.Abs(a.Born - b.Born) <= ToleranceMonths;
}
