using Marten;
using NodaTime;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments;

/// <summary>Reads action plans and how they stand, as known now or at any place of the log: what reports and pages are made of.</summary>
internal sealed class PlanReader(IDocumentStore store, FactsReader facts, PovertyReader poverty, KnownRounds known, IClock clock)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The day it is in the regency.</summary>
    public LocalDate Today => DayOf(clock.GetCurrentInstant());

    /// <summary>The day that a time is on in the regency.</summary>
    public static LocalDate DayOf(Instant time) => time.InZone(Zone).Date;

    /// <summary>The plans of a regency.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="at">Only what was known then; null for now.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<ActionPlans> PlansAsync(string tenant, KnownPoint? at, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var events = await session.Events.FetchStreamAsync(ActionPlans.StreamId, token: ct);
        return ActionPlans.After(events.Where(e => at is null || e.Sequence <= at.Sequence).Select(e => e.Data));
    }

    /// <summary>The plan in force today; null where there is none.</summary>
    public async Task<ActionPlan?> InForceAsync(string tenant, CancellationToken ct) => (await PlansAsync(tenant, null, ct)).InForceOn(Today);

    /// <summary>Since which day a plan is in the register; null where it is not.</summary>
    public async Task<LocalDate?> RecordedOnAsync(string tenant, string code, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var events = await session.Events.FetchStreamAsync(ActionPlans.StreamId, token: ct);
        return events.FirstOrDefault(e => e.Data is ActionPlanAgreed or PlanOpened && ActionPlans.After([e.Data]).Find(code) is not null) is { } first ? DayOf(Instant.FromDateTimeOffset(first.Timestamp)) : null;
    }

    /// <summary>The day of a place of the log: the one asked for, or that of its last event; null before the first.</summary>
    public async Task<LocalDate?> DayOfAsync(string tenant, KnownPoint at, CancellationToken ct) =>
        (at.Before - Duration.Epsilon ?? await known.RecordedAtAsync(tenant, at.Sequence, ct)) is { } time ? DayOf(time) : null;

    /// <summary>How a plan stands.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="plan">The plan as it was known then.</param>
    /// <param name="at">Only what was known then; null for now.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <param name="commitment">Only this commitment; null for all. What its indicators refer to is worked out with them.</param>
    public async Task<PlanStanding> StandingAsync(string tenant, ActionPlan plan, KnownPoint? at, CancellationToken ct, int? commitment = null)
    {
        // Read first: the figures hold at least what this place of the log holds.
        var asOf = await AsOfAsync(tenant, at, ct);
        var series = await SeriesAsync(tenant, plan, at, asOf, commitment, ct);
        return new(plan, asOf, [.. plan.Commitments.Values.Where(c => commitment is null || c.Number == commitment)
            .Select(c => new CommitmentStanding(c, [.. c.Indicators.Select(series.StandingOf)]))]);
    }

    private async Task<AsOf?> AsOfAsync(string tenant, KnownPoint? at, CancellationToken ct)
    {
        var now = await poverty.AsOfAsync(tenant, ct);
        if (at is null || now is null || at.Sequence >= now.Sequence) return now;
        var end = at.Before - Duration.Epsilon ?? await known.RecordedAtAsync(tenant, at.Sequence, ct);
        return end is { } time ? new(at.Sequence, time) : null;
    }

    private async Task<IndicatorSeries> SeriesAsync(string tenant, ActionPlan plan, KnownPoint? at, AsOf? asOf, int? commitment, CancellationToken ct)
    {
        var all = plan.Commitments.Values.SelectMany(c => c.Indicators).ToDictionary(i => i.Code, StringComparer.Ordinal);
        var measures = await facts.MeasuresAsync(tenant, at, ct);
        var nodes = CompiledIndicators.Of(all.Values.Select(i => i.Definition), measures);
        var wanted = IndicatorSeries.Needed(nodes, commitment is { } number ? [.. plan.Find(number)?.Indicators.Select(i => i.Code) ?? []] : [.. all.Keys]);
        var rounds = new Dictionary<string, IReadOnlyList<RoundFacts>>(StringComparer.Ordinal);
        foreach (var ofMeasure in wanted.Where(nodes.ContainsKey).GroupBy(code => all[code].Definition.Measure!))
            if (asOf is not null)
                rounds[ofMeasure.Key] = await facts.ReadAsync(tenant, measures.Last(m => m.Definition.Code == ofMeasure.Key), [.. ofMeasure.Select(c => nodes[c])], at, asOf, ct);
        return new(new(plan.Start, plan.End), all, nodes, rounds);
    }
}
