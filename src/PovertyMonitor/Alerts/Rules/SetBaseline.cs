using System.Text.Json.Serialization;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>GET and PUT /api/alerts/baseline: which round's first interviews raise nothing.</summary>
internal static class SetBaseline
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts/baseline", ShowAsync)
            .AllowRoles(AlertAccess.Roles)
            .WithName("ShowAlertBaseline")
            .WithSummary("Whether there is baseline mode: the round whose first interviews raise no alerts, so that a first census sends nothing; null where every first interview counts.")
            .Produces<BaselineView>();
        api.MapPut("/alerts/baseline", HandleAsync)
            .AllowRoles(Role.Dinsos, Role.Operator)
            .WithName("SetAlertBaseline")
            .WithSummary("Baseline mode: households that are interviewed for the first time in this round raise no alerts, however poor; null ends it. Until it is set it is the round of the first interview there ever was, so that a first census sends nothing.")
            .Produces<RuleList>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ShowAsync(Caller caller, RuleRegister rules, CancellationToken ct) =>
        Results.Ok(new BaselineView(await rules.BaselineAsync(caller.Regency!, ct), (await rules.OfAsync(caller.Regency!, ct)).Baseline is not null));

    private static async Task<IResult> HandleAsync(
        BaselineBody body, Caller caller, RuleRegister rules, SettingsVersion versions, RoundRegister rounds, PovertyReader poverty, HttpContext http, CancellationToken ct)
    {
        // As it is listed before anybody set it: it goes on following the first interview.
        var isAsListed = (await rules.OfAsync(caller.Regency!, ct)).Baseline is null && body.Round == await rules.BaselineAsync(caller.Regency!, ct);
        if (body.IsSet == false && !isAsListed) return AlertProblems.Invalid.Result([AlertProblems.InvalidField.At("isSet", ("expected", "true"))], ("count", 1));
        // A round that nobody is in would end baseline mode, and its writer would not learn of it.
        if (body.Round is { } round && await versions.OfAsync(caller.Regency!, RoundStream.Of(round), ct) == 0)
        {
            string[] known = [.. (await rounds.OfAsync(caller.Regency!, ct)).Keys.Union((await poverty.RoundsAsync(caller.Regency!, ct)).Select(r => r.Round)).Order(StringComparer.Ordinal)];
            if (!known.Contains(round)) return AlertProblems.Invalid.Result([SettingsProblems.UnknownRound.At("round", ("round", round), ("known", string.Join(", ", known)))], ("count", 1));
        }
        var after = await rules.ChangeAsync(caller.Regency!, http.Request.SeenVersion(),
            book => body.IsSet == false || (book.Baseline is { } before && before.Round == body.Round) ? [] : [new AlertBaselineSet(body.Round, caller.Subject)], ct);
        return after is null ? SettingsProblems.SettingsChanged.Result() : await StateRule.AnswerAsync(caller.Regency!, after, rules, http.Response, ct);
    }
}

/// <summary>The baseline as it is set.</summary>
/// <param name="Round">The round's code; null for none. It has to be said: who leaves it out is not taken to mean none.</param>
/// <param name="IsSet">As it is listed; false only where nobody has set it and the round is the one that is listed, which changes nothing.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BaselineBody([property: JsonRequired] string? Round, bool? IsSet = null);
