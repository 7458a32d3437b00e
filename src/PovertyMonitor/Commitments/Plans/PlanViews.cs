using NodaTime;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>An action plan as the API shows it, in the reader's language.</summary>
/// <param name="Code">Its years, such as 2018-2020.</param>
/// <param name="Title">What the plan is called.</param>
/// <param name="FromYear">Its first year.</param>
/// <param name="ToYear">Its last year.</param>
/// <param name="Source">Where its content comes from; absent where it was made here.</param>
/// <param name="SubmissionDeadline">The last day of submitting it in time.</param>
/// <param name="IsAgreed">Whether it is agreed: from then on indicators and targets change by revision only.</param>
/// <param name="SubmittedOn">The day it was submitted.</param>
/// <param name="IsLate">Whether that was after the deadline; absent where either is not known.</param>
/// <param name="Proposals">The proposals and what became of them, those dropped too.</param>
/// <param name="Commitments">Its commitments, by number.</param>
/// <param name="Meetings">The technical meetings.</param>
internal sealed record ActionPlanView(
    string Code, string Title, int FromYear, int ToYear, string? Source, LocalDate? SubmissionDeadline, bool IsAgreed, LocalDate? SubmittedOn, bool? IsLate,
    IReadOnlyList<ProposalView> Proposals, IReadOnlyList<CommitmentView> Commitments, IReadOnlyList<MeetingView> Meetings)
{
    /// <summary>The view of a plan.</summary>
    public static ActionPlanView Of(ActionPlan plan, Language language) => new(
        plan.Code, plan.Title.In(language), plan.FromYear, plan.ToYear, plan.Source?.In(language), plan.Deadline, plan.IsAgreed, plan.SubmittedOn, plan.SubmittedOn > plan.Deadline,
        [.. plan.Proposals.Values.Select(p => ProposalView.Of(p, language))],
        [.. plan.Commitments.Values.Select(commitment => CommitmentView.Of(commitment, language))],
        [.. plan.Meetings.Values.Select(m => MeetingView.Of(m, language))]);
}

/// <summary>A proposal.</summary>
/// <param name="Number">Its number in the plan.</param>
/// <param name="Title">What is proposed.</param>
/// <param name="Problem">The public problem it addresses.</param>
/// <param name="Proposer">Who proposed it.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="Outcome">Kept or dropped; absent while nothing is decided.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProposalView(int Number, string Title, string Problem, string Proposer, Instant ProposedAt, ProposalOutcome? Outcome, string? Reason)
{
    public static ProposalView Of(Proposal proposal, Language language) => new(
        proposal.Made.Number, proposal.Made.Title.In(language), proposal.Made.Problem.In(language), proposal.Made.Proposer, proposal.Made.At,
        proposal.Decision?.Outcome, proposal.Decision?.Reason.In(language));
}

/// <summary>A commitment.</summary>
/// <param name="Number">Its number in the plan.</param>
/// <param name="Title">What is committed to.</param>
/// <param name="Problem">The public problem it addresses.</param>
/// <param name="Description">What is to be done.</param>
/// <param name="Contribution">How that helps.</param>
/// <param name="Values">The values of open government it serves.</param>
/// <param name="Lead">The institution that leads it; absent where the regency has not said.</param>
/// <param name="Supporting">Institutions that support it.</param>
/// <param name="Partners">Civil-society organisations that share it.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
/// <param name="Proposals">The proposals it came from.</param>
/// <param name="AdoptedNationally">The national plan that took it over.</param>
/// <param name="Milestones">Its milestones by code.</param>
/// <param name="Indicators">The codes and names of its indicators; how they stand is at <c>/indicators</c>.</param>
/// <param name="SelfAssessment">The agency's own last assessment; never mixed with the other.</param>
/// <param name="IndependentAssessment">The last independent assessment.</param>
internal sealed record CommitmentView(
    int Number, string Title, string? Problem, string? Description, string? Contribution, IReadOnlyList<OpenGovernmentValue> Values, string? Lead,
    IReadOnlyList<string> Supporting, IReadOnlyList<string> Partners, LocalDate? Start, LocalDate? End, IReadOnlyList<int> Proposals, string? AdoptedNationally,
    IReadOnlyList<MilestoneView> Milestones, IReadOnlyList<IndicatorName> Indicators, AssessmentView? SelfAssessment, AssessmentView? IndependentAssessment)
{
    /// <summary>The view of a commitment.</summary>
    public static CommitmentView Of(Commitment c, Language language) => new(
        c.Number, c.Title.In(language), c.Text?.Problem.In(language), c.Text?.Description.In(language), c.Text?.Contribution.In(language),
        c.Text?.Values ?? [], c.Text?.Lead, c.Text?.Supporting ?? [], c.Text?.Partners ?? [], c.Text?.Start, c.Text?.End, c.Text?.Proposals ?? [],
        c.Adopted?.NationalPlan.In(language), [.. c.Milestones.Values.Select(m => MilestoneView.Of(m, language))],
        [.. c.Indicators.Select(i => new IndicatorName(i.Code, i.Definition.Name.In(language)))],
        AssessmentView.Of(c.LastAssessment(Assessor.Agency), language), AssessmentView.Of(c.LastAssessment(Assessor.Independent), language));
}

/// <summary>An indicator's code and name.</summary>
/// <param name="Code">Stable within the plan.</param>
/// <param name="Name">What it shows.</param>
internal sealed record IndicatorName(string Code, string Name);

/// <summary>A milestone.</summary>
/// <param name="Code">Its code in the commitment.</param>
/// <param name="Title">The activity.</param>
/// <param name="Deliverable">By what it can be verified.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
/// <param name="State">How far it is.</param>
/// <param name="On">The day that is of; absent where nothing was reported.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record MilestoneView(string Code, string Title, string Deliverable, LocalDate Start, LocalDate End, MilestoneState State, LocalDate? On, Evidence? Evidence)
{
    public static MilestoneView Of(Milestone m, Language language) => new(
        m.Set.Code, m.Set.Title.In(language), m.Set.Deliverable.In(language), m.Set.Start, m.Set.End, m.State, m.Reports.LastOrDefault()?.On, m.Reports.LastOrDefault()?.Evidence);
}

/// <summary>A technical meeting.</summary>
/// <param name="Number">Its number in the plan.</param>
/// <param name="Commitments">The commitments it is about; empty for the whole plan.</param>
/// <param name="ScheduledOn">The day it was set for.</param>
/// <param name="Agenda">What it is about.</param>
/// <param name="HeldOn">The day it was held; absent while it was not.</param>
/// <param name="Attendance">Who came, as counts.</param>
/// <param name="Agreed">What was agreed.</param>
internal sealed record MeetingView(
    int Number, IReadOnlyList<int> Commitments, LocalDate ScheduledOn, string Agenda, LocalDate? HeldOn, Attendance? Attendance, IReadOnlyList<string>? Agreed)
{
    public static MeetingView Of(Meeting m, Language language) => new(
        m.Scheduled.Number, m.Scheduled.Commitments, m.Scheduled.On, m.Scheduled.Agenda.In(language), m.Held?.On, m.Held?.Attendance,
        m.Held is null ? null : [.. m.Held.Agreed.Select(a => a.In(language))]);
}

/// <summary>An assessment of a commitment.</summary>
/// <param name="Level">How far it is completed.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Explanation">Why that level.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record AssessmentView(CompletionLevel Level, LocalDate On, string Explanation, Evidence? Evidence)
{
    public static AssessmentView? Of(CommitmentAssessed? a, Language language) => a is null ? null : new(a.Level, a.On, a.Explanation.In(language), a.Evidence);
}
