using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>GET /api/plans/{plan}/export: the plan in the form of OGP's action-plan template.</summary>
/// <remarks>
/// As HTML: OGP's template is a document of tables, and every office program and browser opens, edits and prints a page of tables, so that
/// no writer of its own is needed.
/// </remarks>
internal static class ExportPlan
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans/{plan}/export", HandleAsync)
        .AllowRoles(CommitmentRoles.Readers)
        .WithName("ExportPlan")
        .WithSummary("The plan in the form of OGP's action-plan template, in the language of Accept-Language, as an HTML document that office programs open and browsers print.")
        .Produces<string>(StatusCodes.Status200OK, "text/html")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string plan, Caller caller, PlanReader reader, Language language, HttpResponse response, CancellationToken ct)
    {
        var plans = await reader.PlansAsync(caller.Regency!, null, ct);
        if (plans.Find(plan) is not { } found) return CommitmentProblems.UnknownPlan.Result(("plan", plan), ("known", string.Join(", ", plans.All.Keys)));
        response.Headers.ContentSecurityPolicy = PlanDocument.ContentSecurityPolicy;
        response.Headers.ContentDisposition = $"inline; filename=\"ogp-{found.Code}.html\"";
        response.Headers.ContentLanguage = language.Tag;
        return Results.Content(PlanDocument.Render(found, language), "text/html; charset=utf-8");
    }
}
