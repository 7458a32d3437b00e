using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>GET /api/alerts/{id}; POST .../acknowledgement, .../verification, .../resolution, .../reopening: what an agency does with an alert.</summary>
internal static class HandleAlert
{
    public static void Map(IEndpointRouteBuilder api)
    {
        AlertWork.Describe(api.MapGet("/alerts/{id:guid}", (Guid id, [AsParameters] AlertWork work, CancellationToken ct) =>
            work.TakeAsync(id, _ => AlertDecision.Already, ct)), "GetAlert", "One alert with all that became of it; its ETag, sent as If-Match, keeps two people from overwriting each other.");
        AlertWork.Describe(api.MapPost("/alerts/{id:guid}/acknowledgement", (Guid id, [AsParameters] AlertWork work, CancellationToken ct) =>
            work.TakeAsync(id, state => AlertDecider.Acknowledge(state, work.Caller.Subject, work.Now), ct)), "AcknowledgeAlert", "Somebody will see to it; it is not escalated any more.");
        AlertWork.Describe(api.MapPost("/alerts/{id:guid}/verification", VerifyAsync), "VerifyAlert", "It was looked into: isTrue says whether it is as the alert says, or a false alarm.");
        AlertWork.Describe(api.MapPost("/alerts/{id:guid}/resolution", (Guid id, [AsParameters] AlertWork work, CancellationToken ct) =>
            work.TakeAsync(id, state => AlertDecider.Resolve(state, work.Caller.Subject, work.Now), ct)), "ResolveAlert", "It is seen to.");
        AlertWork.Describe(api.MapPost("/alerts/{id:guid}/reopening", ReopenAsync), "ReopenAlert", "Takes a settled alert up again: closedTooEarly or noFalseAlarm.");
    }

    private static async Task<IResult> VerifyAsync(Guid id, VerificationBody body, [AsParameters] AlertWork work, CancellationToken ct) =>
        body.IsTrue is not { } isTrue
            ? AlertProblems.Invalid.Result([AlertProblems.InvalidField.At("isTrue", ("expected", "true / false"))], ("count", 1))
            : await work.TakeAsync(id, state => AlertDecider.Verify(state, isTrue, work.Caller.Subject, work.Now), ct);

    private static async Task<IResult> ReopenAsync(Guid id, ReopeningBody body, [AsParameters] AlertWork work, CancellationToken ct)
    {
        if (body.Reason is not (ReopeningReason.ClosedTooEarly or ReopeningReason.NoFalseAlarm))
            return AlertProblems.Invalid.Result([AlertProblems.InvalidField.At("reason", ("expected", "closedTooEarly, noFalseAlarm"))], ("count", 1));
        var answer = await work.DecideAsync(id, work.Http.Request.SeenVersion(), state => AlertDecider.Reopen(state, body.Reason.Value, work.Caller.Subject, work.Now), ct);
        await work.TellAsync(id, answer);
        return await work.AnswerAsync(answer, ct);
    }
}

/// <summary>What a verification found.</summary>
/// <param name="IsTrue">Whether it is as the alert says.</param>
internal sealed record VerificationBody(bool? IsTrue);

/// <summary>Why an alert is taken up again.</summary>
/// <param name="Reason"><c>closedTooEarly</c> or <c>noFalseAlarm</c>.</param>
internal sealed record ReopeningBody(ReopeningReason? Reason);
