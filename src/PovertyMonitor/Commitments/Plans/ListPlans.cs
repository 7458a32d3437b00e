using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>GET /api/plans: the regency's action plans.</summary>
internal static class ListPlans
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plans", HandleAsync)
        .AllowRoles(CommitmentRoles.Readers)
        .WithName("ListPlans")
        .WithSummary("The regency's action plans, the earliest first; what is in one is at /api/commitments?plan=.")
        .Produces<IReadOnlyList<PlanLine>>();

    private static async Task<IResult> HandleAsync(Caller caller, PlanReader reader, Language language, CancellationToken ct) =>
        Results.Ok((await reader.PlansAsync(caller.Regency!, null, ct)).All.Values
            .Select(p => new PlanLine(p.Code, p.Title.In(language), p.FromYear, p.ToYear, p.IsAgreed, p.Deadline, p.SubmittedOn, p.Proposals.Count, p.Commitments.Count)));
}

/// <summary>An action plan in a list.</summary>
/// <param name="Code">Its years, such as 2018-2020.</param>
/// <param name="Title">What it is called.</param>
/// <param name="FromYear">Its first year.</param>
/// <param name="ToYear">Its last year.</param>
/// <param name="IsAgreed">Whether it is agreed.</param>
/// <param name="SubmissionDeadline">The last day of submitting it in time.</param>
/// <param name="SubmittedOn">The day it was submitted.</param>
/// <param name="Proposals">How many proposals it had.</param>
/// <param name="Commitments">How many commitments it has.</param>
internal sealed record PlanLine(
    string Code, string Title, int FromYear, int ToYear, bool IsAgreed, LocalDate? SubmissionDeadline, LocalDate? SubmittedOn, int Proposals, int Commitments);
