using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Commitments.Revisions;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>An indicator with all its versions and reported values.</summary>
/// <param name="Versions">What it was and is, the first one first; the last stands.</param>
internal sealed record Indicator(ImmutableList<IndicatorVersion> Versions)
{
    /// <summary>The reported values in the order of the log; of one day the agencies' last stands.</summary>
    public ImmutableList<IndicatorValueReported> Values { get; init; } = [];

    /// <summary>What stands.</summary>
    public IndicatorDefinition Definition => Versions[^1].Definition;

    /// <summary>Its code.</summary>
    public string Code => Definition.Code;

    /// <summary>The number of the version that stands, from 1.</summary>
    public int Version => Versions.Count;

    /// <summary>The indicator with the targets that stand agreed.</summary>
    public Indicator Agreed() => this with
    {
        Versions = Versions.SetItem(Versions.Count - 1, Versions[^1] with { Definition = Definition with { Targets = [.. Definition.Targets.Select(t => t with { Agreed = true })] } }),
    };

    /// <summary>The values that stand, by their days: the agencies'.</summary>
    public IEnumerable<IndicatorValueReported> StandingValues => LastOfEachDay(Side.Agency);

    /// <summary>What the partners reported, by its days: shown beside the agencies' values, like an independent assessment, and replacing none.</summary>
    public IEnumerable<IndicatorValueReported> PartnerValues => LastOfEachDay(Side.Partner);

    private IEnumerable<IndicatorValueReported> LastOfEachDay(Side side) => Values.Where(v => v.Side == side).GroupBy(v => v.On).OrderBy(g => g.Key).Select(g => g.Last());
}

/// <summary>What an indicator was since a time.</summary>
/// <param name="Definition">What it was.</param>
/// <param name="Since">Since when; null for what was agreed before the register kept it.</param>
/// <param name="Revision">The revision that made it so; null where it was defined.</param>
internal sealed record IndicatorVersion(IndicatorDefinition Definition, Instant? Since, int? Revision);
