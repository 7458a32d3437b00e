using System.Text.Json.Serialization;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes;

/// <summary>POST /api/musdes/lists/{id}/withdrawal: takes a list back before its meeting, so that another can be drawn.</summary>
internal static class WithdrawList
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists/{id:guid}/withdrawal", HandleAsync)
        .AllowRoles(Role.Village, Role.Dinsos)
        .WithName("WithdrawList")
        .WithSummary("Takes a list back before its meeting: drawnTooEarly, wrongRound, wrongMeasure or other.")
        .TakesMusdes<Withdrawal>();

    /// <summary>What follows from taking a list back.</summary>
    public static MusdesDecision Decide(MusdesList list, Withdrawal withdrawal, string by)
    {
        var fields = new MusdesFields();
        var reason = fields.Choice<ListWithdrawal>(withdrawal.Reason, "reason");
        if (fields.Errors.Count > 0) return MusdesDecision.Refuse(fields.Errors);
        return list.State switch
        {
            ListState.Withdrawn => MusdesDecision.Already,
            ListState.Drawn => MusdesDecision.Of(new ListWithdrawn(reason, by)),
            ListState.Returned => MusdesDecision.Refuse(MusdesProblems.Returned, ("list", list.Drawn!.ListId)),
            _ => ListRefusals.Finished(list) ?? MusdesDecision.Refuse(MusdesProblems.AlreadyMet),
        };
    }

    private static async Task<IResult> HandleAsync(
        Guid id, Withdrawal withdrawal, Caller caller, Language language, MusdesDoor door, MusdesViews views, HttpContext http, CancellationToken ct) =>
        await views.AnswerAsync(await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, withdrawal, caller.Subject), language, ct), caller, language, http.Response, ct);
}

/// <summary>Why a list is taken back.</summary>
/// <param name="Reason">One of the codes.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Withdrawal(string? Reason);
