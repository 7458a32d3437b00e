namespace PovertyMonitor.Measures.Expressions;

/// <summary>Kleene's three-valued logic: <see langword="null"/> is unknown, and a result is known only where it does not hang on it.</summary>
/// <remarks>Source: Kleene 1952, Introduction to Metamathematics, section 64 (strong tables).</remarks>
internal static class Kleene
{
    public static bool? And(bool? left, bool? right) => left & right;

    public static bool? Or(bool? left, bool? right) => left | right;

    public static bool? Not(bool? value) => !value;

    public static bool? Same(bool? left, bool? right) => left is null || right is null ? null : left == right;

    public static bool? SameChoice(int? left, int? right) => left is null || right is null ? null : left == right;

    public static bool? OneOf(int? choice, int[] choices) => choice is { } chosen ? choices.AsSpan().Contains(chosen) : null;

    /// <summary>How many of the answers are yes: at least those known, at most also those unknown.</summary>
    public static Bounds HowMany(bool?[] answers)
    {
        var (yes, unknown) = (0, 0);
        foreach (var answer in answers)
        {
            if (answer == true) yes++;
            else if (answer is null) unknown++;
        }
        return new(yes, yes + unknown);
    }
}
