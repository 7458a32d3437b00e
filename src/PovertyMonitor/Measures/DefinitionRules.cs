using System.Text.RegularExpressions;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures;

/// <summary>What must hold in a measure's document besides its expressions.</summary>
internal static partial class DefinitionRules
{
    public static IEnumerable<(string Path, IndicatorDefinition Indicator)> IndicatorsOf(MeasureDefinition definition) =>
        from dimension in (definition.Dimensions ?? []).Select((d, i) => (d?.Indicators, Path: $"dimensions[{i}]"))
        from indicator in (dimension.Indicators ?? []).Select((value, i) => (Value: value, Path: $"{dimension.Path}.indicators[{i}]"))
        where indicator.Value is not null
        select (indicator.Path, indicator.Value);

    public static void Check(MeasureDefinition definition, ICollection<MeasureFault> faults)
    {
        CheckCode(definition.Code, "code", null, faults);
        CheckText(definition.Name, "name", null, faults);
        CheckText(definition.Explanation, "explanation", null, faults);
        if (definition.Incomplete is { } incomplete) CheckText(incomplete, "incomplete", null, faults);
        if (string.IsNullOrWhiteSpace(definition.Source)) faults.Add(new("source", null, null, MeasureFaultKind.Missing, []));
        if (!IsShare(definition.Cutoff, zero: false)) faults.Add(new("cutoff", null, null, MeasureFaultKind.NotAShare, ["0 < 1/3 <= 1"]));
        CheckDimensions(definition.Dimensions ?? [], faults);
        var indicators = IndicatorsOf(definition).ToList();
        foreach (var (path, indicator) in indicators) CheckIndicator(indicator, path, faults);
        CheckRepeated(indicators.Select(i => (i.Path, (string?)i.Indicator.Code, (string?)i.Indicator.Code)), faults);
        if (indicators.Count > MeasureStructure.MaximumIndicators)
            faults.Add(new("dimensions", null, null, MeasureFaultKind.TooMany, [$"{MeasureStructure.MaximumIndicators}"]));
        else if (indicators.All(i => IsShare(i.Indicator.Weight, zero: false)))
            CheckSum(indicators, faults);
    }

    private static void CheckDimensions(IReadOnlyList<DimensionDefinition> dimensions, ICollection<MeasureFault> faults)
    {
        if (dimensions.Count == 0) faults.Add(new("dimensions", null, null, MeasureFaultKind.Missing, []));
        for (var i = 0; i < dimensions.Count; i++)
        {
            // JSON's null can stand in a list whatever its type says.
            if (dimensions[i] is not { } dimension)
            {
                faults.Add(new($"dimensions[{i}]", null, null, MeasureFaultKind.Missing, []));
                continue;
            }
            CheckCode(dimension.Code, $"dimensions[{i}].code", null, faults);
            CheckText(dimension.Name, $"dimensions[{i}].name", null, faults);
            if (dimension.Indicators is null or []) faults.Add(new($"dimensions[{i}].indicators", null, null, MeasureFaultKind.Missing, []));
            for (var j = 0; j < dimension.Indicators?.Count; j++)
                if (dimension.Indicators[j] is null) faults.Add(new($"dimensions[{i}].indicators[{j}]", null, null, MeasureFaultKind.Missing, []));
        }
        CheckRepeated(dimensions.Select((d, i) => ($"dimensions[{i}]", (string?)d?.Code, (string?)null)), faults);
    }

    private static void CheckIndicator(IndicatorDefinition indicator, string path, ICollection<MeasureFault> faults)
    {
        CheckCode(indicator.Code, $"{path}.code", indicator.Code, faults);
        CheckText(indicator.Name, $"{path}.name", indicator.Code, faults);
        CheckText(indicator.Explanation, $"{path}.explanation", indicator.Code, faults);
        if (!IsShare(indicator.Weight, zero: false))
            faults.Add(new($"{path}.weight", indicator.Code, null, MeasureFaultKind.NotAShare, ["0 < 1/6 <= 1"]));
        if (indicator.MinimumKnownShare is { } share && !IsShare(share, zero: true))
            faults.Add(new($"{path}.minimumKnownShare", indicator.Code, null, MeasureFaultKind.NotAShare, ["0 <= 2/3 <= 1"]));
    }

    private static void CheckSum(IEnumerable<(string Path, IndicatorDefinition Indicator)> indicators, ICollection<MeasureFault> faults)
    {
        try
        {
            var sum = indicators.Aggregate(Fraction.Zero, (total, i) => total + Fraction.Parse(i.Indicator.Weight));
            if (sum != Fraction.One) faults.Add(new("dimensions", null, null, MeasureFaultKind.WeightsNotOne, [$"1 != {sum}"]));
        }
        catch (OverflowException)
        {
            faults.Add(new("dimensions", null, null, MeasureFaultKind.WeightsNotOne, ["1"]));
        }
    }

    private static void CheckRepeated(IEnumerable<(string Path, string? Code, string? Indicator)> codes, ICollection<MeasureFault> faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, code, indicator) in codes)
            if (code is not null && !seen.Add(code)) faults.Add(new($"{path}.code", indicator, null, MeasureFaultKind.Repeated, []));
    }

    private static void CheckCode(string? code, string path, string? indicator, ICollection<MeasureFault> faults)
    {
        if (code is null || !Code().IsMatch(code)) faults.Add(new(path, indicator, null, MeasureFaultKind.NotACode, ["a-z 0-9 - _"]));
    }

    private static void CheckText(Bilingual? text, string path, string? indicator, ICollection<MeasureFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text?.Id)) faults.Add(new($"{path}.id", indicator, null, MeasureFaultKind.Missing, []));
        if (string.IsNullOrWhiteSpace(text?.En)) faults.Add(new($"{path}.en", indicator, null, MeasureFaultKind.Missing, []));
    }

    private static bool IsShare(string? text, bool zero) =>
        Fraction.TryParse(text, out var share) && share <= Fraction.One && (share > Fraction.Zero || (zero && share == Fraction.Zero));

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,63}\z")]
    private static partial Regex Code();
}
