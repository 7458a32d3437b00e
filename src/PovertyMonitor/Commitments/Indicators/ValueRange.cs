using System.Globalization;
using System.Text.Json;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>What a number in a unit can be.</summary>
/// <param name="Least">The least it can be.</param>
/// <param name="Most">The most it can be.</param>
internal sealed record ValueRange(decimal Least, decimal Most)
{
    private const decimal Largest = 1_000_000_000_000;

    /// <summary>What a reported value, and a target or a baseline of such values, can be.</summary>
    public static ValueRange OfReported(Unit unit) => unit switch
    {
        Unit.Index => new(0, 1),
        Unit.Share => new(-1, 1),
        Unit.Villages or Unit.Count => new(0, Largest),
        _ => new(0, 1000 * Largest),
    };

    /// <summary>What a target or a baseline of computed values can be: a gap is a difference, and may be below zero in any unit.</summary>
    public static ValueRange OfComputed(Unit unit) => unit is Unit.Index or Unit.Share ? new(-1, 1) : new(-Largest, Largest);

    /// <summary>Whether a number lies in it.</summary>
    public bool Holds(decimal value) => value >= Least && value <= Most;

    /// <summary>What is wrong with a number that doesn't.</summary>
    public FieldError Fault(string field, decimal value, Unit unit) => Fault(field, value, unit, Least == 0 && Most >= Largest ? ">= 0" : $"{Written(Least)}..{Written(Most)}");

    /// <summary>The same where more is expected than a place within limits.</summary>
    public static FieldError Fault(string field, decimal value, Unit unit, string expected) =>
        IndicatorProblems.ValueOutOfRange.At(field, ("value", Written(value)), ("unit", JsonNamingPolicy.CamelCase.ConvertName(unit.ToString())), ("expected", expected));

    private static string Written(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
