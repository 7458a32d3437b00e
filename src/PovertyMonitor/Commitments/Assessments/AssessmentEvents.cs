using NodaTime;
using PovertyMonitor.Commitments.Plans;

namespace PovertyMonitor.Commitments.Assessments;

/// <summary>Somebody assessed how far a commitment is completed.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Assessor">Who assessed.</param>
/// <param name="Level">How far.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Explanation">Why that level.</param>
/// <param name="Evidence">What shows it; absent where the level is that there is none.</param>
/// <param name="By">Who entered it: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record CommitmentAssessed(
    string Plan, int Commitment, Assessor Assessor, CompletionLevel Level, LocalDate On, Wording Explanation, Evidence? Evidence, string By, Instant At) : ICommitmentEvent;

/// <summary>Who assesses a commitment. The two are never mixed.</summary>
public enum Assessor
{
    /// <summary>The agency itself.</summary>
    Agency,

    /// <summary>Somebody independent of it.</summary>
    Independent,
}

/// <summary>How far a commitment is completed, in the five levels that the Open Government Partnership publishes.</summary>
public enum CompletionLevel
{
    /// <summary>Nothing that could be assessed.</summary>
    NoEvidence,

    /// <summary>Not started.</summary>
    NotStarted,

    /// <summary>Limited.</summary>
    Limited,

    /// <summary>Substantial.</summary>
    Substantial,

    /// <summary>Completed.</summary>
    Completed,
}

/// <summary>The regency reported how much of a plan it achieved, in its own figures.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Percent">Of the whole plan, 0 to 100.</param>
/// <param name="OwnOffices">Of what its own offices control, 0 to 100; absent where it did not say.</param>
/// <param name="Villages">Of what depends on the villages, 0 to 100; absent where it did not say.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="By">Who entered it; absent for what is shipped.</param>
/// <param name="At">When; absent for what is shipped.</param>
public sealed record AchievementReported(
    string Plan, decimal Percent, decimal? OwnOffices, decimal? Villages, LocalDate On, Wording Source, string? By = null, Instant? At = null) : IPlanEvent;
