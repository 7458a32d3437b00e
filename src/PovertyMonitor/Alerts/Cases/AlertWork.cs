using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Platform.Requests;
using Wolverine;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>What every endpoint about one alert needs.</summary>
internal sealed record AlertWork(Caller Caller, AudienceRegister Audiences, AlertDoor Door, AlertContents Contents, IClock Clock, HttpContext Http, IMessageBus Bus)
{
    public string Tenant => Caller.Regency!;

    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Which alerts the caller may see.</summary>
    public async Task<AlertAccess> AccessAsync(CancellationToken ct) => AlertAccess.Of(Caller, await Audiences.OfAsync(Tenant, ct));

    /// <summary>Takes a command about an alert of the caller's and answers with it as it then is.</summary>
    public async Task<IResult> TakeAsync(Guid id, Func<AlertCase, AlertDecision> decide, CancellationToken ct) =>
        await AnswerAsync(await DecideAsync(id, Http.Request.SeenVersion(), decide, ct), ct);

    /// <summary>The same without an answer to the caller.</summary>
    public async Task<AlertAnswer> DecideAsync(Guid id, long? seen, Func<AlertCase, AlertDecision> decide, CancellationToken ct)
    {
        var access = await AccessAsync(ct);
        return await Door.TakeAsync(Tenant, id, seen, state => Guard(access, state) ?? decide(state), ct);
    }

    /// <summary>Has it told that somebody took an alert up again. Whoever asks once more, since the answer was lost, has it told if it was not.</summary>
    public async Task TellAsync(Guid id, AlertAnswer answer)
    {
        if (answer.Refusal is null && answer.Case.Reopenings is [.., var last] && last.By == Caller.Subject)
            await Bus.PublishAsync(new AlertTakenUpAgain(Tenant, id), new DeliveryOptions { TenantId = Tenant });
    }

    /// <summary>An alert of others is one that isn't there.</summary>
    public static AlertDecision? Guard(AlertAccess access, AlertCase state) =>
        access.Covers(state) ? null : new([], AlertProblems.Unknown.Result(("alert", state.Alert!.Id)));

    /// <summary>The answer to a command.</summary>
    public async Task<IResult> AnswerAsync(AlertAnswer answer, CancellationToken ct)
    {
        if (answer.Refusal is { } refusal) return refusal;
        Http.Response.StateVersion(answer.Version);
        return Results.Json(
            AlertView.Of(answer.Case, await Contents.OfAsync(answer.Case.Latest!, ct)),
            statusCode: answer.Events.Count > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Describes an endpoint that takes a command about an alert.</summary>
    public static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .AllowRoles(AlertAccess.Roles)
        .WithName(name)
        .WithSummary(summary)
        .Produces<AlertView>(StatusCodes.Status201Created).Produces<AlertView>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
