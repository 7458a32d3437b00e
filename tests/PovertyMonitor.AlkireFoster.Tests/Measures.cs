namespace PovertyMonitor.AlkireFoster.Tests;

/// <summary>Measures that several tests use.</summary>
internal static class Measures
{
    internal static readonly Fraction Third = new(1, 3);

    /// <summary>The global MPI: three dimensions of two, two and six indicators, nested equal weights.</summary>
    internal static MeasureStructure GlobalMpi { get; } = MeasureStructure.WithEqualNestedWeights(
        ("education", ["schooling", "enrolment"]),
        ("health", ["nutrition", "mortality"]),
        ("living", ["electricity", "water", "sanitation", "floor", "fuel", "assets"]));

    /// <summary>Ten indicators of weight one tenth in one dimension.</summary>
    internal static MeasureStructure Tenths { get; } = MeasureStructure.WithEqualNestedWeights(
        ("all", ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]));

    /// <summary>Six indicators of weight one twelfth and three of one sixth.</summary>
    internal static MeasureStructure TwelfthsAndSixths { get; } = new(
        Enumerable.Range(0, 6).Select(j => new Indicator($"t{j}", "twelfths", new Fraction(1, 12)))
            .Concat(Enumerable.Range(0, 3).Select(j => new Indicator($"s{j}", "sixths", new Fraction(1, 6)))));

    internal static uint Mask(MeasureStructure measure, params string[] deprived) =>
        deprived.Aggregate(0u, (mask, code) => mask | 1u << measure.IndexOf(code));
}
