using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>What the read models say of a regency in one survey round under one measure, as far as expressions ask.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="On">The day of its latest interview, in the regency.</param>
/// <param name="Measure">The measure revision.</param>
internal sealed record RoundFacts(string Round, LocalDate On, CompiledMeasure Measure)
{
    /// <summary>The histograms of the villages, by group.</summary>
    public ImmutableDictionary<Group, IReadOnlyDictionary<string, MaskHistogram>> Histograms { get; init; } = ImmutableDictionary<Group, IReadOnlyDictionary<string, MaskHistogram>>.Empty;

    /// <summary>The visits of the villages.</summary>
    public IReadOnlyDictionary<string, VillageVisits> Visits { get; init; } = ImmutableDictionary<string, VillageVisits>.Empty;

    /// <summary>All villages of the register.</summary>
    public int Villages { get; init; }

    /// <summary>The villages whose meetings confirmed their list.</summary>
    public int Confirmed { get; init; }

    /// <summary>Poor households judged and helped, by days.</summary>
    public ImmutableDictionary<int, (long Judged, long Helped)> Assisted { get; init; } = ImmutableDictionary<int, (long, long)>.Empty;

    /// <summary>Alerts judged and acknowledged, by hours; none while nobody keeps acknowledgements.</summary>
    public ImmutableDictionary<int, AlertAcknowledgements> Acknowledged { get; init; } = ImmutableDictionary<int, AlertAcknowledgements>.Empty;

    /// <summary>What a coverage is of: <c>expected</c>, or <c>found</c> where a village states no expectation.</summary>
    public string CoverageBasis => Coverage.Of([.. Visits.Values]).Basis;

    /// <summary>Villages that have figures.</summary>
    public int VillagesWithFigures => Histograms[Group.Everybody].Keys.Count(v => IndexOf(Group.Everybody, v).H is not null);

    /// <summary>The index of a village, or of all.</summary>
    public PovertyIndex IndexOf(Group group, string? village)
    {
        var villages = Histograms[group];
        var histogram = village is null ? MaskHistogram.Merge(villages.Values) : villages.GetValueOrDefault(village, MaskHistogram.Empty);
        return PovertyIndex.Of(Measure.Structure, Measure.Cutoff, histogram, Measure.MissingRule);
    }
}
