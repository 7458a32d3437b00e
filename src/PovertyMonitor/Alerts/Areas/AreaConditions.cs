using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads how rules about areas stand, from the read models.</summary>
internal sealed class AreaConditions(PovertyReader poverty, StayersReader stayers, ClusterReader clusters, SilentDevices devices, OffTrackIndicators indicators, IClock clock)
{
    /// <summary>The subjects of a rule and how it stands with them; <see langword="null"/> while the figures that it rests on are worked out anew.</summary>
    public async Task<IReadOnlyList<AreaCondition>?> OfAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct)
    {
        if (rule.Kind is AlertRuleKind.Cluster or AlertRuleKind.DeviceSilent) return await ReadAsync(tenant, rule, measure, ct);
        // Before and after: a rebuild that began meanwhile left a part of the rows.
        if (!await AreWholeAsync()) return null;
        var conditions = await ReadAsync(tenant, rule, measure, ct);
        return await AreWholeAsync() ? conditions : null;

        async Task<bool> AreWholeAsync() => (await poverty.StateAsync(tenant, ct)).RebuildUpTo is null
            && (rule.Kind != AlertRuleKind.IndexRise || (await poverty.MeasuresAsync(tenant, ct)).Any(m => m.Id == measure.Id));
    }

    private Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct) => rule.Kind switch
    {
        AlertRuleKind.Cluster => clusters.ReadAsync(tenant, rule, clock.GetCurrentInstant(), ct),
        AlertRuleKind.IndexRise => RisesAsync(tenant, rule, measure, ct),
        AlertRuleKind.IndicatorOffTrack => indicators.ReadAsync(tenant, ct),
        AlertRuleKind.CoverageBehind => CoverageAsync(tenant, rule, ct),
        AlertRuleKind.DeviceSilent => devices.ReadAsync(tenant, rule, clock.GetCurrentInstant(), ct),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "Not a rule about areas."),
    };

    private async Task<IReadOnlyList<AreaCondition>> RisesAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct)
    {
        if (await poverty.RoundsAsync(tenant, ct) is not [.., var first, var second]) return [];
        var (enter, exit) = Thresholds(rule);
        var least = Fraction.TryParse(rule.MinimumCoverage, out var share) ? share.ToDouble() : 0;
        var (before, after) = (await poverty.VisitsAsync(tenant, first.Round, tenant, ct), await poverty.VisitsAsync(tenant, second.Round, tenant, ct));
        var conditions = new List<AreaCondition>();
        foreach (var village in await stayers.ReadAsync(tenant, measure, rule.Indicators is [var indicator, ..] ? indicator : null, first.Round, second.Round, ct))
        {
            if (village.Households < rule.MinimumN || CoverageOf(before, village.Village) < least || CoverageOf(after, village.Village) < least) continue;
            // Of a sample only what lies beyond its interval counts; where it has none, nothing does.
            bool? holds = village.Rise - village.HalfWidth >= enter ? true : village.Rise < exit ? false : null;
            conditions.Add(new(village.Village, village.Village, $"{first.Round}..{second.Round}", holds, second.Last)
            { Value = Figure(village.Rise), Limit = rule.Enter, Count = (int)village.Households, Round = second.Round });
        }
        return conditions;
    }

    private async Task<IReadOnlyList<AreaCondition>> CoverageAsync(string tenant, AlertRuleDefinition rule, CancellationToken ct)
    {
        if (await poverty.RoundsAsync(tenant, ct) is not [.., var round]) return [];
        var (enter, exit) = Thresholds(rule);
        var visits = await poverty.VisitsAsync(tenant, round.Round, tenant, ct);
        var stated = visits.Where(v => v.Value.Expected is > 0).ToDictionary();
        if (stated.Count == 0) return [];
        // Behind what the regency as a whole has reached: a round that has just begun leaves nobody behind.
        var reached = Coverage.Of(stated.Values).Ratio!.Value;
        return
        [
            .. from village in stated
               where village.Value.Expected >= rule.MinimumN
               let expected = village.Value.Expected ?? 1
               let ratio = (double)village.Value.Completed / expected
               select new AreaCondition(village.Key, village.Key, round.Round, reached - ratio >= enter ? true : reached - ratio < exit ? false : null, round.Last)
               { Value = Figure(ratio), Limit = Figure(reached), Count = (int)expected, Round = round.Round },
        ];
    }

    private static double CoverageOf(IReadOnlyDictionary<string, VillageVisits> visits, string village) =>
        visits.TryGetValue(village, out var of) ? Coverage.Of([of]).Ratio ?? 0 : 0;

    private static (double Enter, double Exit) Thresholds(AlertRuleDefinition rule)
    {
        var enter = Fraction.Parse(rule.Enter!);
        return (enter.ToDouble(), (Fraction.TryParse(rule.Exit, out var exit) ? exit : enter).ToDouble());
    }

    private static string Figure(double value) => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
