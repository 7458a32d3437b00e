using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads how rules about areas stand, and when they began to hold, from the read models.</summary>
internal sealed class AreaConditions(
    PovertyReader poverty, VillageRises rises, CoverageGaps gaps, ClusterReader clusters, SilentDevices devices, OffTrackIndicators indicators, IClock clock)
{
    /// <summary>The subjects of a rule and how it stands with them; <see langword="null"/> while the figures that it rests on are worked out anew.</summary>
    public Task<IReadOnlyList<AreaCondition>?> OfAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct) =>
        WholeAsync(tenant, rule, measure, () => ReadAsync(tenant, rule, measure, ct), ct);

    /// <summary>All that began by a rule in what is recorded, the figures as they are known now; <see langword="null"/> while they are worked out anew.</summary>
    public Task<IReadOnlyList<AreaCondition>?> HistoryAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct) =>
        WholeAsync(tenant, rule, measure, () => rule.Kind switch
        {
            AlertRuleKind.Cluster => clusters.HistoryAsync(tenant, rule, ct),
            AlertRuleKind.IndexRise => rises.HistoryAsync(tenant, rule, measure, ct),
            AlertRuleKind.IndicatorOffTrack => indicators.HistoryAsync(tenant, rule, ct),
            AlertRuleKind.CoverageBehind => gaps.HistoryAsync(tenant, rule, ct),
            AlertRuleKind.DeviceSilent => devices.HistoryAsync(tenant, rule, clock.GetCurrentInstant(), ct),
            _ => throw NotOfAreas(rule),
        }, ct);

    private Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct) => rule.Kind switch
    {
        AlertRuleKind.Cluster => clusters.ReadAsync(tenant, rule, clock.GetCurrentInstant(), ct),
        AlertRuleKind.IndexRise => rises.ReadAsync(tenant, rule, measure, ct),
        AlertRuleKind.IndicatorOffTrack => indicators.ReadAsync(tenant, rule, ct),
        AlertRuleKind.CoverageBehind => gaps.ReadAsync(tenant, rule, ct),
        AlertRuleKind.DeviceSilent => devices.ReadAsync(tenant, rule, clock.GetCurrentInstant(), ct),
        _ => throw NotOfAreas(rule),
    };

    private async Task<IReadOnlyList<AreaCondition>?> WholeAsync(
        string tenant, AlertRuleDefinition rule, CompiledMeasure measure, Func<Task<IReadOnlyList<AreaCondition>>> readAsync, CancellationToken ct)
    {
        if (rule.Kind is AlertRuleKind.Cluster or AlertRuleKind.DeviceSilent) return await readAsync();
        // Before and after: a rebuild that began meanwhile left a part of the rows.
        if (!await AreWholeAsync()) return null;
        var conditions = await readAsync();
        return await AreWholeAsync() ? conditions : null;

        async Task<bool> AreWholeAsync() => (await poverty.StateAsync(tenant, ct)).RebuildUpTo is null
            && (rule.Kind != AlertRuleKind.IndexRise || (await poverty.MeasuresAsync(tenant, ct)).Any(m => m.Id == measure.Id));
    }

    private static ArgumentOutOfRangeException NotOfAreas(AlertRuleDefinition rule) => new(nameof(rule), rule.Kind, "Not a rule about areas.");
}
