using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>What the read models say of a regency in one survey round under one measure, as far as expressions ask.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="On">The day of its latest interview, in the regency.</param>
/// <param name="Measure">The measure revision.</param>
internal sealed record RoundFacts(string Round, LocalDate On, CompiledMeasure Measure)
{
    /// <summary>The histograms of the villages, by group.</summary>
    public ImmutableDictionary<Group, IReadOnlyDictionary<string, MaskHistogram>> Histograms { get; init; } = ImmutableDictionary<Group, IReadOnlyDictionary<string, MaskHistogram>>.Empty;

    /// <summary>By group, where the round visits a sample: what is estimated of it.</summary>
    public ImmutableDictionary<Group, SampledFacts>? Samples { get; init; }

    /// <summary>Whether the round visits a sample that can't be estimated under the measure's rule for missing answers.</summary>
    public bool HasNoEstimates => Samples is not null && Measure.MissingRule == MissingRule.DropIndicator;

    /// <summary>The visits of the villages.</summary>
    public IReadOnlyDictionary<string, VillageVisits> Visits { get; init; } = ImmutableDictionary<string, VillageVisits>.Empty;

    /// <summary>All villages of the register.</summary>
    public int Villages { get; init; }

    /// <summary>The villages whose meetings confirmed their list.</summary>
    public int Confirmed { get; init; }

    /// <summary>Poor households judged and helped, by days; of a sample, as many as they stand for.</summary>
    public ImmutableDictionary<int, (double Judged, double Helped)> Assisted { get; init; } = ImmutableDictionary<int, (double, double)>.Empty;

    /// <summary>Alerts judged and acknowledged, by hours; none while nobody keeps acknowledgements.</summary>
    public ImmutableDictionary<int, AlertAcknowledgements> Acknowledged { get; init; } = ImmutableDictionary<int, AlertAcknowledgements>.Empty;

    /// <summary>What a coverage is of: <c>expected</c>, or <c>found</c> where a village states no expectation.</summary>
    public string CoverageBasis => Coverage.Of([.. Visits.Values]).Basis;

    /// <summary>Villages that have figures.</summary>
    public int VillagesWithFigures => MeasuredVillages.Count();

    /// <summary>Their codes.</summary>
    public IEnumerable<string> MeasuredVillages => (Samples?[Group.Everybody].Villages ?? Histograms[Group.Everybody].Keys)
        .Where(v => ValueOf(new(AreaFigure.H, Group.Everybody, null), v) is not null);

    /// <summary>A figure of a village, or of all: counted, or estimated where the round visits a sample.</summary>
    public double? ValueOf(Node.OfArea figure, string? village)
    {
        if (Samples is { } samples) return samples[figure.Group].ValueOf(figure, village);
        var index = IndexOf(figure.Group, village);
        return figure.Name switch
        {
            AreaFigure.M0 => index.M0,
            AreaFigure.H => index.H,
            AreaFigure.A => index.A,
            AreaFigure.Vulnerable => index.Vulnerable,
            AreaFigure.Severe => index.Severe,
            AreaFigure.Households => index.Households,
            AreaFigure.Persons => index.Persons,
            AreaFigure.PoorHouseholds => index.PoorHouseholds,
            AreaFigure.PoorPersons => index.PoorPersons,
            AreaFigure.Censored => index.Indicators.First(i => i.Code == figure.Indicator).Censored,
            AreaFigure.Uncensored => index.Indicators.First(i => i.Code == figure.Indicator).Uncensored,
            _ => throw new ArgumentOutOfRangeException(nameof(figure), figure.Name, "A figure no area has."),
        };
    }

    /// <summary>What an expression that is a figure alone is estimated to be; <see langword="null"/> for any other, and where the round is a census.</summary>
    public EstimateView? EstimateOf(Node node) =>
        node is Node.OfArea figure && Samples?.GetValueOrDefault(figure.Group)?.EstimateOf(figure, null) is { } estimate ? EstimateView.Of(estimate) : null;

    private PovertyIndex IndexOf(Group group, string? village)
    {
        var villages = Histograms[group];
        var histogram = village is null ? MaskHistogram.Merge(villages.Values) : villages.GetValueOrDefault(village, MaskHistogram.Empty);
        return PovertyIndex.Of(Measure.Structure, Measure.Cutoff, histogram, Measure.MissingRule);
    }
}
