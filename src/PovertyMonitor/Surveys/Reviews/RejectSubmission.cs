using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>POST /api/submissions/{id}/rejection: what was taken counts nowhere any more.</summary>
internal static class RejectSubmission
{
    private const int LongestNote = 4000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/submissions/{id:guid}/rejection", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("RejectSubmission")
        .WithSummary("Rejects an interview, a correction or a visit that was taken: it, and what corrects it, counts nowhere any more. The same again changes nothing.")
        .Produces<ResolutionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext http, Rejection rejection, Caller caller, Language language, Withdrawal withdrawal, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        if (Choices.Parse<ReviewReason>(rejection.Reason) is not { } reason) errors.Add(Ruling.Field("reason", Choices.Codes<ReviewReason>()));
        else if (rejection.Note is { Length: > LongestNote }) errors.Add(Ruling.Field("note", $"text, 0..{LongestNote}"));
        else return await Intake.Retry.ExecuteAsync(async stop => await withdrawal.RejectAsync(caller, id, reason, rejection.Note, http.Request.SeenVersion(), language, stop), ct);
        return ReviewProblems.Invalid.Result(errors, ("count", errors.Count));
    }
}

/// <summary>Why something that was taken is rejected.</summary>
/// <param name="Reason">A code of <see cref="ReviewReason"/>.</param>
/// <param name="Note">A note in free text; kept sealed.</param>
internal sealed record Rejection(string? Reason, string? Note = null);
