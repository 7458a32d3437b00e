using System.Globalization;
using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads which indicators of the action plan are off track.</summary>
internal sealed class OffTrackIndicators(PlanReader plans, PovertyReader poverty)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The indicators that have a value of a round of which the rule asks enough households were met.</summary>
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, AlertRuleDefinition rule, CancellationToken ct)
    {
        var standings = (await StandingsAsync(tenant, ct)).Where(i => i.Progress.Actual is { Round: not null }).ToList();
        var told = await ToldAsync(tenant, rule, standings.Select(i => i.Progress.Actual!.Round!), ct);
        return [.. standings.Where(i => told.Contains(i.Progress.Actual!.Round!)).Select(i => ConditionOf(tenant, i.Indicator.Code, i.Progress))];
    }

    /// <summary>When each fell behind, round by round, the targets being those of today.</summary>
    public async Task<IReadOnlyList<AreaCondition>> HistoryAsync(string tenant, AlertRuleDefinition rule, CancellationToken ct)
    {
        var standings = (await StandingsAsync(tenant, ct)).ToList();
        var told = await ToldAsync(tenant, rule, standings.SelectMany(i => i.Readings).Select(r => r.Round).OfType<string>(), ct);
        return [.. standings.SelectMany(i => History(tenant, i.Indicator.Definition, i.Indicator.Code, i.Readings, told.Contains))];
    }

    /// <summary>When an indicator fell behind, by its values up to each. Pure.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="code">Its code.</param>
    /// <param name="readings">Its values, the oldest first.</param>
    /// <param name="isTold">Whether a round says enough to be told of.</param>
    public static IEnumerable<AreaCondition> History(string tenant, IndicatorDefinition indicator, string code, IReadOnlyList<Reading> readings, Func<string, bool> isTold)
    {
        var isBehind = false;
        for (var known = 1; known <= readings.Count; known++)
        {
            if (readings[known - 1].Round is not { } round || !isTold(round)) continue;
            var condition = ConditionOf(tenant, code, Progress.Of(indicator, [.. readings.Take(known)]));
            if (condition.Holds == true && !isBehind) yield return condition;
            isBehind = condition.Holds ?? isBehind;
        }
    }

    // The first households of a round are few, and of one village: what they say of the regency changes with the next ones.
    private async Task<HashSet<string>> ToldAsync(string tenant, AlertRuleDefinition rule, IEnumerable<string> rounds, CancellationToken ct)
    {
        var (told, least) = (new HashSet<string>(StringComparer.Ordinal), Fraction.TryParse(rule.MinimumCoverage, out var share) ? share.ToDouble() : 0);
        foreach (var round in rounds.Distinct(StringComparer.Ordinal))
            if (Coverage.Of([.. (await poverty.VisitsAsync(tenant, round, tenant, ct)).Values]) is var met && met.Completed >= rule.MinimumN && (met.Ratio ?? 0) >= least) told.Add(round);
        return told;
    }

    private async Task<IEnumerable<IndicatorStanding>> StandingsAsync(string tenant, CancellationToken ct) =>
        await plans.InForceAsync(tenant, ct) is { } plan ? (await plans.StandingAsync(tenant, plan, null, ct)).Commitments.SelectMany(c => c.Indicators) : [];

    private static AreaCondition ConditionOf(string tenant, string code, Progress progress) =>
        new(code, tenant, progress.Actual!.Round!, progress.Status switch { Status.OffTrack => true, Status.NoData => null, _ => false }, Zone.AtStartOfDay(progress.Actual.At).ToInstant())
        {
            Value = Figure(progress.Actual.Value),
            Limit = progress.Next.Value is { } goal ? Figure(goal) : null,
            Round = progress.Actual.Round,
        };

    private static string Figure(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
