using System.Collections.Frozen;
using System.Globalization;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.GrowthStandards;

/// <summary>
/// A table of a child growth standard: for each sex and completed month the measure at -3 to +3 standard deviations.
/// The files beside this one name their months; their sources stand in <c>Data/SOURCES.md</c>.
/// </summary>
internal sealed class GrowthTable
{
    private const int Lines = 7;
    private const int Outermost = Lines / 2;

    private readonly FrozenDictionary<(Sex, int), double[]> _lines;
    private readonly double _lowest;
    private readonly double _highest;

    private GrowthTable(string file, double lowest, double highest)
    {
        (_lines, _lowest, _highest) = (Read(file), lowest, highest);
    }

    // Scores outside of these limits come from wrong measures or ages: WHO Anthro flags them, and so they are unknown.

    /// <summary>Weight in kilograms, from birth to 60 months.</summary>
    public static GrowthTable WeightForAge { get; } = new("weight-for-age", -6, 5);

    /// <summary>Length (under 24 months, lying) or height (from then on, standing) in centimetres, from birth to 60 months.</summary>
    public static GrowthTable HeightForAge { get; } = new("height-for-age", -6, 6);

    /// <summary>Body mass index in kg/m2, from 61 to 228 months.</summary>
    public static GrowthTable BmiForAge { get; } = new("bmi-for-age", -5, 5);

    /// <summary>The z-score of a measure: exact on the table's lines, linear between them, which is within 0.05 of the formula.</summary>
    /// <remarks>
    /// Beyond three standard deviations the distance is counted in the width of the band between two and three, as the
    /// WHO restricts its method for measures that depend on weight (WHO Child Growth Standards, Methods and development,
    /// chapter 7); height is normally distributed, so that all of its bands are equally wide.
    /// </remarks>
    /// <returns>The z-score; <see langword="null"/> where the table has no such month or the score is implausible.</returns>
    public double? ZScore(Sex sex, int completedMonths, double measure)
    {
        if (!_lines.TryGetValue((sex, completedMonths), out var at)) return null;
        var band = 0;
        while (band < Lines - 2 && measure > at[band + 1]) band++;
        var z = band - Outermost + ((measure - at[band]) / (at[band + 1] - at[band]));
        return z < _lowest || z > _highest ? null : z;
    }

    private static FrozenDictionary<(Sex, int), double[]> Read(string file)
    {
        using var stream = typeof(GrowthTable).Assembly.GetManifestResourceStream($"PovertyMonitor.Households.GrowthStandards.Data.{file}.csv")!;
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','));
        return rows.ToFrozenDictionary(
            row => (Enum.Parse<Sex>(row[0], ignoreCase: true), int.Parse(row[1], CultureInfo.InvariantCulture)),
            row => row[2..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray());
    }
}
