using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Reads the texts of the options.</summary>
internal static class MeasureOptions
{
    /// <summary>The measure of "health=d_nutr,d_cm;education=d_satt", with nested equal weights unless given.</summary>
    /// <exception cref="WrongInputException">The text or the weights are no measure.</exception>
    public static MeasureStructure Measure(string dimensions, string? weights)
    {
        var nested = List(dimensions, ';').Select(dimension =>
        {
            var parts = dimension.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
                throw new WrongInputException($"--dimensions: '{dimension}' should be a dimension and its indicators, such as health=d_nutr,d_cm.");
            return (Dimension: parts[0], Codes: List(parts[1], ','));
        }).ToList();
        try
        {
            if (weights is null) return MeasureStructure.WithEqualNestedWeights([.. nested]);
            var given = Weights(weights, [.. nested.SelectMany(d => d.Codes)]);
            return new MeasureStructure(nested.SelectMany(d => d.Codes.Select(code => new Indicator(code, d.Dimension, given[code]))));
        }
        catch (ArgumentException failure)
        {
            throw new WrongInputException($"--dimensions, --weights: {failure.Message}", failure);
        }
    }

    /// <summary>Cutoffs such as "1/3,0.2".</summary>
    /// <exception cref="WrongInputException">One is no fraction above 0 and at most 1.</exception>
    public static IReadOnlyList<Fraction> Cutoffs(string text) => [.. List(text, ',').Select(part =>
        Fraction.TryParse(part, out var k) && k > Fraction.Zero && k <= Fraction.One
            ? k
            : throw new WrongInputException($"--k: '{part}' should be a cutoff above 0 and at most 1, such as 1/3 or 0.2.")).Distinct()];

    /// <summary>Names such as "area,region".</summary>
    public static IReadOnlyList<string> List(string? text, char separator) =>
        text?.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The missing rule of its name on the command line.</summary>
    public static MissingRule Missing(string name) => name == "not-deprived" ? MissingRule.NotDeprived : MissingRule.DropHousehold;

    /// <summary>The lonely-PSU policy of its name on the command line.</summary>
    public static LonelyPsu LonelyPsu(string name) => Enum.Parse<LonelyPsu>(name, ignoreCase: true);

    private static Dictionary<string, Fraction> Weights(string text, IReadOnlyList<string> codes)
    {
        var weights = new Dictionary<string, Fraction>(StringComparer.Ordinal);
        foreach (var part in List(text, ','))
        {
            var pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || !Fraction.TryParse(pair[1], out var weight))
                throw new WrongInputException($"--weights: '{part}' should be an indicator and its weight, such as d_nutr=1/6.");
            if (!codes.Contains(pair[0])) throw new WrongInputException($"--weights: '{pair[0]}' is not among the indicators of --dimensions.");
            if (!weights.TryAdd(pair[0], weight)) throw new WrongInputException($"--weights: '{pair[0]}' has two weights.");
        }

        return codes.FirstOrDefault(code => !weights.ContainsKey(code)) is { } missing
            ? throw new WrongInputException($"--weights: '{missing}' has no weight.")
            : weights;
    }
}
