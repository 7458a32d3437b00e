using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages.Figures;

/// <summary>A sample round's households under a measure, ready to be estimated from. Pure.</summary>
/// <remarks>
/// The design is that of all units with an interview in the round, so that a part's errors account for units without a member of it.
/// A stratum with a single unit is centred at the sample's mean: the error comes out too large rather than too small.
/// </remarks>
internal sealed class RoundSample
{
    private readonly CompiledMeasure _measure;
    private readonly SampleDesign _design;
    private readonly Lazy<SampleEstimator> _estimator;
    private readonly Dictionary<string, SampleDomain> _villages = new(StringComparer.Ordinal);

    /// <summary>The sample of a round.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="households">All its households.</param>
    /// <param name="design">The design that a second round shares, so that units visited in both count as the same.</param>
    public RoundSample(CompiledMeasure measure, IEnumerable<SampledHousehold> households, SampleDesign? design = null)
    {
        (_measure, _design) = (measure, design ?? new());
        _estimator = new(() => new SampleEstimator(measure.Structure, _design, LonelyPsu.Adjust));
        Whole = new(_design, measure.MissingRule);
        foreach (var h in households)
        {
            if (h.Stratum is null) NotInSample += h.IsAsked ? 1 : 0;
            else Add(h, _design.Psu(h.Stratum, h.Psu!));
        }
    }

    /// <summary>The design.</summary>
    public SampleDesign Design => _design;

    /// <summary>Everybody asked for.</summary>
    public SampleDomain Whole { get; }

    /// <summary>Persons asked for in the households interviewed, unweighted.</summary>
    public long Persons { get; private set; }

    /// <summary>Of them, those in households that the rule for missing answers leaves in.</summary>
    public long PersonsUsed { get; private set; }

    /// <summary>Households interviewed in the round that are not in its sample: they stand for nobody.</summary>
    public long NotInSample { get; private set; }

    /// <summary>Those of a village.</summary>
    public SampleDomain Of(string village) => _villages.GetValueOrDefault(village) ?? new(_design, _measure.MissingRule);

    /// <summary>Estimates a figure of a domain; without an error where that is no more than one unit.</summary>
    public Estimate Level(SampleDomain domain, StatisticKind kind, Fraction? cutoff, int? indicator = null) =>
        _estimator.Value.Level(domain, new(kind, cutoff, indicator)).UnlessOneUnit(domain);

    /// <summary>Estimates the change of a figure to another round of the same design.</summary>
    public Estimate ChangeTo(RoundSample second, StatisticKind kind, Fraction cutoff) =>
        _estimator.Value.Change(Whole, second.Whole, new(kind, cutoff), ChangeKind.Absolute, 1).UnlessOneUnit(Whole, second.Whole);

    private void Add(SampledHousehold h, int psu)
    {
        if (!h.IsAsked) return;
        Persons += h.Masks.Persons;
        PersonsUsed += h.Masks.Missing == 0 || _measure.MissingRule != MissingRule.DropHousehold ? h.Masks.Persons : 0;
        if (!_villages.TryGetValue(h.Village, out var village)) _villages.Add(h.Village, village = new(_design, _measure.MissingRule));
        foreach (var domain in (SampleDomain[])[Whole, village]) domain.Add(psu, h.Weight * h.Masks.Persons, h.Masks.Deprived, h.Masks.Missing);
    }
}
