using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>POST /api/reviews/{submissionId}/resolution: a person decides about a submission that could not be taken as it was.</summary>
internal static class ResolveReview
{
    private static readonly Duration Tolerance = Duration.FromDays(1);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/reviews/{submissionId:guid}/resolution", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("ResolveReview")
        .WithSummary("Accepts, merges, corrects or rejects a submission that waits for a person, with a reason. The same decision again changes nothing; If-Match ties it to what was read.")
        .Produces<ResolutionView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid submissionId, string? content, HttpContext http, ResolutionRequest request, Caller caller, Language language,
        ReviewTransaction reviews, IRegister registers, IClock clock, CancellationToken ct)
    {
        var check = new SubmissionCheck(await registers.OfAsync(caller.Regency!, ct), caller, clock.GetCurrentInstant() + Tolerance);
        var (ruling, errors) = Ruling.Read(request, check);
        if (ruling is null) return ReviewProblems.Invalid.Result(errors, ("count", errors.Count));
        var outcome = await Intake.Retry.ExecuteAsync(async stop => await reviews.ResolveAsync(
            caller, submissionId, content?.ToLowerInvariant(), ruling, check, http.Request.SeenVersion(), language, stop), ct);
        return outcome.Refusal ?? Results.Ok(outcome.Resolution!.View(language));
    }
}
