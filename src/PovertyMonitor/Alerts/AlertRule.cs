using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts;

/// <summary>Whom an alert concerns.</summary>
internal enum Audience
{
    /// <summary>Dinas Sosial, the social agency.</summary>
    Dinsos,

    /// <summary>Dinas Kesehatan, the health agency.</summary>
    Dinkes,
}

/// <summary>A rule about a household's latest interview. Its revision is part of every alert's id.</summary>
/// <param name="Code">The kind of alert.</param>
/// <param name="Revision">Raised when the rule changes its meaning.</param>
/// <param name="Audience">Whom it alerts.</param>
/// <param name="Holds">Whether it holds under a measure, given the indicators deprived and those unknown; null: not known.</param>
internal sealed record AlertRule(string Code, int Revision, Audience Audience, Func<CompiledMeasure, uint, uint, bool?> Holds)
{
    /// <summary>The measure the rules look at; its revision is fixed with the rules'.</summary>
    public const string Measure = ShippedMeasures.GlobalMpi;

    private const string HealthDimension = "health";

    public static IReadOnlyList<AlertRule> All { get; } =
    [
        new("became-poor", 1, Audience.Dinsos, IsPoor),
        new("health-deprivation", 1, Audience.Dinkes, HasHealthDeprivation),
    ];

    // Poor whatever the unknown indicators are, not poor whatever they are, or not known.
    private static bool? IsPoor(CompiledMeasure measure, uint deprived, uint missing) =>
        measure.Structure.IsPoor(deprived, measure.Cutoff) ? true
        : measure.Structure.IsPoor(deprived | missing, measure.Cutoff) ? null
        : false;

    private static bool? HasHealthDeprivation(CompiledMeasure measure, uint deprived, uint missing)
    {
        var health = MaskOf(measure.Structure, HealthDimension);
        return (deprived & health) != 0 ? true : (missing & health) != 0 ? null : false;
    }

    private static uint MaskOf(MeasureStructure structure, string dimension) =>
        structure.Indicators.Select((indicator, bit) => indicator.Dimension == dimension ? 1u << bit : 0).Aggregate(0u, (mask, bit) => mask | bit);
}
