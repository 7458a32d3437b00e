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
    private const int LongestName = 100;

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
        var before = await audiences.OfAsync(caller.Regency!, ct);
        var errors = Check(code, body, before).ToList();
        var stated = new AlertAudienceStated(code, body.Name!, body.Roles ?? [], body.EscalatesTo, caller.Subject);
        if (errors.Count == 0) errors = [.. Beyond(stated, before.With(stated), await rules.OfAsync(caller.Regency!, ct), small.Value.Threshold)];
        if (errors.Count > 0) return AlertProblems.Invalid.Result(errors, ("count", errors.Count));
        var after = await audiences.ChangeAsync(caller.Regency!, http.Request.SeenVersion(), book => book.State(stated), ct);
        return after is null ? AlertProblems.SettingsChanged.Result() : Answer(after, http.Response);
    }

    private static IEnumerable<FieldError> Check(string code, AudienceBody body, AudienceBook book)
    {
        static FieldError Error(string field, string expected) => AlertProblems.InvalidField.At(field, ("expected", expected));
        var roles = AlertRoles();
        if (!RuleCheck.IsCode(code)) yield return Error("code", "dp3akb");
        if (RuleCheck.TextFault("name.id", body.Name?.Id, LongestName) is { } ofId) yield return ofId;
        if (RuleCheck.TextFault("name.en", body.Name?.En, LongestName) is { } ofEn) yield return ofEn;
        if (body.Roles is null or [] || body.Roles.Any(r => !roles.Contains(r))) yield return Error("roles", string.Join(", ", roles));
        if (body.EscalatesTo is { } to && (to == code || book.Find(to) is null || Chain(to, book).Contains(code))) yield return Error("escalatesTo", string.Join(", ", book.Audiences.Keys));
    }

    // Of rules as they stand and as they stood: what those raised is seen by whom their audience is now.
    private static IEnumerable<FieldError> Beyond(AlertAudienceStated stated, AudienceBook book, RuleBook rules, int smallest) =>
        from rule in rules.Rules.Values.SelectMany(r => r.Revisions)
        where book.Told(rule.Audience).Any(a => a.Audience == stated.Audience)
        let beyond = HouseholdReach.Beyond(rule, book)
        where beyond.Count > 0 || rule.MinimumN < HouseholdReach.FewestOf(rule, rules.Find(rule.Of ?? "")?.Latest, book, smallest)
        group rule by string.Join(", ", (beyond.Count > 0 ? beyond.Select(r => r.Name()) : stated.Roles)) into alike
        select AlertProblems.NotForAudience.At("roles", ("audience", stated.Audience), ("roles", alike.Key));

    private static string[] AlertRoles() => [.. Cases.AlertAccess.Roles.Select(r => r.Name())];

    private static IEnumerable<string> Chain(string from, AudienceBook book)
    {
        for (var at = from; at is not null; at = book.Find(at)?.EscalatesTo) yield return at;
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
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AudienceBody(Bilingual? Name, IReadOnlyList<string>? Roles, string? EscalatesTo = null);

/// <summary>An audience.</summary>
/// <param name="Audience">Its code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Roles">The roles that see its alerts, each in its own areas.</param>
/// <param name="EscalatesTo">The audience that is told what it leaves unacknowledged.</param>
internal sealed record AudienceView(string Audience, Bilingual Name, IReadOnlyList<string> Roles, string? EscalatesTo);
