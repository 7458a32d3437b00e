using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures.Expressions;

namespace PovertyMonitor.Measures;

/// <summary>Compiles a measure's document, or tells everything that is wrong with it.</summary>
internal static class MeasureCompiler
{
    /// <summary>Compiles a revision of a measure.</summary>
    /// <param name="definition">The document.</param>
    /// <param name="revision">The revision, from 1.</param>
    /// <param name="faults">Takes what is wrong with the document.</param>
    /// <returns>The measure; <see langword="null"/> where anything is wrong.</returns>
    public static CompiledMeasure? TryCompile(MeasureDefinition definition, int revision, ICollection<MeasureFault> faults)
    {
        DefinitionRules.Check(definition, faults);
        var deprived = new List<Func<Answers, LocalDate, bool?>?>();
        foreach (var (path, indicator) in DefinitionRules.IndicatorsOf(definition).Take(MeasureStructure.MaximumIndicators))
            deprived.Add(Compile(indicator, path, faults));
        if (faults.Count > 0) return null;
        var structure = new MeasureStructure(definition.Dimensions.SelectMany(dimension => dimension.Indicators.Select(
            indicator => new Indicator(indicator.Code, dimension.Code, Fraction.Parse(indicator.Weight)))));
        return new(definition, revision, structure, Fraction.Parse(definition.Cutoff), deprived!);
    }

    /// <summary>Compiles a revision that was checked when it was proposed.</summary>
    /// <exception cref="InvalidOperationException">The document does not pass the check; the message tells the first fault.</exception>
    public static CompiledMeasure Compile(MeasureDefinition definition, int revision)
    {
        var faults = new List<MeasureFault>();
        return TryCompile(definition, revision, faults)
            ?? throw new InvalidOperationException($"{CompiledMeasure.IdOf(definition.Code, revision)} can't be compiled: {faults[0]}.");
    }

    private static Func<Answers, LocalDate, bool?>? Compile(IndicatorDefinition indicator, string path, ICollection<MeasureFault> faults)
    {
        Fraction? minimumKnown = Fraction.TryParse(indicator.MinimumKnownShare, out var share) ? share : null;
        var deprived = Compile(indicator.DeprivedIf, $"{path}.deprivedIf", indicator, minimumKnown, faults);
        var applies = indicator.AppliesIf is null ? null : Compile(indicator.AppliesIf, $"{path}.appliesIf", indicator, minimumKnown, faults);
        if (deprived is { Selects: false } && minimumKnown is not null)
            faults.Add(new($"{path}.minimumKnownShare", indicator.Code, null, MeasureFaultKind.NobodySelected, ["members.where(...)"]));
        return applies is null
            ? deprived?.Holds
            : (answers, on) => Kleene.And(applies.Holds(answers, on), deprived!.Holds(answers, on));
    }

    private static HouseholdExpression? Compile(
        string? text, string path, IndicatorDefinition indicator, Fraction? minimumKnown, ICollection<MeasureFault> faults)
    {
        var found = new List<ExpressionFault>();
        var expression = HouseholdExpression.Compile(text ?? "", minimumKnown, found);
        foreach (var fault in found)
            faults.Add(new(path, indicator.Code, fault.Position, fault.Kind, fault.Known));
        return expression;
    }
}
