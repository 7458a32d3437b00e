using System.Text.Json.Serialization;
using MimeKit;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households.Questionnaire;
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
            .WithSummary("States where an audience receives the alerts of some areas: webhook (http or https address, not inside the server's own network unless PovertyMonitor:Alerts:AllowedNetworks names it) or email. Its audience and channel stay: for others give it up and state another. The first secret of a webhook is in the answer, once.")
            .Produces<SecretView>().Produces<SecretView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{code}/secrets", RotateAsync)
            .WithName("RotateAlertSecret")
            .WithSummary("Makes a new secret, in the answer, once; webhooks are signed with both for 24 hours.")
            .Produces<SecretView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{code}", RemoveAsync)
            .WithName("RemoveAlertReceiver").WithSummary("Gives a receiver up; what waits for it is dropped.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> HandleAsync(string code, ReceiverBody body, Caller caller, AudienceRegister audiences, IRegister registers, AddressGuard guard, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var before = (await audiences.ReceiversAsync(tenant, ct)).FirstOrDefault(r => r.Code == code);
        List<FieldError> errors = [.. Check(code, body, await audiences.OfAsync(tenant, ct)), .. Unknown(body.Areas ?? [], tenant, await registers.OfAsync(tenant, ct)), .. Other(body, before), .. Inside(body, guard)];
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        await audiences.ReceiveAsync(
            tenant, new AlertReceiverStated(code, body.Audience!, body.Channel!.Value, body.Areas ?? [], caller.Subject), body.Address!, body.Language ?? "id", ct);
        if (body.Channel == AlertChannel.Email || (await audiences.SecretsAsync(tenant, code, ct)).Count > 0) return Results.Ok(new SecretView(null));
        return Results.Json(new SecretView(await audiences.RotateAsync(tenant, code, ct)), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RotateAsync(string code, Caller caller, AudienceRegister audiences, CancellationToken ct) =>
        await UnknownAsync(code, caller, audiences, ct)
            ?? Results.Json(new SecretView(await audiences.RotateAsync(caller.Regency!, code, ct)), statusCode: StatusCodes.Status201Created);

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
            : AlertProblems.UnknownSetting.Result(("what", "receiver"), ("code", code), ("known", string.Join(", ", known.Select(r => r.Code))));
    }

    // What is on its way was written for the audience and the channel that were there: another is another receiver.
    private static IEnumerable<FieldError> Other(ReceiverBody body, Receiver? before)
    {
        if (before is not null && body.Audience != before.Audience) yield return AlertProblems.InvalidField.At("audience", ("expected", before.Audience));
        if (before is not null && body.Channel != before.Channel) yield return AlertProblems.InvalidField.At("channel", ("expected", Question.CodeOf(before.Channel)));
    }

    private static IEnumerable<FieldError> Check(string code, ReceiverBody body, AudienceBook book)
    {
        static FieldError Error(string field, string expected) => AlertProblems.InvalidField.At(field, ("expected", expected));
        if (!RuleCheck.IsCode(code)) yield return Error("code", "puskesmas-15");
        if (book.Find(body.Audience ?? "") is null) yield return Error("audience", string.Join(", ", book.Audiences.Keys));
        if (body.Channel is not { } channel || !Enum.IsDefined(channel)) yield return Error("channel", "webhook, email");
        else if (channel == AlertChannel.Webhook && !IsWebAddress(body.Address)) yield return Error("address", "https://example.go.id/alerts");
        else if (channel == AlertChannel.Email && !IsMailAddress(body.Address)) yield return Error("address", "alert@example.go.id");
        if (body.Language is not (null or "id" or "en")) yield return Error("language", "id, en");
    }

    private static IEnumerable<FieldError> Unknown(IReadOnlyList<string> areas, string regency, Register register) =>
        from area in areas.Index()
        where area.Item != regency && !(AreaCode.TryParse(area.Item, out var code) && register.Find(code) is not null)
        select AlertProblems.UnknownArea.At($"areas[{area.Index}]", ("area", area.Item));

    // A name and password in the address would go to every log in between.
    private static bool IsWebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && text.Length <= 2000 && address.UserInfo.Length == 0;

    private static IEnumerable<FieldError> Inside(ReceiverBody body, AddressGuard guard) =>
        body.Channel == AlertChannel.Webhook && IsWebAddress(body.Address) && AddressGuard.Literal(new Uri(body.Address!)) is { } address && !guard.Allows(address)
            ? [AlertProblems.AddressInside.At("address", ("host", address))]
            : [];

    private static bool IsMailAddress(string? text) =>
        text is { Length: <= 254 } && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text && text.Contains('@', StringComparison.Ordinal);
}

/// <summary>Where an audience receives alerts.</summary>
/// <param name="Audience">The audience's code.</param>
/// <param name="Channel"><c>webhook</c> or <c>email</c>.</param>
/// <param name="Address">An http or https address, or an e-mail address.</param>
/// <param name="Areas">The areas whose alerts it gets; all if absent.</param>
/// <param name="Language">The language of e-mails: <c>id</c> (if absent) or <c>en</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReceiverBody(string? Audience, [property: JsonConverter(typeof(ByName<AlertChannel>))] AlertChannel? Channel, string? Address, IReadOnlyList<string>? Areas = null, string? Language = null);

/// <summary>A webhook's secret.</summary>
/// <param name="Secret">As Standard Webhooks writes it; it can't be read again.</param>
internal sealed record SecretView(string? Secret);

/// <summary>A receiver.</summary>
/// <param name="Receiver">Its code.</param>
/// <param name="Audience">The audience's code.</param>
/// <param name="Channel">How it is told.</param>
/// <param name="Areas">The areas whose alerts it gets; none: all.</param>
/// <param name="Host">The host of its address; what follows it may be secret.</param>
/// <param name="Language">The language of its e-mails.</param>
internal sealed record ReceiverView(string Receiver, string Audience, AlertChannel Channel, IReadOnlyList<string> Areas, string Host, string Language)
{
    public static ReceiverView Of(Receiver r) =>
        new(r.Code, r.Audience, r.Channel, r.Areas, r.Channel == AlertChannel.Webhook ? new Uri(r.Address).Authority : r.Address[(r.Address.IndexOf('@', StringComparison.Ordinal) + 1)..], r.Language);
}
