using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform.OpenApi;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households.Life;

/// <summary>POST /api/households/{id}/...: reports of what happened to a household.</summary>
internal static class LifeEndpoints
{
    private const int MostBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var useCase in LifeUseCase.All)
            api.MapPost($"/households/{{id:guid}}/{useCase.Kind}", (Guid id, JsonElement body, Caller caller, LifeDoor door, IRegister registers, HttpContext http, CancellationToken ct) =>
                    HandleAsync(useCase, id, body, caller, door, registers, http, ct))
                .AllowRoles(Role.Enumerator, Role.Village, Role.Dinsos)
                .WithName(useCase.Name)
                .WithSummary($"{useCase.Summary} Sending the same again is harmless; what refers to something that is not here yet waits for it; with If-Match it is refused if the household changed since.")
                .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
                .DescribeBody(useCase.Name + "Report", useCase.Schema)
                .Produces<LifeReport>(StatusCodes.Status201Created).Produces<LifeReport>().Produces<LifeReport>(StatusCodes.Status202Accepted)
                .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/household-changes/waiting", async (Caller caller, WaitingChanges waiting, CancellationToken ct) =>
                Results.Ok(await waiting.ListAsync(caller.Regency!, caller.Role == Role.Dinsos ? null : caller.Subject, ct)))
            .AllowRoles(Role.Enumerator, Role.Village, Role.Dinsos)
            .WithName("ListWaitingChanges")
            .WithSummary("Changes that wait for something that has not arrived yet, or were refused when it had: one's own, and all for Dinas Sosial.")
            .Produces<IReadOnlyList<WaitingChange>>();
        api.MapDelete("/household-changes/waiting/{id:guid}", async (Guid id, Caller caller, WaitingChanges waiting, CancellationToken ct) =>
                await waiting.DropAsync(caller.Regency!, caller.Role == Role.Dinsos ? null : caller.Subject, id, ct)
                    ? Results.NoContent() : (IResult)LifeProblems.NotWaiting.Result(("change", id)))
            .AllowRoles(Role.Enumerator, Role.Village, Role.Dinsos)
            .WithName("ForgetWaitingChange")
            .WithSummary("Forgets a change that waits or was refused, as if it had never been sent: one's own, and any for Dinas Sosial. What is recorded by now is taken back by a withdrawal instead.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> HandleAsync(
        LifeUseCase useCase, Guid id, JsonElement body, Caller caller, LifeDoor door, IRegister registers, HttpContext http, CancellationToken ct)
    {
        var answer = await door.TakeAsync(useCase, id, body, caller, http.Request.SeenVersion(), ct);
        if (answer.Refusal is { } refusal)
            return answer.News is { } news ? refusal.With(("changes", HouseholdWords.Of(news, Language.Of(http.Request), await registers.OfAsync(caller.Regency!, ct)))) : refusal;
        if (answer.Reception != LifeReception.Waiting) http.Response.StateVersion(answer.Version);
        var note = answer.Lack?.In(Language.Of(http.Request));
        var report = new LifeReport(id, JsonNamingPolicy.SnakeCaseLower.ConvertName(answer.Reception.ToString()), note, answer.Along.Count == 0 ? null : answer.Along);
        return Results.Json(report, statusCode: answer.Reception switch
        {
            LifeReception.Recorded => StatusCodes.Status201Created,
            LifeReception.Waiting => StatusCodes.Status202Accepted,
            _ => StatusCodes.Status200OK,
        });
    }
}

/// <summary>How a report was received.</summary>
/// <param name="Household">The household.</param>
/// <param name="State"><c>recorded</c>, <c>already</c> or <c>waiting</c>.</param>
/// <param name="Note">What it waits for.</param>
/// <param name="WentAlong">What went with people into another household when a split or a merge was taken back, and under which id it can be taken back there.</param>
internal sealed record LifeReport(Guid Household, string State, FieldErrorBody? Note, IReadOnlyList<WentAlong>? WentAlong = null);
