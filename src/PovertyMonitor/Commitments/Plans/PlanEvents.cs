using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>Something that happened to an action plan.</summary>
public interface IPlanEvent
{
    /// <summary>The plan's code: its years, such as 2018-2020.</summary>
    string Plan { get; }
}

/// <summary>Something that happened to a commitment of a plan.</summary>
public interface ICommitmentEvent : IPlanEvent
{
    /// <summary>The commitment's number in the plan.</summary>
    int Commitment { get; }
}

/// <summary>An action plan was opened for proposals.</summary>
/// <param name="Plan">Its code.</param>
/// <param name="FromYear">Its first year.</param>
/// <param name="ToYear">Its last year.</param>
/// <param name="Title">What it is called.</param>
/// <param name="SubmissionDeadline">The last day on which it can be submitted in time; absent where none was set.</param>
/// <param name="By">Who opened it: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record PlanOpened(string Plan, int FromYear, int ToYear, Wording Title, LocalDate? SubmissionDeadline, string By, Instant At) : IPlanEvent;

/// <summary>The last day on which a plan can be submitted in time was set.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Deadline">The day.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When.</param>
public sealed record SubmissionDeadlineSet(string Plan, LocalDate Deadline, string By, Instant At) : IPlanEvent;

/// <summary>A commitment was proposed.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Number">The proposal's number in the plan, from 1.</param>
/// <param name="Title">What is proposed.</param>
/// <param name="Problem">The public problem it addresses.</param>
/// <param name="Proposer">The institution or organisation that proposed it.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When.</param>
public sealed record ProposalMade(string Plan, int Number, Wording Title, Wording Problem, string Proposer, string By, Instant At) : IPlanEvent;

/// <summary>It was decided whether a proposal becomes a commitment.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Number">The proposal's number.</param>
/// <param name="Outcome">Kept or dropped.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who entered the decision.</param>
/// <param name="At">When.</param>
public sealed record ProposalDecided(string Plan, int Number, ProposalOutcome Outcome, Wording Reason, string By, Instant At) : IPlanEvent;

/// <summary>What becomes of a proposal.</summary>
public enum ProposalOutcome
{
    /// <summary>It becomes a commitment.</summary>
    Kept,

    /// <summary>It does not.</summary>
    Dropped,
}

/// <summary>It was stated what a commitment is; a later statement replaces an earlier one, which stays in the log.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">Its number in the plan.</param>
/// <param name="Text">What it is.</param>
/// <param name="By">Who stated it; absent for what is shipped.</param>
/// <param name="At">When; absent for what is shipped.</param>
public sealed record CommitmentDescribed(string Plan, int Commitment, CommitmentText Text, string? By = null, Instant? At = null) : ICommitmentEvent;

/// <summary>A commitment in the fields of OGP's template.</summary>
/// <param name="Title">What is committed to.</param>
/// <param name="Problem">The public problem it addresses.</param>
/// <param name="Description">What is to be done.</param>
/// <param name="Contribution">How that helps to solve the problem.</param>
/// <param name="Values">The values of open government it serves.</param>
/// <param name="Lead">The institution that leads it; absent where the regency has not said.</param>
/// <param name="Supporting">Institutions that support it.</param>
/// <param name="Partners">Civil-society organisations that share it.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
/// <param name="Proposals">The numbers of the proposals it came from.</param>
public sealed record CommitmentText(
    Wording Title, Wording Problem, Wording Description, Wording Contribution, ImmutableArray<OpenGovernmentValue> Values, string? Lead,
    ImmutableArray<string> Supporting, ImmutableArray<string> Partners, LocalDate Start, LocalDate End, ImmutableArray<int> Proposals);

/// <summary>The values of the Open Government Partnership.</summary>
public enum OpenGovernmentValue
{
    /// <summary>Access to information.</summary>
    Transparency,

    /// <summary>Citizens inform and influence decisions.</summary>
    Participation,

    /// <summary>Officials answer for what they do.</summary>
    Accountability,

    /// <summary>Technology and innovation for the other three.</summary>
    Innovation,
}

/// <summary>A commitment was taken over into a national plan.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">Its number.</param>
/// <param name="NationalPlan">Which plan took it over.</param>
/// <param name="On">Since when.</param>
/// <param name="By">Who entered it; absent for what is shipped.</param>
/// <param name="At">When; absent for what is shipped.</param>
public sealed record CommitmentAdoptedNationally(string Plan, int Commitment, Wording NationalPlan, LocalDate? On, string? By = null, Instant? At = null) : ICommitmentEvent;

/// <summary>A plan was agreed and submitted: from now on its indicators and targets change by revision only.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="On">The day.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When.</param>
public sealed record PlanSubmitted(string Plan, LocalDate On, string By, Instant At) : IPlanEvent;
