using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>POST /api/releases/{id}/approval and /withdrawal by the walidata (Kominfo), and the releases there are.</summary>
internal static class JudgeRelease
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/releases", async (Caller caller, Language language, ReleaseStore store, CancellationToken ct) =>
                Results.Ok((await store.CatalogueAsync(caller.Regency!, ct)).Releases.Select(r => ReleaseView.Of(caller.Regency!, r, language))))
            .AllowRoles(Role.Planner, Role.Operator)
            .WithName("ListReleases").WithSummary("The regency's releases, drafts and withdrawn ones too, in the order of their drafts.")
            .Produces<IReadOnlyList<ReleaseView>>();
        api.MapGet("/releases/{id:guid}/files/{name}", FileAsync)
            .AllowRoles(Role.Planner, Role.Operator)
            .WithName("GetReleaseFile").WithSummary("A file of a release, to be looked at before it is approved.")
            .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/releases/{id:guid}/approval", (
                Guid id, Caller caller, Language language, ReleaseStore store, IClock clock, IOptions<ReportOptions> options, IHostEnvironment environment, CancellationToken ct) =>
                DecideAsync(caller, language, store, c => ReleaseDecider.Approve(c, id, caller.Subject, clock.GetCurrentInstant(), options.Value.ContactEmail is not null || environment.IsDevelopment()), ct))
            .AllowRoles(Role.Operator)
            .WithName("ApproveRelease").WithSummary("The walidata approves a draft of somebody else: from then on it is public.")
            .Produces<ReleaseView>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/releases/{id:guid}/withdrawal", WithdrawAsync)
            .AllowRoles(Role.Operator)
            .WithName("WithdrawRelease").WithSummary("Withdraws a release or a draft: wrongFigure, disclosure, superseded or mistake.")
            .Accepts<ReleaseWithdrawal>("application/json")
            .Produces<ReleaseView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<IResult> WithdrawAsync(Guid id, ReleaseWithdrawal body, Caller caller, Language language, ReleaseStore store, IClock clock, CancellationToken ct)
    {
        var reasons = Enum.GetValues<WithdrawalReason>();
        var found = reasons.Where(r => Question.CodeOf(r) == body.Reason).ToList();
        return found is [var reason] ? DecideAsync(caller, language, store, c => ReleaseDecider.Withdraw(c, id, reason, caller.Subject, clock.GetCurrentInstant()), ct)
            : Task.FromResult<IResult>(ReleaseProblems.Invalid.Result(
                [ReleaseProblems.InvalidField.At("reason", ("expected", string.Join(", ", reasons.Select(r => Question.CodeOf(r)))))], ("count", 1)));
    }

    private static async Task<IResult> DecideAsync(Caller caller, Language language, ReleaseStore store, Func<ReleaseCatalogue, ReleaseDecision> decide, CancellationToken ct)
    {
        var (catalogue, decision) = await store.DecideAsync(caller.Regency!, decide, ct);
        return ReleaseView.Answer(caller.Regency!, catalogue, decision, language);
    }

    private static async Task<IResult> FileAsync(Guid id, string name, Caller caller, ReleaseStore store, HttpResponse response, CancellationToken ct)
    {
        if (await store.FileAsync(caller.Regency!, id, name, ct) is not var (mediaType, content)) return ReleaseProblems.UnknownFile.Result(("file", name));
        response.Headers.CacheControl = "no-store";
        ReportFile.Guard(response, mediaType);
        return Results.File(content, mediaType);
    }
}

/// <summary>A withdrawal.</summary>
/// <param name="Reason">One of the codes.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReleaseWithdrawal(string? Reason);
