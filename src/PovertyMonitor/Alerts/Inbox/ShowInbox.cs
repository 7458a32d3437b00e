using System.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Inbox;

/// <summary>GET /inbox: an agency's alerts in a browser, with what can be done about each; the links of messages lead here, and whoever has no session logs in first.</summary>
internal static class ShowInbox
{
    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const int LongestForm = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageSession.Path, HandleAsync).WithName("ShowInbox").ExcludeFromDescription().AllowRoles(AlertAccess.Roles);
        var posts = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            PageSession.IsOfOwnPage(context.HttpContext.Request) ? await next(context) : AccessProblems.OtherOrigin.Result());
        posts.MapPost($"{PageSession.Path}/{{id:guid}}/{{action}}", ActAsync).ExcludeFromDescription().AllowRoles(AlertAccess.Roles);
        posts.MapPost($"{PageSession.Path}/logout", (HttpContext http, InboxLanguage language) =>
        {
            PageSession.Forget(http);
            return Results.Redirect(language.Address(PageSession.Login));
        }).ExcludeFromDescription().AllowRoles(AlertAccess.Roles);
        routes.MapGet(PageSession.Login, (string? alert, HttpContext http, InboxLanguage language) => PageOf(http, language, InboxPage.Login(alert, false, language)))
            .ExcludeFromDescription().AllowPublicly();
        posts.MapPost(PageSession.Login, LoginAsync).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LongestForm)).ExcludeFromDescription().AllowPublicly();
    }

    private static Task<IResult> HandleAsync(
        Guid? alert, [AsParameters] AlertWork work, AlertReader alerts, RuleRegister rules, InboxLanguage language, CancellationToken ct) =>
        ShowAsync(alert, null, work, alerts, rules, language, ct);

    private static async Task<IResult> ShowAsync(
        Guid? alert, ProblemResult? refusal, AlertWork work, AlertReader alerts, RuleRegister rules, InboxLanguage language, CancellationToken ct)
    {
        var access = await work.AccessAsync(ct);
        var all = await alerts.ListAsync(work.Tenant, access, new AlertQuestion(), ct);
        // The one that a message led to, were it older than all that are shown.
        if (alert is { } id && all.All(a => a.Alert.Id != id))
        {
            var unknown = (await work.Door.TakeAsync(work.Tenant, id, null, state => AlertWork.Guard(access, state) ?? AlertDecision.Already, ct)).Refusal;
            if (unknown is null && await alerts.FindAsync(work.Tenant, id, ct) is { } asked) all = [asked, .. all];
            refusal ??= unknown;
        }
        var lines = new List<InboxLine>();
        foreach (var raised in all.OrderByDescending(a => a.Alert.Id == alert)) lines.Add(new(raised, await work.Contents.OfAsync(raised.Alert, ct)));
        return PageOf(work.Http, language, InboxPage.Render(
            lines, await rules.BaselineAsync(work.Tenant, ct), refusal?.BodyFor(work.Http, language.In), language), refusal?.Problem.Status);
    }

    private static async Task<IResult> ActAsync(
        Guid id, string action, [AsParameters] AlertWork work, AlertReader alerts, RuleRegister rules, InboxLanguage language, CancellationToken ct)
    {
        var (by, now) = (work.Caller.Subject, work.Now);
        Func<AlertCase, AlertDecision>? decide = action switch
        {
            "acknowledge" => state => AlertDecider.Acknowledge(state, by, now),
            "true" => state => AlertDecider.Verify(state, isTrue: true, by, now),
            "false" => state => AlertDecider.Verify(state, isTrue: false, by, now),
            "resolve" => state => AlertDecider.Resolve(state, by, now),
            "reopen" => state => AlertDecider.Reopen(state, ReopeningReason.ClosedTooEarly, by, now),
            _ => null,
        };
        if (decide is null) return PlatformProblems.NotFound.Result();
        var answer = await work.DecideAsync(id, null, decide, ct);
        if (action == "reopen") await work.TellAsync(id, answer);
        // Whoever pressed a button of an older page sees how things stand now.
        return answer.Refusal is { } refusal
            ? await ShowAsync(id, refusal, work, alerts, rules, language, ct)
            : Results.Redirect($"{language.Address(PageSession.Path, $"{id}")}#a-{id}");
    }

    private static async Task<IResult> LoginAsync(HttpContext http, InboxLanguage language, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType) return PageOf(http, language, InboxPage.Login(null, true, language));
        var form = await http.Request.ReadFormAsync(ct);
        var alert = Guid.TryParse(form["alert"], out var id) ? $"{id}" : null;
        return PageSession.Keep(http, form["token"])
            ? Results.Redirect(language.Address(PageSession.Path, alert))
            : PageOf(http, language, InboxPage.Login(alert, true, language));
    }

    private static IResult PageOf(HttpContext http, InboxLanguage language, string page, int? status = null)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        // With none at all a browser's own buttons would come from an origin "null", as another site's can.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        headers.ContentLanguage = language.In.Tag;
        headers.Vary = "Accept-Language";
        return Results.Text(page, "text/html", Encoding.UTF8, status);
    }
}
