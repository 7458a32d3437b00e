using Marten;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>POST /api/alert-rules/trial: how many alerts a rule would have raised, and which, before it is switched on.</summary>
internal static class TryRule
{
    private const int Chunk = 1000;
    private const int Shown = 100;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/alert-rules/trial", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Dinkes, Role.Operator)
        .WithName("TryAlertRule")
        .WithSummary("Tries a rule against all that is recorded, in the order in which it was: how many alerts it would have raised, in which months and villages, and the first hundred of them (for those only who see the alerts of its audience); a rule about areas, indicators or devices against every round and day there was, by the figures as they are known now. Nothing is kept or sent.")
        .Produces<TrialView>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> HandleAsync(
        AlertRuleDefinition rule, Caller caller, RuleRegister rules, AudienceRegister audiences, IDocumentStore store, AreaConditions areas, PovertyReader poverty, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var measure = await rules.MeasureAsync(tenant, rule.Measure ?? "", ct);
        var errors = RuleCheck.Check("trial", rule, measure, await rules.OfAsync(tenant, ct), await audiences.OfAsync(tenant, ct)).ToList();
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        IReadOnlyList<Alert> alerts;
        if (rule.IsOfHouseholds) alerts = await OfHouseholdsAsync(tenant, new HouseholdRule("trial", 1, rule, measure!), await rules.BaselineAsync(tenant, ct), store, ct);
        else if (await areas.HistoryAsync(tenant, rule, measure!, ct) is { } begun) alerts = AreaHistory.Raised(tenant, rule, begun);
        else return await NotReadyAsync(tenant, measure!, poverty, ct);
        return Results.Ok(new TrialView(
            alerts.Count,
            alerts.GroupBy(a => $"{a.On:uuuu-MM}").OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            alerts.GroupBy(a => a.Area).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(Shown).ToDictionary(g => g.Key, g => g.Count()),
            // Which households they are is for those whom the rule would tell, in the end.
            (await audiences.OfAsync(tenant, ct)).Of(caller.Role).Contains(rule.Audience) ? [.. alerts.Take(Shown)] : []));
    }

    private static async Task<ProblemResult> NotReadyAsync(string tenant, CompiledMeasure measure, PovertyReader poverty, CancellationToken ct)
    {
        var state = await poverty.StateAsync(tenant, ct);
        return VillageProblems.FillingOf(state, measure.Id, await poverty.MeasuresAsync(tenant, ct)) ?? VillageProblems.RebuildingOf(state);
    }

    private static async Task<List<Alert>> OfHouseholdsAsync(string tenant, HouseholdRule rule, string? baseline, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var alerts = new List<Alert>();
        var asked = new HouseholdRules([rule], []);
        foreach (var chunk in (await HouseholdHistories.RegisteredAsync(session, ct)).Chunk(Chunk))
            foreach (var history in (await HouseholdHistories.BeforeAsync(session, chunk, long.MaxValue, ct)).GroupBy(e => e.StreamId))
                alerts.AddRange(OfHousehold(tenant, history.Key, history.Select(e => e.Data), asked, baseline));
        return [.. alerts.OrderBy(a => a.CausedAt).ThenBy(a => a.Id)];
    }

    private static IEnumerable<Alert> OfHousehold(string tenant, Guid household, IEnumerable<object> history, HouseholdRules rules, string? baseline)
    {
        var (state, last) = (Household.Unknown, default(Alert));
        foreach (var fact in history)
        {
            var before = state;
            state = before.With(fact);
            foreach (var raised in FindAlerts.Decide(tenant, household, before, state, fact, rules, baseline).OfType<Finding.Raise>())
            {
                var isCoolingDown = last is not null && raised.Alert.CausedAt - last.CausedAt < NodaTime.Duration.FromDays(rules.InForce[0].Definition.CoolDownDays);
                if (!isCoolingDown) yield return last = raised.Alert;
            }
        }
    }
}

/// <summary>What a rule would have raised.</summary>
/// <param name="Count">How many alerts.</param>
/// <param name="ByMonth">Of them per month.</param>
/// <param name="ByArea">Of them per area, the most first, a hundred areas.</param>
/// <param name="Alerts">The first hundred; none for who does not see the alerts of its audience.</param>
internal sealed record TrialView(int Count, IReadOnlyDictionary<string, int> ByMonth, IReadOnlyDictionary<string, int> ByArea, IReadOnlyList<Alert> Alerts);
