using System.Text.Json.Serialization;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes.Objections;

/// <summary>POST /api/musdes/lists/{id}/objections/{objection}/answer: an objection is examined, upheld, rejected or taken back.</summary>
internal static class AnswerObjection
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists/{id:guid}/objections/{objection:guid}/answer", HandleAsync)
        .AllowRoles(Role.Village, Role.Dinsos)
        .WithName("AnswerObjection")
        .WithSummary("Examines, upholds, rejects (with a reason) or withdraws an objection; the list follows an upheld one. Dinas Sosial upholds, nobody upholds what they lodged themselves, and what another one entered is withdrawn by Dinas Sosial only.")
        .TakesMusdes<ObjectionAnswer>();

    /// <summary>What follows from an answer.</summary>
    /// <param name="list">The list.</param>
    /// <param name="objection">The objection.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="role">As what.</param>
    public static MusdesDecision Decide(MusdesList list, Guid objection, ObjectionAnswer answer, string by, Role role)
    {
        var fields = new MusdesFields();
        var state = fields.Choice<ObjectionState>(answer.State, "state");
        if (state == ObjectionState.Lodged) fields.Wrong<object>("state", "examined, upheld, rejected, withdrawn");
        var reason = state == ObjectionState.Rejected ? fields.Choice<RejectionReason>(answer.Reason, "reason") : (RejectionReason?)null;
        if (fields.Errors.Count > 0) return MusdesDecision.Refuse(fields.Errors);
        if (list.Objections.Find(o => o.Id == objection) is not { } known)
            return MusdesDecision.Refuse(MusdesProblems.UnknownObjection, ("objection", objection), ("list", list.Drawn!.ListId));
        if ((known.State, known.Rejection) == (state, reason)) return MusdesDecision.Already;
        if (!known.IsOpen) return MusdesDecision.Refuse(MusdesProblems.ObjectionClosed, ("objection", objection), ("state", Question.CodeOf(known.State)));
        // Nobody changes by themselves, without a meeting, what a meeting decided.
        if (state == ObjectionState.Upheld && (role != Role.Dinsos || by == known.Lodged.By)) return MusdesDecision.Refuse(MusdesProblems.NotYoursToUphold, ("objection", objection));
        if (state == ObjectionState.Withdrawn && role != Role.Dinsos && by != known.Lodged.By) return MusdesDecision.Refuse(MusdesProblems.NotYoursToWithdraw, ("objection", objection));
        // It would change the list: the camat has to see it again.
        if (state == ObjectionState.Upheld && (ListRefusals.Finished(list) ?? ListRefusals.WithCamat(list)) is { } refused) return refused;
        return state switch
        {
            ObjectionState.Examined => MusdesDecision.Of(new ObjectionExamined(objection, by)),
            ObjectionState.Rejected => MusdesDecision.Of(new ObjectionRejected(objection, reason!.Value, by)),
            ObjectionState.Withdrawn => MusdesDecision.Of(new ObjectionWithdrawn(objection, by)),
            _ => new([new ObjectionUpheld(objection, by), .. Consequence(list, known.Lodged)]),
        };
    }

    // A meeting after the camat's return may have decided the same in between.
    private static object[] Consequence(MusdesList list, ObjectionLodged lodged) => lodged switch
    {
        { Line: null, Missing: { } missing } => [new LineAdded(missing with { Number = list.Lines.Keys.Max() + 1 }, lodged.ObjectionId)],
        { Line: { } line, Ground: ObjectionGround.WronglyRemoved } => list.Lines[line].Decision == MeetingDecision.Confirmed ? [] : [new LineRestored(line, lodged.ObjectionId)],
        { Line: { } line } => list.Lines[line].Decision == MeetingDecision.Removed ? [] : [new LineStruck(line, ReasonOf(lodged.Ground), lodged.ObjectionId)],
        _ => [],
    };

    private static LineReason ReasonOf(ObjectionGround ground) => ground switch
    {
        ObjectionGround.NotPoor => LineReason.NotPoor,
        ObjectionGround.MovedAway => LineReason.MovedAway,
        ObjectionGround.Deceased => LineReason.Deceased,
        ObjectionGround.Duplicate => LineReason.Duplicate,
        _ => LineReason.Other,
    };

    private static async Task<IResult> HandleAsync(
        Guid id, Guid objection, ObjectionAnswer answer, Caller caller, Language language, MusdesDoor door, MusdesViews views, HttpContext http, CancellationToken ct) =>
        await views.AnswerAsync(await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, objection, answer, caller.Subject, caller.Role), language, ct), caller, language, http.Response, ct);
}

/// <summary>An answer to an objection.</summary>
/// <param name="State"><c>examined</c>, <c>upheld</c>, <c>rejected</c> or <c>withdrawn</c>.</param>
/// <param name="Reason">Why it is rejected.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ObjectionAnswer(string? State, string? Reason = null);
