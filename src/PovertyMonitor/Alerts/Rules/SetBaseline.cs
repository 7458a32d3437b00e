using System.Text.Json.Serialization;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>PUT /api/alert-rules/baseline: which round's first interviews raise nothing.</summary>
internal static class SetBaseline
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/alerts/baseline", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Operator)
        .WithName("SetAlertBaseline")
        .WithSummary("Baseline mode: households that are interviewed for the first time in this round raise no alerts, however poor; null ends it. Until it is set it is the round of the first interview there ever was, so that a first census sends nothing.")
        .Produces<RuleList>()
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(BaselineBody body, Caller caller, RuleRegister rules, HttpContext http, CancellationToken ct)
    {
        if (body.Round is { } round && !RuleCheck.Round().IsMatch(round))
            return AlertProblems.Invalid.Result([AlertProblems.InvalidField.At("round", ("expected", "2026-1"))], ("count", 1));
        var after = await rules.ChangeAsync(caller.Regency!, http.Request.SeenVersion(),
            book => book.Baseline is { } before && before.Round == body.Round ? [] : [new AlertBaselineSet(body.Round, caller.Subject)], ct);
        return after is null ? AlertProblems.SettingsChanged.Result() : await StateRule.AnswerAsync(caller.Regency!, after, rules, http.Response, ct);
    }
}

/// <summary>The baseline as it is set.</summary>
/// <param name="Round">The round's code; null for none. It has to be said: who leaves it out is not taken to mean none.</param>
internal sealed record BaselineBody([property: JsonRequired] string? Round);
