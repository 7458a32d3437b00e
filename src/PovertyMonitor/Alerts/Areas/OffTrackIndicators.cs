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
    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, CancellationToken ct)
    {
        if (await plans.InForceAsync(tenant, ct) is not { } plan) return [];
        var standing = await plans.StandingAsync(tenant, plan, null, ct);
        return [.. standing.Commitments.SelectMany(c => c.Indicators).Where(i => i.Progress.Actual is { Round: not null }).Select(i => ConditionOf(tenant, i.Indicator.Code, i.Progress))];
    }

    private static AreaCondition ConditionOf(string tenant, string code, Progress progress) =>
        new(code, tenant, progress.Actual!.Round!, progress.Status switch { Status.OffTrack => true, Status.NoData => null, _ => false }, Zone.AtStartOfDay(progress.Actual.At).ToInstant())
        {
            Value = Figure(progress.Actual.Value),
            Limit = progress.Next.Value is { } goal ? Figure(goal) : null,
            Round = progress.Actual.Round,
        };

    private static string Figure(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
