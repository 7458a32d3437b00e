using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>A milestone of a commitment was set; a later one of the same code replaces it.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Code">The milestone's code, unique in the commitment.</param>
/// <param name="Title">The activity.</param>
/// <param name="Deliverable">By what it can be verified.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When.</param>
public sealed record MilestoneSet(
    string Plan, int Commitment, string Code, Wording Title, Wording Deliverable, LocalDate Start, LocalDate End, string By, Instant At) : ICommitmentEvent;

/// <summary>It was reported how far a milestone is.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Code">The milestone's code.</param>
/// <param name="State">How far it is.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="By">Who reported it.</param>
/// <param name="At">When.</param>
public sealed record MilestoneReported(
    string Plan, int Commitment, string Code, MilestoneState State, LocalDate On, Evidence? Evidence, string By, Instant At) : ICommitmentEvent;

/// <summary>How far a milestone is.</summary>
public enum MilestoneState
{
    /// <summary>Nothing was done.</summary>
    NotStarted,

    /// <summary>It is being worked on.</summary>
    Started,

    /// <summary>Its deliverable is there.</summary>
    Completed,
}

/// <summary>What shows that something is so: a file kept here, or a link.</summary>
/// <param name="Sha256">The file's hash in hexadecimal digits; absent for a link.</param>
/// <param name="Link">The link; absent for a file.</param>
public sealed record Evidence(string? Sha256, string? Link);

/// <summary>A technical meeting was scheduled.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Number">The meeting's number in the plan, from 1.</param>
/// <param name="Commitments">The numbers of the commitments it is about; empty for the whole plan.</param>
/// <param name="On">The day.</param>
/// <param name="Agenda">What it is about.</param>
/// <param name="By">Who scheduled it.</param>
/// <param name="At">When.</param>
public sealed record MeetingScheduled(string Plan, int Number, ImmutableArray<int> Commitments, LocalDate On, Wording Agenda, string By, Instant At) : IPlanEvent;

/// <summary>A technical meeting was held.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Number">The meeting's number.</param>
/// <param name="On">The day.</param>
/// <param name="Attendance">Who came, as counts.</param>
/// <param name="Agreed">What was agreed.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When.</param>
public sealed record MeetingHeld(string Plan, int Number, LocalDate On, Attendance Attendance, ImmutableArray<Wording> Agreed, string By, Instant At) : IPlanEvent;

/// <summary>Who attended a meeting.</summary>
/// <param name="Women">Women.</param>
/// <param name="Men">Men.</param>
/// <param name="Agencies">Agencies represented.</param>
/// <param name="Partners">Civil-society organisations represented.</param>
public sealed record Attendance(int Women, int Men, int Agencies, int Partners);
