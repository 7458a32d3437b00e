using PovertyMonitor.Platform;

namespace PovertyMonitor.Measures;

/// <summary>Finds numbers of persons and addresses of mail in what a measure's document says: its names go out with alerts, and all of it is public.</summary>
/// <remarks>Asked of what is proposed only: a measure that was adopted before must go on being read.</remarks>
internal static class PersonalNames
{
    /// <summary>The fields that hold one.</summary>
    public static IEnumerable<MeasureFault> In(MeasureDefinition definition) =>
        from text in TextsOf(definition)
        where text.Text is not null && PersonalTexts.AreIn(text.Text)
        select new MeasureFault(text.Path, text.Indicator, null, MeasureFaultKind.PersonalText, []);

    private static IEnumerable<(string Path, string? Indicator, string? Text)> TextsOf(MeasureDefinition definition) =>
    [
        ("code", null, definition.Code),
        .. Both("name", null, definition.Name),
        .. Both("explanation", null, definition.Explanation),
        .. Both("incomplete", null, definition.Incomplete),
        .. (definition.Dimensions ?? []).SelectMany((d, i) => Both($"dimensions[{i}].name", null, d?.Name).Append(($"dimensions[{i}].code", null, d?.Code))),
        .. DefinitionRules.IndicatorsOf(definition).SelectMany(i => Both($"{i.Path}.name", i.Indicator.Code, i.Indicator.Name)
            .Concat(Both($"{i.Path}.explanation", i.Indicator.Code, i.Indicator.Explanation)).Append(($"{i.Path}.code", i.Indicator.Code, i.Indicator.Code))),
    ];

    private static IEnumerable<(string Path, string? Indicator, string? Text)> Both(string path, string? indicator, Bilingual? text) =>
        [($"{path}.id", indicator, text?.Id), ($"{path}.en", indicator, text?.En)];
}
