using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>PUT /api/plans/{plan}/commitments/{number}: says what a commitment is, in the fields of OGP's template.</summary>
internal static class DescribeCommitment
{
    private const int MostCommitments = 20;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/plans/{plan}/commitments/{number:int}", HandleAsync)
        .AllowRoles(Role.Planner)
        .WithName("DescribeCommitment")
        .WithSummary("Says what a commitment is: problem, description, contribution, values of open government (transparency, participation, accountability, innovation), lead and supporting institutions, partners, first and last day, and the kept proposals it comes from. What was said before stays in the log.")
        .TakesPlan<CommitmentEntry, CommitmentView>();

    /// <summary>What follows.</summary>
    public static PlanDecision Decide(ActionPlan plan, int number, CommitmentEntry entry, string by, Instant at)
    {
        var fields = new PlanFields();
        fields.Count(number, "number", MostCommitments, 1);
        var start = fields.Day(entry.Start, "start", plan.Start, plan.End);
        var text = new CommitmentText(
            fields.Text(entry.Title, "title"), fields.Text(entry.Problem, "problem"), fields.Text(entry.Description, "description"), fields.Text(entry.Contribution, "contribution"),
            [.. (entry.Values ?? []).Select((v, i) => fields.Choice<OpenGovernmentValue>(v, $"values[{i}]")).Distinct()], fields.Name(entry.Lead, "lead"),
            [.. fields.Names(entry.Supporting, "supporting")], [.. fields.Names(entry.Partners, "partners")], start, fields.Day(entry.End, "end", start, plan.End),
            [.. (entry.Proposals ?? []).Distinct()]);
        if (text.Values.IsEmpty) fields.Wrong<object>("values", "transparency, participation, accountability, innovation");
        foreach (var (i, proposal) in text.Proposals.Index())
            if (plan.Proposals.GetValueOrDefault(proposal)?.Decision is not { Outcome: ProposalOutcome.Kept })
                fields.Errors.Add(PlanProblems.ProposalNotKept.At($"proposals[{i}]", ("number", proposal)));
        if (text.Proposals.IsEmpty && !plan.IsAgreed) fields.Wrong<object>("proposals", "[1]");
        if (fields.Errors.Count > 0) return PlanDecision.Refuse(fields.Errors);
        if (plan.IsAgreed && plan.Find(number) is null) return PlanDecision.Refuse(PlanProblems.PlanAgreed, ("plan", plan.Code));
        return IsSame(plan.Find(number)?.Text, text) ? PlanDecision.Already : PlanDecision.Of(new CommitmentDescribed(plan.Code, number, text, by, at));
    }

    private static bool IsSame(CommitmentText? before, CommitmentText now) => before is not null
        && before with { Values = now.Values, Supporting = now.Supporting, Partners = now.Partners, Proposals = now.Proposals } == now
        && before.Values.SequenceEqual(now.Values) && before.Supporting.SequenceEqual(now.Supporting) && before.Partners.SequenceEqual(now.Partners) && before.Proposals.SequenceEqual(now.Proposals);

    private static Task<IResult> HandleAsync(string plan, int number, CommitmentEntry entry, [AsParameters] PlanDoor door, CancellationToken ct) =>
        door.TakeAsync(
            plans => plans.Find(plan) is { } p
                ? (p.Find(number)?.Version ?? 0, Decide(p, number, entry, door.Caller.Subject, door.Now))
                : (0, PlanDecision.Refuse(CommitmentProblems.UnknownPlan, ("plan", plan), ("known", string.Join(", ", plans.All.Keys)))),
            e => e is ICommitmentEvent c && c.Plan == plan && c.Commitment == number,
            plans => (plans.Find(plan)!.Find(number)!.Version, CommitmentView.Of(plans.Find(plan)!.Find(number)!, door.Language)), ct);
}

/// <summary>A commitment as it is entered.</summary>
/// <param name="Title">What is committed to.</param>
/// <param name="Problem">The public problem.</param>
/// <param name="Description">What is to be done.</param>
/// <param name="Contribution">How that helps.</param>
/// <param name="Values">The values of open government.</param>
/// <param name="Lead">The institution that leads it.</param>
/// <param name="Supporting">Institutions that support it.</param>
/// <param name="Partners">Civil-society organisations that share it.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
/// <param name="Proposals">The numbers of the kept proposals it comes from.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CommitmentEntry(
    TextEntry? Title, TextEntry? Problem, TextEntry? Description, TextEntry? Contribution, IReadOnlyList<string?>? Values, string? Lead,
    IReadOnlyList<string?>? Supporting, IReadOnlyList<string?>? Partners, LocalDate? Start, LocalDate? End, IReadOnlyList<int>? Proposals = null);
