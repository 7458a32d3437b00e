using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads in which villages a figure rose between two rounds.</summary>
internal sealed class VillageRises(PovertyReader poverty, StayersReader stayers)
{
    /// <summary>Between the last two rounds.</summary>
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct) =>
        await poverty.RoundsAsync(tenant, ct) is [.., var first, var second] ? await BetweenAsync(tenant, rule, measure, first, second, ct) : [];

    /// <summary>Where it rose between any two rounds that follow each other, the earliest first.</summary>
    public async Task<IReadOnlyList<AreaCondition>> HistoryAsync(string tenant, AlertRuleDefinition rule, CompiledMeasure measure, CancellationToken ct)
    {
        var begun = new List<AreaCondition>();
        var rounds = await poverty.RoundsAsync(tenant, ct);
        foreach (var (first, second) in rounds.Zip(rounds.Skip(1)))
            begun.AddRange((await BetweenAsync(tenant, rule, measure, first, second, ct)).Where(c => c.Holds == true));
        return begun;
    }

    private async Task<IReadOnlyList<AreaCondition>> BetweenAsync(
        string tenant, AlertRuleDefinition rule, CompiledMeasure measure, RoundSpan first, RoundSpan second, CancellationToken ct)
    {
        var (enter, exit) = rule.Thresholds();
        var least = Fraction.TryParse(rule.MinimumCoverage, out var share) ? share.ToDouble() : 0;
        var (before, after) = (await poverty.VisitsAsync(tenant, first.Round, tenant, ct), await poverty.VisitsAsync(tenant, second.Round, tenant, ct));
        var conditions = new List<AreaCondition>();
        foreach (var village in await stayers.ReadAsync(tenant, measure, rule.Indicators is [var indicator, ..] ? indicator : null, first.Round, second.Round, ct))
        {
            if (village.Households < rule.MinimumN || CoverageOf(before, village.Village) < least || CoverageOf(after, village.Village) < least) continue;
            // Of a sample only what lies beyond its interval counts; where it has none, nothing does.
            bool? holds = village.Rise - village.HalfWidth >= enter ? true : village.Rise < exit ? false : null;
            conditions.Add(new(village.Village, village.Village, $"{first.Round}..{second.Round}", holds, second.Last)
            { Value = AreaCondition.Figure(village.Rise), Limit = rule.Enter, Count = (int)village.Households, Round = second.Round });
        }
        return conditions;
    }

    private static double CoverageOf(IReadOnlyDictionary<string, VillageVisits> visits, string village) =>
        visits.TryGetValue(village, out var of) ? Coverage.Of([of]).Ratio ?? 0 : 0;
}
