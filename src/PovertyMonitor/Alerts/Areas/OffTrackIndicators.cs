using System.Globalization;
using PovertyMonitor.Commitments;
using PovertyMonitor.Platform.Problems;
using NodaTime;

namespace PovertyMonitor.Alerts.Areas;

/// <summary>Reads which indicators of the action plan are behind.</summary>
internal sealed class OffTrackIndicators(ActionPlanStore plans, RoundFiguresReader figures)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    public async Task<IReadOnlyList<AreaCondition>> ReadAsync(string tenant, CancellationToken ct)
    {
        var plan = await plans.ReadAsync(tenant, ct);
        var conditions = new List<AreaCondition>();
        foreach (var ofMeasure in (plan.Agreement?.Commitments ?? []).SelectMany(c => c.Indicators).GroupBy(i => i.Measure))
        {
            var rounds = await figures.ReadAsync(tenant, ofMeasure.Key, ct);
            foreach (var view in ofMeasure.Select(i => IndicatorView.Of(i, rounds, Language.English)).Where(v => v.Actual is not null))
                conditions.Add(new(view.Code, tenant, view.Actual!.Round, view.Status switch { Status.Behind => true, Status.NoData => null, _ => false },
                    Zone.AtStartOfDay(view.Actual.At).ToInstant())
                { Value = Figure(view.Actual.Value), Limit = view.Target.Value is { } target ? Figure(target) : null, Round = view.Actual.Round });
        }
        return conditions;
    }

    private static string Figure(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
