using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>What a round that visits a sample says of a group: estimated by its strata, units and weights. Pure.</summary>
internal sealed class SampledFacts
{
    private readonly CompiledMeasure _measure;
    private readonly IReadOnlyList<SampledHousehold> _households;
    private readonly RoundSample? _sample;

    /// <summary>Takes the round's households.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="households">All its households; those of the group are asked for.</param>
    public SampledFacts(CompiledMeasure measure, IReadOnlyList<SampledHousehold> households)
    {
        (_measure, _households) = (measure, [.. households.Where(h => h.Stratum is not null)]);
        // There is no standard error where unknown indicators are dropped, and no estimate without one.
        if (measure.MissingRule != MissingRule.DropIndicator) _sample = new(measure, households);
    }

    /// <summary>The villages with somebody asked for.</summary>
    public IEnumerable<string> Villages => _households.Where(h => h.IsAsked).Select(h => h.Village).Distinct(StringComparer.Ordinal);

    /// <summary>A figure of a village, or of all.</summary>
    public double? ValueOf(Node.OfArea figure, string? village) => figure.Name switch
    {
        AreaFigure.Households => Total(village, _ => true, _ => 1),
        AreaFigure.Persons => Total(village, _ => true, h => h.Masks.Persons),
        AreaFigure.PoorHouseholds => Total(village, IsPoor, _ => 1),
        AreaFigure.PoorPersons => Total(village, IsPoor, h => h.Masks.Persons),
        AreaFigure.Vulnerable => Level(village, StatisticKind.H, PovertyIndex.VulnerableFrom)?.Value - Level(village, StatisticKind.H, PovertyIndex.VulnerableBelow)?.Value,
        _ => EstimateOf(figure, village)?.Value,
    };

    /// <summary>A figure with its standard error; <see langword="null"/> for what has none here.</summary>
    public Estimate? EstimateOf(Node.OfArea figure, string? village) => figure.Name switch
    {
        AreaFigure.H => Level(village, StatisticKind.H, _measure.Cutoff),
        AreaFigure.A => Level(village, StatisticKind.A, _measure.Cutoff),
        AreaFigure.M0 => Level(village, StatisticKind.M0, _measure.Cutoff),
        AreaFigure.Severe => Level(village, StatisticKind.H, PovertyIndex.SevereFrom),
        AreaFigure.Censored => Level(village, StatisticKind.Censored, _measure.Cutoff, figure.Indicator),
        AreaFigure.Uncensored => Level(village, StatisticKind.Uncensored, null, figure.Indicator),
        _ => null,
    };

    private Estimate? Level(string? village, StatisticKind kind, Fraction? cutoff, string? indicator = null) => _sample?.Level(
        village is null ? _sample.Whole : _sample.Of(village), kind, cutoff,
        indicator is null ? null : _measure.Structure.Indicators.Select((i, place) => (i.Code, Place: place)).First(i => i.Code == indicator).Place);

    // Estimated counts: a household stands for as many as its weight says.
    private double Total(string? village, Func<SampledHousehold, bool> counts, Func<SampledHousehold, double> of) =>
        _households.Where(h => h.IsAsked && (village is null || h.Village == village) && counts(h)).Sum(h => h.Weight * of(h));

    private bool IsPoor(SampledHousehold household) =>
        HouseholdStandings.StatusOf(_measure, household.Masks.Deprived, household.Masks.Missing) == PovertyStatus.Poor;
}
