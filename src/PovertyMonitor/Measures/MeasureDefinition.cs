using System.Text.Json.Serialization;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures;

/// <summary>A measure as its document states it: data that is proposed, checked, adopted and revised.</summary>
/// <param name="Code">Lower-case letters, digits and hyphens, such as <c>global-mpi-2018</c>; never reused for another measure.</param>
/// <param name="Name">The name.</param>
/// <param name="Explanation">What it measures, and where it departs from its source.</param>
/// <param name="Source">The publication the definition comes from.</param>
/// <param name="Cutoff">The share of the weights from which a household is poor, above 0 and at most 1, such as <c>1/3</c>.</param>
/// <param name="MissingRule">What an unknown indicator does to a household.</param>
/// <param name="Dimensions">The dimensions; the order of their indicators is the order of the bits in a mask.</param>
public sealed record MeasureDefinition(
    string Code,
    Bilingual Name,
    Bilingual Explanation,
    string Source,
    string Cutoff,
    [property: JsonConverter(typeof(MissingRuleJsonConverter))] MissingRule MissingRule,
    IReadOnlyList<DimensionDefinition> Dimensions)
{
    /// <summary>What of the source is not known here and so is not in the measure; absent where the measure is complete.</summary>
    public Bilingual? Incomplete { get; init; }
}

/// <summary>A dimension of a measure.</summary>
/// <param name="Code">Unique within the measure.</param>
/// <param name="Name">The name.</param>
/// <param name="Indicators">At least one.</param>
public sealed record DimensionDefinition(string Code, Bilingual Name, IReadOnlyList<IndicatorDefinition> Indicators);

/// <summary>An indicator of a measure.</summary>
/// <param name="Code">Unique within the measure.</param>
/// <param name="Name">The name.</param>
/// <param name="Explanation">When a household is deprived, in words.</param>
/// <param name="Weight">The weight, above 0, such as <c>1/18</c>; all weights of a measure sum to exactly 1.</param>
/// <param name="DeprivedIf">The expression over the questionnaire that is true for a deprived household.</param>
public sealed record IndicatorDefinition(string Code, Bilingual Name, Bilingual Explanation, string Weight, string DeprivedIf)
{
    /// <summary>The expression that is true where the indicator applies; a household it does not apply to is not deprived. Absent: it applies to all.</summary>
    public string? AppliesIf { get; init; }

    /// <summary>
    /// How many of the persons selected by <c>where</c> must be known, as a share from 0 to 1 and at least one person, before
    /// those known speak for the others. Absent: all must be.
    /// </summary>
    public string? MinimumKnownShare { get; init; }
}

/// <summary>Writes a <see cref="MissingRule"/> as <c>dropHousehold</c>, <c>notDeprived</c> or <c>dropIndicator</c>.</summary>
internal sealed class MissingRuleJsonConverter()
    : JsonStringEnumConverter<MissingRule>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);
