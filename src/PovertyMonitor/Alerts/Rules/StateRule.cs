using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>GET /api/alert-rules; PUT /api/alert-rules/{code}: the rules, stated and switched on or off.</summary>
internal static class StateRule
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/alert-rules", ListAsync)
            .AllowRoles(Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
            .WithName("ListAlertRules")
            .WithSummary("The alert rules in their latest revisions, and the baseline: the round whose first interviews raise nothing.")
            .Produces<RuleList>();
        api.MapPut("/alert-rules/{code}", StateAsync)
            .AllowRoles(Role.Dinsos, Role.Dinkes, Role.Operator)
            .WithName("StateAlertRule")
            .WithSummary("States a rule of one's own audiences (operators: of any) anew (a new revision) and whether it is on. What held of a household before is its memory at once: only what comes raises alerts. A rule of kind cluster tells of a hamlet, and of a village only where households of more than one hamlet are in it. The list's ETag as If-Match keeps two people from overwriting each other.")
            .Produces<RuleList>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync(Caller caller, RuleRegister rules, HttpResponse response, CancellationToken ct) =>
        await AnswerAsync(caller.Regency!, await rules.OfAsync(caller.Regency!, ct), rules, response, ct);

    private static async Task<IResult> StateAsync(
        string code, RuleBody body, Caller caller, RuleRegister rules, AudienceRegister audiences, IOptions<SmallCounts> small, HttpContext http, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var book = await rules.OfAsync(tenant, ct);
        if ((body.Rule ?? book.Find(code)?.Latest) is not { } definition)
            return AlertProblems.Invalid.Result([AlertProblems.InvalidField.At("rule", ("expected", "{...}"))], ("count", 1));
        var (known, measure) = (await audiences.OfAsync(tenant, ct), await rules.MeasureAsync(tenant, definition.Measure ?? "", ct));
        List<FieldError> errors = [];
        var after = await rules.ChangeAsync(tenant, http.Request.SeenVersion(), state =>
        {
            // By the rules as they stand then: two that are stated at the same time could form a circle.
            var stated = body.Rule ?? state.Find(code)!.Latest;
            // What was stated before and would not be taken any more can still be switched off.
            var isOff = body is { Rule: null, IsOn: false };
            errors =
            [
                .. isOff ? [] : RuleCheck.Check(code, stated, measure, state, known, small.Value.Threshold), .. NotOwn(caller, known, [stated.Audience, state.Find(code)?.Latest.Audience]),
                .. body.Code is { } given && given != code ? [SettingsProblems.OtherCode.At("code", ("code", code))] : (FieldError[])[],
            ];
            return errors.Count > 0 ? [] : state.State(code, stated, body.IsOn ?? state.Find(code)?.IsOn ?? false, caller.Subject);
        }, ct);
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        return after is null ? SettingsProblems.SettingsChanged.Result() : await AnswerAsync(tenant, after, rules, http.Response, ct);
    }

    // An agency's alerts are not redirected, nor switched off, by another.
    private static IEnumerable<FieldError> NotOwn(Caller caller, AudienceBook known, IEnumerable<string?> audiences)
    {
        var own = known.Of(caller.Role);
        return caller.Role != Role.Operator && audiences.OfType<string>().Any(a => known.Find(a) is not null && !own.Contains(a))
            ? [AlertProblems.InvalidField.At("audience", ("expected", string.Join(", ", own)))]
            : [];
    }

    internal static async Task<IResult> AnswerAsync(string tenant, RuleBook book, RuleRegister rules, HttpResponse response, CancellationToken ct)
    {
        response.StateVersion(book.Version);
        return Results.Ok(new RuleList(
            new BaselineView(await rules.BaselineAsync(tenant, ct), book.Baseline is not null),
            [.. book.Rules.Values.Select(r => new RuleView(r.Code, r.Revisions.Length, r.IsOn, r.Latest))]));
    }
}

/// <summary>A rule as it is stated.</summary>
/// <param name="Rule">The whole rule; the one that is there if absent.</param>
/// <param name="IsOn">Whether it raises alerts; as it was if absent, a new one not.</param>
/// <param name="Code">Its code, as it is listed; the one in the address if absent.</param>
/// <param name="Revision">Its revision, as it is listed; it has no meaning here.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RuleBody(RuleEntry? Rule, bool? IsOn, string? Code = null, int? Revision = null);

/// <summary>The rules of a regency.</summary>
/// <param name="Baseline">The round whose first interviews raise nothing.</param>
/// <param name="Rules">The rules, by code.</param>
internal sealed record RuleList(BaselineView Baseline, IReadOnlyList<RuleView> Rules);

/// <summary>Baseline mode: a household that is interviewed for the first time in this round raises nothing, so that a first census sends no flood of messages; later changes do.</summary>
/// <param name="Round">The round's code; null where every first interview counts.</param>
/// <param name="IsSet">Whether somebody set it; else it is the round of the first interview there ever was.</param>
internal sealed record BaselineView([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Round, bool IsSet);

/// <summary>A rule.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Revision">Its latest revision.</param>
/// <param name="IsOn">Whether it raises alerts.</param>
/// <param name="Rule">What it says.</param>
internal sealed record RuleView(string Code, int Revision, bool IsOn, AlertRuleDefinition Rule);
