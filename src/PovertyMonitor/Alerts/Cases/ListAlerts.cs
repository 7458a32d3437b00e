using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>GET /api/alerts: the own alerts, or the feed of them since a position; GET /api/alerts/stream: the same as they come.</summary>
internal static class ListAlerts
{
    private const int PageSize = 100;
    private const int BeatsOfSilence = 15;
    private const int LongestStream = 3600;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts", HandleAsync)
            .AllowRoles(AlertAccess.Roles)
            .WithName("ListAlerts")
            .WithSummary("The own audiences' alerts in the own areas, latest first, 100 at a time; before = the last one's position. With since = a position it is the feed to reconcile by: those raised, escalated, re-opened, resolved, found to be false alarms, closed by themselves or withdrawn after it, oldest first, each with the state that it stands at.")
            .Produces<IReadOnlyList<RaisedAlert>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/alerts/stream", StreamAsync)
            .AllowRoles(AlertAccess.Roles)
            .WithName("StreamAlerts")
            .WithSummary("The own alerts as server-sent events. An event's id is its position: whoever reconnects with Last-Event-ID misses none; without it the stream begins with what comes next.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream");
    }

    private static async Task<IResult> HandleAsync(
        string? village, string? area, string? state, string? kind, long? since, long? before, Caller caller, AudienceRegister audiences, RuleRegister rules, IRegister registers,
        AlertReader alerts, CancellationToken ct) =>
        AlertWords.WhyNot(state) ?? WhyNot(kind, (await rules.OfAsync(caller.Regency!, ct)).Rules.Keys) ?? WhyNot([village, area], caller.Regency!, await registers.OfAsync(caller.Regency!, ct)) ?? Results.Ok(await alerts.ListAsync(
            caller.Regency!, AlertAccess.Of(caller, await audiences.OfAsync(caller.Regency!, ct)),
            new AlertQuestion { Area = village ?? area, State = state, Kind = kind, Since = since, Before = before, Limit = PageSize }, ct));

    // What is mistyped would pass for a place without alerts.
    private static ProblemResult? WhyNot(string? kind, IEnumerable<string> known) =>
        kind is null || known.Contains(kind) ? null : AlertProblems.UnknownKind.Result(("kind", kind), ("known", string.Join(", ", known)));

    private static ProblemResult? WhyNot(IEnumerable<string?> areas, string regency, Register register) =>
        areas.OfType<string>().FirstOrDefault(a => a != regency && !(AreaCode.TryParse(a, out var code) && register.Find(code) is not null)) is { } unknown
            ? AlertProblems.UnknownPlace.Result(("area", unknown))
            : null;

    private static async Task<IResult> StreamAsync(HttpRequest request, long? since, Caller caller, AudienceRegister audiences, AlertReader alerts, CancellationToken ct)
    {
        var access = AlertAccess.Of(caller, await audiences.OfAsync(caller.Regency!, ct));
        var from = long.TryParse(request.Headers["Last-Event-ID"], out var last) ? last : since ?? await EndAsync(caller.Regency!, access, alerts, ct);
        return TypedResults.ServerSentEvents(FollowAsync(caller.Regency!, access, from, alerts, ct));
    }

    private static async Task<long> EndAsync(string tenant, AlertAccess access, AlertReader alerts, CancellationToken ct) =>
        await alerts.ListAsync(tenant, access, new AlertQuestion { Limit = 1 }, ct) is [var latest] ? latest.Position : 0;

    private static async IAsyncEnumerable<SseItem<object>> FollowAsync(
        string tenant, AlertAccess access, long from, AlertReader alerts, [EnumeratorCancellation] CancellationToken ct)
    {
        using var beat = new PeriodicTimer(Beat);
        // Who may see what can change: after an hour whoever reads comes again, with a token that still holds.
        for (var beats = 0; beats == 0 || (beats < LongestStream && await beat.WaitForNextTickAsync(ct)); beats++)
        {
            // Tells where the stream begins, and keeps what lies in between from taking the connection for dead.
            if (beats % BeatsOfSilence == 0) yield return new SseItem<object>(new { position = from }, "position") { EventId = $"{from}" };
            IReadOnlyList<RaisedAlert> page;
            do
            {
                page = await alerts.ListAsync(tenant, access, new AlertQuestion { Since = from, Limit = PageSize }, ct);
                foreach (var alert in page)
                {
                    yield return new SseItem<object>(alert, "alert") { EventId = $"{alert.Position}" };
                    from = alert.Position;
                }
            }
            while (page.Count == PageSize);
        }
    }
}
