using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>GET /api/alert-receivers; PUT and DELETE /api/alert-receivers/{code}; POST .../secrets: where audiences receive alerts.</summary>
internal static class StateReceiver
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alert-receivers").AllowRoles(Role.Operator);
        group.MapGet("", async (Caller caller, AudienceRegister audiences, CancellationToken ct) =>
                Results.Ok((await audiences.ReceiversAsync(caller.Regency!, ct)).Select(ReceiverView.Of)))
            .WithName("ListAlertReceivers").WithSummary("Where audiences receive alerts.").Produces<IReadOnlyList<ReceiverView>>();
        group.MapPut("/{code}", HandleAsync)
            .WithName("StateAlertReceiver")
            .WithSummary("States where an audience receives the alerts of some areas: webhook (http or https address, not inside the server's own network unless PovertyMonitor:Alerts:AllowedNetworks names it) or email. Its audience and channel stay: for others give it up and state another; its address stays if absent. The first secret of a webhook is in the answer, once.")
            .Produces<SecretView>().Produces<SecretView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{code}/secrets", RotateAsync)
            .WithName("RotateAlertSecret")
            .WithSummary("Makes a new secret, in the answer, once; webhooks are signed with both for 24 hours.")
            .Produces<SecretView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{code}", RemoveAsync)
            .WithName("RemoveAlertReceiver").WithSummary("Gives a receiver up; what waits for it is dropped.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> HandleAsync(string code, ReceiverBody body, Caller caller, AudienceRegister audiences, ReceiverSecrets secrets, IRegister registers, AddressGuard guard, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var before = (await audiences.ReceiversAsync(tenant, ct)).FirstOrDefault(r => r.Code == code);
        // Of the address only its host is shown: whoever gives back what is listed leaves it as it is.
        var stated = body with { Address = body.Address ?? before?.Address };
        List<FieldError> errors = [.. ReceiverCheck.Check(code, stated, before, await audiences.OfAsync(tenant, ct), guard), .. ReceiverCheck.Unknown(body.Areas ?? [], tenant, await registers.OfAsync(tenant, ct))];
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        await audiences.ReceiveAsync(
            tenant, new AlertReceiverStated(code, body.Audience!, body.Channel!.Value, body.Areas ?? [], caller.Subject), stated.Address!, body.Language ?? "id", ct);
        if (body.Channel == AlertChannel.Email || (await secrets.OfAsync(tenant, code, ct)).Count > 0) return Results.Ok(new SecretView(null));
        return Results.Json(new SecretView(await secrets.RotateAsync(tenant, code, ct)), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RotateAsync(string code, Caller caller, AudienceRegister audiences, ReceiverSecrets secrets, CancellationToken ct) =>
        await UnknownAsync(code, caller, audiences, ct)
            ?? Results.Json(new SecretView(await secrets.RotateAsync(caller.Regency!, code, ct)), statusCode: StatusCodes.Status201Created);

    private static async Task<IResult> RemoveAsync(string code, Caller caller, AudienceRegister audiences, CancellationToken ct)
    {
        if (await UnknownAsync(code, caller, audiences, ct) is { } unknown) return unknown;
        await audiences.RemoveAsync(caller.Regency!, new AlertReceiverRemoved(code, caller.Subject), ct);
        return Results.NoContent();
    }

    private static async Task<ProblemResult?> UnknownAsync(string code, Caller caller, AudienceRegister audiences, CancellationToken ct)
    {
        var known = await audiences.ReceiversAsync(caller.Regency!, ct);
        return known.Any(r => r.Code == code) ? null
            : SettingsProblems.UnknownSetting.Result(("what", "receiver"), ("code", code), ("known", string.Join(", ", known.Select(r => r.Code))));
    }
}
