using FsCheck;
using FsCheck.Fluent;

namespace PovertyMonitor.AlkireFoster.Tests;

/// <summary>A population household by household.</summary>
public sealed record Population(IReadOnlyList<MaskCell> Cells)
{
    /// <summary>Its histogram.</summary>
    public MaskHistogram Histogram => MaskHistogram.Of(Cells);
}

/// <summary>Random populations of 1 to 60 households of 1 to 12 persons, ten indicators, nothing missing.</summary>
public static class Populations
{
    public static Arbitrary<Population> Population()
    {
        var household = Gen.Zip(Gen.Choose(0, 1023), Gen.Choose(1, 12))
            .Select(h => new MaskCell((uint)h.Item1, 0, 1, h.Item2));
        return Gen.Choose(1, 60).SelectMany(n => Gen.ListOf(household, n)).Select(cells => new Population([.. cells])).ToArbitrary();
    }
}
