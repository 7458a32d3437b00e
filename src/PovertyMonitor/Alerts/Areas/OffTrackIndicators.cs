using System.Globalization;
using NodaTime;
using PovertyMonitor.Commitments;
using PovertyMonitor.Commitments.Indicators;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads which indicators of the action plan are off track.</summary>
internal sealed class OffTrackIndicators(PlanReader plans)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The indicators that have a value of a round.</summary>
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, CancellationToken ct) =>
        [.. (await StandingsAsync(tenant, ct)).Where(i => i.Progress.Actual is { Round: not null }).Select(i => ConditionOf(tenant, i.Indicator.Code, i.Progress))];

    /// <summary>When each fell behind, round by round, the targets being those of today.</summary>
    public async Task<IReadOnlyList<AreaCondition>> HistoryAsync(string tenant, CancellationToken ct) =>
        [.. (await StandingsAsync(tenant, ct)).SelectMany(i => History(tenant, i.Indicator.Definition, i.Indicator.Code, i.Readings))];

    /// <summary>When an indicator fell behind, by its values up to each. Pure.</summary>
    public static IEnumerable<AreaCondition> History(string tenant, IndicatorDefinition indicator, string code, IReadOnlyList<Reading> readings)
    {
        var isBehind = false;
        for (var known = 1; known <= readings.Count; known++)
        {
            if (readings[known - 1].Round is null) continue;
            var condition = ConditionOf(tenant, code, Progress.Of(indicator, [.. readings.Take(known)]));
            if (condition.Holds == true && !isBehind) yield return condition;
            isBehind = condition.Holds ?? isBehind;
        }
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
