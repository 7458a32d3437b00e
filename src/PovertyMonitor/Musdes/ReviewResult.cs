using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes;

/// <summary>POST /api/musdes/lists/{id}/review: the camat passes a result on to the bupati, or gives it back to the village.</summary>
internal static class ReviewResult
{
    private enum Outcome { Forwarded, Returned }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists/{id:guid}/review", HandleAsync)
        .AllowRoles(Role.District)
        .WithName("ReviewResult")
        .WithSummary("The camat's review of a result: forwarded, or returned with a reason; then the village meets again.")
        .TakesMusdes<Review>();

    /// <summary>What follows from a review.</summary>
    public static MusdesDecision Decide(MusdesList list, Review review, LocalDate today, string by)
    {
        var fields = new MusdesFields();
        var outcome = fields.Choice<Outcome>(review.Outcome, "outcome");
        var reason = outcome == Outcome.Returned ? fields.Choice<ReturnReason>(review.Reason, "reason") : (ReturnReason?)null;
        if (fields.Errors.Count > 0) return MusdesDecision.Refuse(fields.Errors);
        if (outcome == Outcome.Forwarded ? list.State == ListState.Forwarded : list.State == ListState.Returned && list.Returned == reason) return MusdesDecision.Already;
        if ((ListRefusals.Finished(list) ?? ListRefusals.Undecided(list)) is { } refused) return refused;
        var minutes = list.Meetings[^1].Minutes;
        return reason is { } why
            ? MusdesDecision.Of(new ListReturned(minutes, why, by))
            : WhyNotForward(list, minutes, today) ?? MusdesDecision.Of(new ListForwarded(minutes, by));
    }

    private static MusdesDecision? WhyNotForward(MusdesList list, string minutes, LocalDate today)
    {
        var id = list.Drawn!.ListId;
        if (list.LastScan is null) return MusdesDecision.Refuse(MusdesProblems.ScanMissing, ("minutes", minutes), ("list", id));
        if (list.Objections.Count(o => o.IsOpen) is > 0 and var open) return MusdesDecision.Refuse(MusdesProblems.ObjectionsOpen, ("count", open), ("list", id));
        if (ListRefusals.Disputed(list) is { } disputed) return disputed;
        return today <= list.ObjectionsUntil ? MusdesDecision.Refuse(MusdesProblems.WindowOpen, ("until", list.ObjectionsUntil)) : null;
    }

    private static async Task<IResult> HandleAsync(
        Guid id, Review review, Caller caller, Language language, MusdesDoor door, MusdesViews views, IClock clock, HttpContext http, CancellationToken ct)
    {
        var today = WorkingDays.DayOf(clock.GetCurrentInstant());
        var answer = await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, review, today, caller.Subject), language, ct);
        return await views.AnswerAsync(answer, caller, language, http.Response, ct);
    }
}

/// <summary>The camat's review.</summary>
/// <param name="Outcome"><c>forwarded</c> or <c>returned</c>.</param>
/// <param name="Reason">Why it is returned.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Review(string? Outcome, string? Reason = null);
