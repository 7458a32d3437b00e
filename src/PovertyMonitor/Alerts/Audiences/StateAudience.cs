using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>GET /api/alert-audiences; PUT /api/alert-audiences/{code}: whom alerts concern, and who sees them.</summary>
internal static class StateAudience
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/alert-audiences", async (Caller caller, AudienceRegister audiences, HttpResponse response, CancellationToken ct) => Answer(await audiences.OfAsync(caller.Regency!, ct), response))
            .AllowRoles(Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
            .WithName("ListAlertAudiences")
            .WithSummary("The audiences of alerts: which roles see theirs, each in its own areas, and whom what stays unacknowledged is escalated to.")
            .Produces<IReadOnlyList<AudienceView>>();
        api.MapPut("/alert-audiences/{code}", HandleAsync)
            .AllowRoles(Role.Operator)
            .WithName("StateAlertAudience")
            .WithSummary("States an audience. The list's ETag as If-Match keeps two people from overwriting each other.")
            .Produces<IReadOnlyList<AudienceView>>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> HandleAsync(string code, AudienceBody body, Caller caller, AudienceRegister audiences, RuleRegister rules, IOptions<SmallCounts> small, HttpContext http, CancellationToken ct)
    {
        var known = await rules.OfAsync(caller.Regency!, ct);
        var stated = new AlertAudienceStated(code, body.Name!, body.Roles ?? [], body.EscalatesTo, caller.Subject);
        List<FieldError> errors = [];
        // By the audiences as they stand then: two that are stated at the same time could form a circle.
        var after = await audiences.ChangeAsync(caller.Regency!, http.Request.SeenVersion(), book =>
        {
            errors = [.. AudienceCheck.Check(code, body, book)];
            if (errors.Count == 0) errors = [.. AudienceCheck.Beyond(stated, book.With(stated), known, small.Value.Threshold)];
            return errors.Count > 0 ? [] : book.State(stated);
        }, ct);
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        return after is null ? SettingsProblems.SettingsChanged.Result() : Answer(after, http.Response);
    }

    private static IResult Answer(AudienceBook book, HttpResponse response)
    {
        response.StateVersion(book.Version);
        return Results.Ok(book.Audiences.Values.Select(a => new AudienceView(a.Audience, a.Name, a.Roles, a.EscalatesTo)));
    }
}

/// <summary>An audience as it is stated.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Roles">The roles that see its alerts.</param>
/// <param name="EscalatesTo">The audience told next.</param>
/// <param name="Audience">Its code, as it is listed; the one in the address if absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AudienceBody(Bilingual? Name, IReadOnlyList<string>? Roles, string? EscalatesTo = null, string? Audience = null);

/// <summary>An audience.</summary>
/// <param name="Audience">Its code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Roles">The roles that see its alerts, each in its own areas.</param>
/// <param name="EscalatesTo">The audience that is told what it leaves unacknowledged.</param>
internal sealed record AudienceView(string Audience, Bilingual Name, IReadOnlyList<string> Roles, string? EscalatesTo);
