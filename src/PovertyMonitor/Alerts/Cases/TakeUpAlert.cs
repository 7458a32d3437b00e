using NodaTime;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>POST /api/alerts/{id}/progress: a referral made now, or help recorded of the household before, is what is done about it.</summary>
internal static class TakeUpAlert
{
    public static void Map(IEndpointRouteBuilder api) => AlertWork.Describe(
        api.MapPost("/alerts/{id:guid}/progress", HandleAsync), "TakeUpAlert",
        "What is done about it: referral (agency, service, referralId, date) is recorded of the household together with this; help names a referral or assistance recorded there before.");

    private static async Task<IResult> HandleAsync(Guid id, ProgressBody body, [AsParameters] AlertWork work, AlertReader alerts, CancellationToken ct)
    {
        var errors = Check(body, HelpDay(work)).ToList();
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        if (await alerts.FindAsync(work.Tenant, id, ct) is not { } raised) return AlertProblems.Unknown.Result(("alert", id));
        var access = await work.AccessAsync(ct);
        var household = raised.Alert.Household;
        return await work.AnswerAsync(await work.Door.TakeAsync(work.Tenant, id, household is { } h ? [h] : [], work.Http.Request.SeenVersion(), (state, histories) =>
        {
            if (AlertWork.Guard(access, state) is { } refused) return (refused, []);
            if (household is not { } subject) return (new([], AlertProblems.NoHousehold.Result(("alert", id))), []);
            return body.Referral is { } referral
                ? Refer(state, subject, referral, histories[subject], work)
                : (Known(state, body.Help!.Value, histories[subject], work), []);
        }, ct), ct);
    }

    private static (AlertDecision, IReadOnlyList<(Guid, object)>) Refer(
        AlertCase state, Guid household, ProgressReferral referral, IReadOnlyList<object> history, AlertWork work)
    {
        var made = new ReferralMade(referral.ReferralId, referral.Date!.Value, referral.Agency!, referral.Service!, work.Caller.Subject);
        var (decision, events) = HelpDecider.Refer(household, made, history);
        if (decision.Refusal is { } refusal) return (new([], refusal), []);
        var taken = AlertDecider.TakeUp(state, referral.ReferralId, isReferral: true, work.Caller.Subject, work.Now);
        return (taken, taken.Refusal is null ? [.. events.Select(e => (household, e))] : []);
    }

    private static AlertDecision Known(AlertCase state, Guid help, IReadOnlyList<object> history, AlertWork work)
    {
        var known = HelpHistory.After(history);
        var isReferral = known.Referrals.Any(r => r.ReferralId == help);
        return isReferral || known.Given.Any(g => g.AssistanceId == help)
            ? AlertDecider.TakeUp(state, help, isReferral, work.Caller.Subject, work.Now)
            : new([], AlertProblems.NoSuchHelp.Result(("help", help)));
    }

    private static LocalDate HelpDay(AlertWork work) => Rules.HouseholdRule.DayOf(work.Now);

    private static IEnumerable<FieldError> Check(ProgressBody body, LocalDate today)
    {
        static FieldError Error(string field, string expected) => AlertProblems.InvalidField.At(field, ("expected", expected));
        if (body.Referral is null == body.Help is null) yield return Error("referral", "referral / help");
        if (body.Referral is not { } referral) yield break;
        if (referral.ReferralId == Guid.Empty) yield return Error("referral.referralId", "UUID");
        if (referral.Date is not { } day || day > today || day < new LocalDate(2000, 1, 1)) yield return Error("referral.date", $"2000-01-01..{today:uuuu-MM-dd}");
        if (!Assistance.AssistanceCodes.Agency().IsMatch(referral.Agency ?? "")) yield return Error("referral.agency", "dinkes");
        if (!Assistance.AssistanceCodes.Agency().IsMatch(referral.Service ?? "")) yield return Error("referral.service", "gizi-balita");
    }
}

/// <summary>What is done about an alert: one of the two.</summary>
/// <param name="Referral">A referral that is made now.</param>
/// <param name="Help">The id of a referral or of assistance recorded of the household before.</param>
internal sealed record ProgressBody(ProgressReferral? Referral = null, Guid? Help = null);

/// <summary>A referral.</summary>
/// <param name="ReferralId">Made by the client; the same on every retry.</param>
/// <param name="Agency">The code of the agency it goes to.</param>
/// <param name="Service">The code of what for.</param>
/// <param name="Date">When, in the regency's time.</param>
internal sealed record ProgressReferral(Guid ReferralId, string? Agency, string? Service, LocalDate? Date);
