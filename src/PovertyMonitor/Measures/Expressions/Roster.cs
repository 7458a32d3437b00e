using NodaTime;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures.Expressions;

/// <summary>What holds for the elements of a list, such as the members, of whom something may be unknown.</summary>
internal static class Roster
{
    /// <summary>Whether it holds for one of those selected; an unknown list tells nothing.</summary>
    /// <param name="list">The list; unknown where <see langword="null"/>.</param>
    /// <param name="on">The day of the interview.</param>
    /// <param name="selects">Who is selected.</param>
    /// <param name="holds">What holds.</param>
    /// <param name="minimumKnown">The share of those selected that speaks for the others; <see langword="null"/> where all must be known.</param>
    public static bool? Any<T>(
        IReadOnlyList<T>? list, LocalDate on, Func<T, LocalDate, bool?>? selects, Func<T, LocalDate, bool?>? holds, Fraction? minimumKnown)
    {
        if (list is null) return null;
        var (yes, no, unknown) = Tally(list, on, selects, holds, negated: false);
        return AnyOf(yes, no, unknown, minimumKnown);
    }

    /// <summary>Whether it holds for all of those selected: the same as that it fails for none.</summary>
    public static bool? All<T>(
        IReadOnlyList<T>? list, LocalDate on, Func<T, LocalDate, bool?>? selects, Func<T, LocalDate, bool?>? holds, Fraction? minimumKnown)
    {
        if (list is null) return null;
        var (fails, holding, unknown) = Tally(list, on, selects, holds, negated: true);
        return !AnyOf(fails, holding, unknown, minimumKnown);
    }

    /// <summary>For how many of those selected it holds.</summary>
    public static Bounds Count<T>(
        IReadOnlyList<T>? list, LocalDate on, Func<T, LocalDate, bool?>? selects, Func<T, LocalDate, bool?>? holds)
    {
        if (list is null) return new(0, double.PositiveInfinity);
        var (yes, _, unknown) = Tally(list, on, selects, holds, negated: false);
        return new(yes, yes + unknown);
    }

    private static bool? AnyOf(int yes, int no, int unknown, Fraction? minimumKnown)
    {
        if (yes > 0) return true;
        if (unknown == 0) return false;
        return minimumKnown is { } share && no > 0 && no * share.Denominator >= share.Numerator * (no + unknown) ? false : null;
    }

    private static (int Yes, int No, int Unknown) Tally<T>(
        IReadOnlyList<T> list, LocalDate on, Func<T, LocalDate, bool?>? selects, Func<T, LocalDate, bool?>? holds, bool negated)
    {
        var (yes, no, unknown) = (0, 0, 0);
        for (var i = 0; i < list.Count; i++)
        {
            var selected = selects is null ? true : selects(list[i], on);
            if (selected == false) continue;
            var answer = holds is null ? true : holds(list[i], on);
            if (negated) answer = !answer;
            if (answer == false)
            {
                if (selected == true) no++;
            }
            else if (answer == true && selected == true) yes++;
            else unknown++;
        }
        return (yes, no, unknown);
    }
}
