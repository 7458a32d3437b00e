using Microsoft.AspNetCore.Mvc;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Commitments;

/// <summary>Takes commands about action plans: reads, decides and appends, with no other in between.</summary>
/// <param name="Caller">Who commands.</param>
/// <param name="Language">The language of what changed since the version that the caller saw.</param>
/// <param name="Http">The request.</param>
/// <param name="Streams">The log.</param>
/// <param name="Clock">The time.</param>
internal sealed record PlanDoor(Caller Caller, Language Language, HttpContext Http, StreamDecision Streams, IClock Clock)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>When the command came.</summary>
    public Instant Now { get; } = Clock.GetCurrentInstant();

    /// <summary>The day, in the regency.</summary>
    public LocalDate Today => Now.InZone(Zone).Date;

    /// <summary>Takes a command about a plan, guarded by the plan's version.</summary>
    public Task<IResult> TakeAsync(string plan, Func<ActionPlan, PlanDecision> decide, Func<ActionPlan, object> view, CancellationToken ct) =>
        TakeAsync(plans => plans.Find(plan) is { } found ? (found.Version, decide(found)) : (0, UnknownPlan(plans, plan)), e => e.Plan == plan,
            plans => (plans.Find(plan)!.Version, view(plans.Find(plan)!)), ct);

    /// <summary>Takes a command about a commitment, guarded by the commitment's version.</summary>
    public Task<IResult> TakeAsync(string plan, int number, Func<ActionPlan, Commitment, PlanDecision> decide, Func<Commitment, object> view, CancellationToken ct) =>
        TakeAsync(
            plans => plans.Find(plan) is not { } found ? (0, UnknownPlan(plans, plan))
                : found.Find(number) is { } commitment ? (commitment.Version, decide(found, commitment))
                : (0, PlanDecision.Refuse(CommitmentProblems.Unknown, ("number", number), ("plan", plan))),
            e => e is ICommitmentEvent c && c.Plan == plan && c.Commitment == number,
            plans => (plans.Find(plan)!.Find(number)!.Version, view(plans.Find(plan)!.Find(number)!)), ct);

    /// <summary>Takes a command that may make what it is about.</summary>
    /// <param name="decide">The version of what it is about, and the decision.</param>
    /// <param name="isAbout">The events that version counts.</param>
    /// <param name="view">The version afterwards, and what is answered.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IResult> TakeAsync(
        Func<ActionPlans, (int Version, PlanDecision Decision)> decide, Func<IPlanEvent, bool> isAbout, Func<ActionPlans, (int Version, object View)> view, CancellationToken ct)
    {
        var (after, decision) = await Streams.DecideAsync<(ActionPlans, PlanDecision)>(Caller.Regency!, ActionPlans.StreamId, history =>
        {
            var before = ActionPlans.After(history);
            var (version, decided) = decide(before);
            // What was done before in the same way is a retry, whatever came since.
            if (decided.Event is not null && Http.Request.SeenVersion() is { } seen && seen != version)
                decided = new(null, CommitmentProblems.ChangedSince.Result().With(("changes", News(history, isAbout, version, seen))));
            IReadOnlyList<object> events = decided.Event is { } e ? [e] : [];
            return ((events.Aggregate(before, (plans, happened) => plans.With(happened)), decided), events);
        }, ct);
        if (decision.Refusal is { } refusal) return refusal;
        var (now, body) = view(after);
        Http.Response.StateVersion(now);
        return Results.Json(body, statusCode: decision.Event is not null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static PlanDecision UnknownPlan(ActionPlans plans, string plan) =>
        PlanDecision.Refuse(CommitmentProblems.UnknownPlan, ("plan", plan), ("known", Listed.Of(plans.All.Keys)));

    // A version that was never given out saw nothing.
    private string[] News(IReadOnlyList<object> history, Func<IPlanEvent, bool> isAbout, int version, long seen) =>
        [.. history.OfType<IPlanEvent>().Where(isAbout).TakeLast((int)Math.Clamp(version - seen, 0, version)).Select(e => PlanWords.Of(e).In(Language))];
}

/// <summary>What the requests about action plans have in common.</summary>
internal static class PlanRequests
{
    private const int LargestBody = 64 * 1024;

    /// <summary>Describes an endpoint that takes a command.</summary>
    public static RouteHandlerBuilder TakesPlan<TBody, TView>(this RouteHandlerBuilder endpoint)
        where TBody : notnull => endpoint
        .Accepts<TBody>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
        .Produces<TView>(StatusCodes.Status201Created).Produces<TView>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
