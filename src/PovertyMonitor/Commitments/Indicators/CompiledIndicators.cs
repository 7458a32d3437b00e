using System.Collections.Immutable;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>Reads the expressions of a plan's indicators. Pure.</summary>
internal static class CompiledIndicators
{
    /// <summary>The expressions of a plan, by the indicators' codes; one that the measure in force can't answer any more is left out.</summary>
    public static ImmutableDictionary<string, Node> Of(IEnumerable<IndicatorDefinition> definitions, IReadOnlyCollection<CompiledMeasure> measures)
    {
        var all = definitions.ToList();
        var codes = all.Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        var nodes = ImmutableDictionary.CreateBuilder<string, Node>(StringComparer.Ordinal);
        foreach (var definition in all.Where(d => d.IsComputed))
            if (measures.LastOrDefault(m => m.Definition.Code == definition.Measure) is { } measure
                && Parser.Parse(definition.Expression!, new(IndicatorsOf(measure), codes), []) is { } node)
                nodes[definition.Code] = node;
        return nodes.ToImmutable();
    }

    /// <summary>The codes of a measure's indicators.</summary>
    public static IReadOnlyCollection<string> IndicatorsOf(CompiledMeasure measure) => [.. measure.Structure.Indicators.Select(i => i.Code)];
}
