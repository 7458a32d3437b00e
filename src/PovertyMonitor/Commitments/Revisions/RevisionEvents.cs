using NodaTime;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>It was proposed to revise an indicator or its targets, or to take a new one into an agreed plan.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Revision">The revision's number in the commitment, from 1.</param>
/// <param name="Revises">The version of the indicator that it would replace; 0 for a new indicator.</param>
/// <param name="Definition">The indicator as it would be.</param>
/// <param name="Reason">Why.</param>
/// <param name="Side">Whose proposal it is.</param>
/// <param name="By">Who entered it: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record RevisionProposed(
    string Plan, int Commitment, int Revision, int Revises, IndicatorDefinition Definition, Wording Reason, Side Side, string By, Instant At) : ICommitmentEvent;

/// <summary>One side assented to a revision; with the other's assent it is in force.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Revision">The revision's number.</param>
/// <param name="Side">Who assented.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When.</param>
public sealed record RevisionAssented(string Plan, int Commitment, int Revision, Side Side, string By, Instant At) : ICommitmentEvent;

/// <summary>One side refused a revision: what stood stays.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Revision">The revision's number.</param>
/// <param name="Side">Who refused.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When.</param>
public sealed record RevisionRefused(string Plan, int Commitment, int Revision, Side Side, Wording Reason, string By, Instant At) : ICommitmentEvent;

/// <summary>A revision was taken back by the side that proposed it.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Revision">The revision's number.</param>
/// <param name="By">Who entered it.</param>
/// <param name="At">When.</param>
public sealed record RevisionWithdrawn(string Plan, int Commitment, int Revision, string By, Instant At) : ICommitmentEvent;

/// <summary>The two sides that agreed a plan.</summary>
public enum Side
{
    /// <summary>The regency's agencies.</summary>
    Agency,

    /// <summary>The civil-society partners.</summary>
    Partner,
}
