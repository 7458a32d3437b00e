using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Households;
using PovertyMonitor.Identities;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>POST /api/alert-rules/trial: how many alerts a rule would have raised, and which, before it is switched on.</summary>
internal static class TryRule
{
    /// <summary>What a look at the households of a trial is recorded as.</summary>
    public const string Purpose = "alert-trial";

    private const int PageSize = 1000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/alert-rules/trial", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Dinkes, Role.Operator)
        .WithName("TryAlertRule")
        .WithSummary("Tries a rule against all that is recorded, in the order in which it was, as the rule of a code (if absent: of the rule that says the same, if there is one), beside the rules in force that take its place: how many alerts it would have raised, in which months and villages, and the first hundred of them (for those only who see the alerts of its audience and may read such households; the look is recorded; others get counts in steps, without the small ones). Households are read a thousand at a time and no more is held; whoever stops waiting stops it. A rule about areas, indicators or devices is tried against every round and day there was, by the figures as they are known now. Nothing is kept or sent.")
        .Produces<TrialView>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HandleAsync(
        RuleEntry rule, [FromQuery] string? code, Caller caller, RuleRegister rules, AudienceRegister audiences, IDocumentStore store, AreaConditions areas, PovertyReader poverty,
        IdentityReader looks, IOptions<SmallCounts> small, CancellationToken ct)
    {
        var (tenant, step) = (caller.Regency!, small.Value.Threshold);
        var (measure, known) = (await rules.MeasureAsync(tenant, rule.Measure ?? "", ct), await audiences.OfAsync(tenant, ct));
        var book = await rules.OfAsync(tenant, ct);
        var tried = code ?? book.CodeOf(rule) ?? "trial";
        var errors = RuleCheck.Check(tried, rule, measure, book, known, step).ToList();
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        var (tally, households) = (new TrialTally(), default(int?));
        if (rule.IsOfHouseholds)
            households = await OfHouseholdsAsync(tally, tenant, Beside(new HouseholdRule(tried, 1, rule, measure!), await rules.HouseholdsAsync(tenant, ct)), await rules.BaselineAsync(tenant, ct), store, ct);
        else if (await areas.HistoryAsync(tenant, rule, measure!, ct) is { } begun)
            foreach (var alert in AreaHistory.Raised(tenant, rule, begun)) tally.Add(alert);
        else return await NotReadyAsync(tenant, measure!, poverty, ct);
        var isTold = known.Of(caller.Role).Contains(rule.Audience) && HouseholdReach.Covers(caller.Role, rule);
        if (rule.RestsOnHouseholds && !isTold) return Results.Ok(tally.Counts(households, step));
        var view = tally.Whole(households, isTold);
        if (rule.IsOfHouseholds && view.Alerts.Count > 0) await looks.RecordAsync(caller, Purpose, null, ct, view.Alerts.Select(a => a.Household).Distinct().Count());
        return Results.Ok(view);
    }

    private static async Task<ProblemResult> NotReadyAsync(string tenant, CompiledMeasure measure, PovertyReader poverty, CancellationToken ct)
    {
        var state = await poverty.StateAsync(tenant, ct);
        return VillageProblems.FillingOf(state, measure.Id, await poverty.MeasuresAsync(tenant, ct)) ?? VillageProblems.RebuildingOf(state);
    }

    private static async Task<int> OfHouseholdsAsync(TrialTally tally, string tenant, HouseholdRules asked, string? baseline, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var (households, after) = (0, 0L);
        while (await HouseholdHistories.RegisteredAsync(session, after, PageSize, ct) is { Count: > 0 } page)
        {
            foreach (var history in (await HouseholdHistories.BeforeAsync(session, [.. page.Select(p => p.Household)], long.MaxValue, ct)).GroupBy(e => e.StreamId))
                foreach (var alert in OfHousehold(tenant, history.Key, history.Select(e => e.Data), asked, baseline)) tally.Add(alert);
            (households, after) = (households + page.Count, page[^1].Sequence);
        }
        return households;
    }

    /// <summary>A rule beside those in force whose alerts take the place of its own.</summary>
    internal static HouseholdRules Beside(HouseholdRule rule, HouseholdRules known)
    {
        HouseholdRule[] instead = [.. known.InForce.Where(r => r.Replaces(rule))];
        return new([rule, .. instead], instead);
    }

    /// <summary>What the first of some rules would have raised about a household.</summary>
    internal static IEnumerable<Alert> OfHousehold(string tenant, Guid household, IEnumerable<object> history, HouseholdRules rules, string? baseline)
    {
        var (state, last) = (Household.Unknown, default(Alert));
        foreach (var fact in history)
        {
            var before = state;
            state = before.With(fact);
            foreach (var raised in FindAlerts.Decide(tenant, household, before, state, fact, rules, baseline).OfType<Finding.Raise>())
            {
                if (raised.Alert.Kind != rules.InForce[0].Code) continue;
                var coolDown = NodaTime.Duration.FromDays(rules.InForce[0].Definition.CoolDownDays);
                var isCoolingDown = last is not null && raised.Alert.CausedAt - last.CausedAt is var since && since < coolDown && since > -coolDown;
                if (!isCoolingDown) yield return last = raised.Alert;
            }
        }
    }
}
